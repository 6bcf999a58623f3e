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
import { Inbox } from "./inbox.tsx";

export default { title: "Panels/Inbox", component: Inbox } satisfies Meta<typeof Inbox>;

const onOpen = fn();
const inbox = () => <Inbox onOpen={onOpen} onOpenThread={fn()} />;

function fill(chat: StoryChat, count: number): void {
  const { messages } = chat.channel({ messages: Math.max(1, count), readSeq: count === 0 ? 1 : 0 });
  const flags = { read: false, mentioned: false, starred: false };
  const items = messages.slice(0, count).map((message) => ({ message, flags }));
  chat.answer("bookmarks.list", { items, next: null, previous: null } as never); // as on the wire
  chat.answer("threads.unread", { threads: 0, replies: 0, mentions: 0 });
}

export const Default: Story = {
  render: inbox,
  parameters: { inside: "window", chat: (chat) => fill(chat, 4) },
};
export const Empty: Story = {
  ...Default,
  parameters: { inside: "window", chat: (chat) => fill(chat, 0) },
};
export const Long: Story = {
  ...Default,
  parameters: { inside: "window", chat: (chat) => fill(chat, 60) },
};
export const Loading = whileLoading(Default, "bookmarks.list");
export const Failed = afterError(Default, "bookmarks.list");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const AllCaughtUp: Story = {
  ...Empty,
  name: "[EMP-1] says that one is all caught up, and what each tab would show",
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByText("You're all caught up")).toBeVisible();
    await userEvent.click(canvas.getByRole("tab", { name: /Mentions/ }));
    await expect(await canvas.findByText("No mentions")).toBeVisible();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await expect(canvas.getByRole("tab", { name: /Starred/ })).toHaveFocus();
    await expect(await canvas.findByText("No starred messages")).toBeVisible();
  },
};
