import type { RouteAnswer } from "@natter/client";
import type { StoryChat } from "@natter/testing/story-chat";
import type { Meta, Story } from "../../.storybook/story.ts";
import { afterError, inArabic, inDark, whenOffline, whileLoading } from "../../.storybook/story.ts";
import { expect, waitFor } from "storybook/test";
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

const rowOf = (text: HTMLElement) => text.closest<HTMLElement>('[data-natter="message"]');
const isSeen = (element: Element | null | undefined) =>
  element ? element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) : false;

export const Groups: Story = {
  name: "[GRP-1] one author's messages within five minutes stand under one name; the others' time shows on focus",
  parameters: {
    chat: (chat) =>
      void chat.channel({
        messages: [
          { by: "bob", text: "first", minutesAgo: 20 },
          { by: "bob", text: "second", minutesAgo: 16 },
          { by: "bob", text: "third", minutesAgo: 15 },
          { by: "bob", text: "after six minutes", minutesAgo: 9 },
          { by: "cleo", text: "somebody else", minutesAgo: 8 },
        ],
      }),
  },
  play: async ({ canvas }) => {
    await canvas.findByText("somebody else");
    const groups = ["first", "second", "third", "after six minutes", "somebody else"].map(
      (text) => rowOf(canvas.getByText(text))?.dataset["group"],
    );
    await expect(groups).toEqual(["start", "middle", "end", "single", "single"]);
    await expect(canvas.getAllByText("Bob Martin")).toHaveLength(2);
    const second = rowOf(canvas.getByText("second"));
    const time = second?.querySelector("time");
    await expect(isSeen(time)).toBe(false);
    second?.focus();
    await waitFor(() => expect(isSeen(time)).toBe(true));
  },
};

/** Everybody but the viewer has read the first message; a direct channel's other has received the second. */
function receipts(chat: StoryChat, members: readonly string[], readSeq: number): void {
  const at = chat.clock.now();
  const others = members.filter((id) => id !== "ada");
  chat.answer("readState.receipts", {
    items: others.map((userId) => ({
      ...{ userId, readSeq, readAt: at, deliveredSeq: 2, deliveredAt: at },
    })),
  } as RouteAnswer<"readState.receipts">); // ids are branded on the wire only
}

const ownMessages = [
  { by: "ada", text: "one of mine", minutesAgo: 9 },
  { by: "ada", text: "another of mine", minutesAgo: 1 },
] as const;

export const ReceiptsOfTwo: Story = {
  name: "[READ-5] between two people, ticks say how far a message has come",
  parameters: {
    chat: (chat) => {
      const members = ["ada", "bob"];
      const shown = { kind: "direct", other: { id: "bob", name: "Bob Martin", image: null } };
      chat.channel({ members, messages: ownMessages, shown });
      receipts(chat, members, 1);
    },
  },
  play: async ({ canvas }) => {
    await canvas.findByText("another of mine");
    const ticks = (text: string) =>
      rowOf(canvas.getByText(text))?.querySelector('[data-natter="ticks"]')?.ariaLabel;
    await waitFor(() => expect(ticks("one of mine")).toBe("Read"));
    await expect(ticks("another of mine")).toBe("Delivered");
  },
};

export const ReceiptsOfAGroup: Story = {
  name: "[READ-5] in a group, up to three faces and how many more, below one's last message",
  parameters: {
    chat: (chat) => {
      const members = ["ada", "bob", "cleo", "dev", "eve", "finn"];
      const greetings = members.slice(1).map((by) => ({ by, text: "Hello", minutesAgo: 20 }));
      chat.channel({ members, messages: [...greetings, ...ownMessages] });
      receipts(chat, members, 7);
    },
  },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText("another of mine");
    await waitFor(() =>
      expect(canvasElement.querySelectorAll('[data-natter="receipts"]')).toHaveLength(1),
    );
    const shown = rowOf(canvas.getByText("another of mine"))?.querySelector(
      '[data-natter="receipts"]',
    );
    await expect(shown?.querySelectorAll('[data-natter="avatar"]')).toHaveLength(3);
    await expect(shown).toHaveTextContent("+2");
    await expect(shown?.ariaLabel).toMatch(/Read by .*2 more/);
  },
};

export const NoReceiptsOfMany: Story = {
  name: "[READ-5] in a channel of more than a hundred nobody is asked who has read what",
  parameters: {
    chat: (chat) => {
      const members = ["ada", "bob", "cleo"];
      chat.channel({
        members,
        messages: ownMessages,
        shown: { memberCount: 101, degraded: ["receipts", "typing"] },
      });
      receipts(chat, members, 2);
    },
  },
  play: async ({ canvas, canvasElement, chat }) => {
    await canvas.findByText("another of mine");
    await expect(chat.server.callsOf("readState.receipts")).toHaveLength(0);
    await expect(canvasElement.querySelector('[data-natter="receipts"]')).toBeNull();
  },
};

export const NoReceiptsOfThoseWhoDoNotShowThem: Story = {
  name: "[READ-5] of those who turned receipts off the server tells nothing, and nothing is shown",
  parameters: {
    chat: (chat) => {
      const members = ["ada", "bob", "cleo"];
      chat.channel({ members, messages: ownMessages });
      chat.answer("readState.receipts", { items: [] });
    },
  },
  play: async ({ canvas, canvasElement, chat }) => {
    await canvas.findByText("another of mine");
    await waitFor(() => expect(chat.server.callsOf("readState.receipts")).not.toHaveLength(0));
    await expect(canvasElement.querySelector('[data-natter="receipts"]')).toBeNull();
  },
};

export const ToolsOfAMessage: Story = {
  ...Default,
  name: "[A11Y-5] what a message shows to a pointer it shows to the focus, each tool large enough to hit",
  play: async ({ canvas }) => {
    await canvas.findAllByText("Good morning!");
    // The oldest rows are taken out again as the list goes to its end.
    const row = () => canvas.getAllByText("Good morning!").map(rowOf).at(-1);
    const toolbar = await waitFor(() => {
      const found = row()?.querySelector('[role="toolbar"]');
      if (!found) throw new Error("It is not there yet.");
      return found;
    });
    await expect(isSeen(toolbar)).toBe(false);
    row()?.focus();
    await waitFor(() => expect(isSeen(toolbar)).toBe(true));
    const sizes = [...toolbar.querySelectorAll("button")].map((tool) => {
      const { width, height } = tool.getBoundingClientRect();
      return Math.min(width, height);
    });
    await expect(sizes.length).toBeGreaterThan(4);
    await expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
  },
};
