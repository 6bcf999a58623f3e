import type { Meta, Story } from "../../.storybook/story.ts";
import { afterError, inArabic, inDark, whenOffline, whileLoading } from "../../.storybook/story.ts";
import { expect } from "storybook/test";
import { MessageList } from "./message-list.tsx";

export default {
  title: "Messages/Message list",
  component: MessageList,
  parameters: { inside: "channel" },
} satisfies Meta<typeof MessageList>;

export const Default: Story = {
  parameters: { chat: (chat) => void chat.channel({ messages: 30 }) },
};
export const Loading = whileLoading(Default, "messages.list");
export const Empty: Story = { parameters: { chat: (chat) => void chat.channel() } };
export const Long: Story = {
  parameters: { chat: (chat) => void chat.channel({ messages: 500 }) },
};
export const Failed = afterError(Default, "messages.list");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const StaysAtTheEnd: Story = {
  ...Default,
  name: "[SCR-3] a message that arrives at the end keeps the list there",
  play: async ({ canvas, canvasElement, chat }) => {
    await canvas.findAllByText("Good morning!");
    chat.write("bob", "One more");
    await canvas.findByText("One more");
    const viewport = canvasElement.querySelector('[data-part="viewport"]');
    const left = (viewport?.scrollHeight ?? 0) - (viewport?.clientHeight ?? 0);
    await expect(Math.abs(left - (viewport?.scrollTop ?? -10))).toBeLessThanOrEqual(1);
  },
};
