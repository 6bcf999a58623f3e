import type { StoryChat } from "@natter/testing/story-chat";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark } from "../../.storybook/story.ts";
import { useMessages } from "../messages/use-messages.ts";
import { Poll } from "./poll.tsx";

function OfTheLast() {
  const message = useMessages("messaging:general").messages.at(-1);
  return message ? <Poll message={message} /> : null;
}

const capabilities = ["read", "send", "react", "vote", "create-poll"];
const option = (id: string, text: string, userIds: readonly string[]) => ({
  id,
  text,
  addedBy: null,
  count: userIds.length,
  userIds,
});
const lunch = {
  question: "Where do we eat?",
  options: [
    option("1", "At the canteen", ["bob", "cleo", "dev"]),
    option("2", "In the garden", ["eve"]),
    option("3", "Everybody brings something, and whoever has a table brings that too", []),
  ],
  maxVotes: 1,
  anonymous: false,
  allowOptions: false,
  voterCount: 4,
  closesAt: null,
  closedAt: null,
};

function fill(chat: StoryChat, poll: object = {}): void {
  chat.channel({
    messages: [{ by: "bob", text: lunch.question, kind: "poll", poll: { ...lunch, ...poll } }],
    shown: { capabilities },
  });
}

export default {
  title: "Messages/Poll",
  component: Poll,
  parameters: { inside: "channel", chat: (chat) => fill(chat) },
  render: () => (
    <div style={{ padding: "2rem" }}>
      <OfTheLast />
    </div>
  ),
} satisfies Meta<typeof Poll>;

export const Default: Story = {
  play: async ({ canvas }) => {
    await canvas.findByRole("radio", { name: "At the canteen, 3 of 4, 75 %" });
  },
};
export const Dark = inDark(Default);
export const Arabic = inArabic(Default);
export const Closed: Story = {
  parameters: { chat: (chat) => fill(chat, { closedAt: "2026-01-05T09:00:00.000Z" }) },
};
export const OpenToAll: Story = {
  parameters: {
    chat: (chat) =>
      fill(chat, {
        ...{ maxVotes: 2, anonymous: true, allowOptions: true },
        closesAt: "2026-01-06T09:00:00.000Z",
      }),
  },
};
