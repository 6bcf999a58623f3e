import type { StoryChat } from "@natter/testing/story-chat";
import { expect, fn } from "storybook/test";
import {
  afterError,
  inArabic,
  inDark,
  whenOffline,
  whileLoading,
  type Meta,
  type Story,
} from "../../.storybook/story.ts";
import { PinnedMessages } from "./pinned-messages.tsx";

export default {
  title: "Panels/PinnedMessages",
  component: PinnedMessages,
} satisfies Meta<typeof PinnedMessages>;

const onOpen = fn();
const panel = () => <PinnedMessages cid="messaging:general" onOpen={onOpen} onClose={fn()} />;

function fill(chat: StoryChat, count: number): void {
  const { messages } = chat.channel({ messages: Math.max(count, 1) });
  const at = chat.clock.now().toISOString();
  const pinned = { by: { id: "bob", name: "bob", image: null }, at, expiresAt: null };
  const items = messages.slice(0, count).map((message) => ({ ...message, pinned }));
  chat.answer("pins.list", { items, next: null, previous: null } as never); // as it is on the wire
}

export const Default: Story = {
  render: panel,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 3) },
};
export const Empty: Story = {
  ...Default,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 0) },
};
export const Long: Story = {
  ...Default,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 60) },
};
export const Loading = whileLoading(Default, "pins.list");
export const Failed = afterError(Default, "pins.list");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const SaysWhatIsMissing: Story = {
  ...Empty,
  name: "[EMP-1] says what would be there where nothing is pinned",
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Nothing is pinned")).toBeVisible();
  },
};

export const Opens: Story = {
  ...Default,
  name: "Goes to the message that is pressed",
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /Good morning!/ }));
    await expect(onOpen).toHaveBeenCalledOnce();
  },
};
