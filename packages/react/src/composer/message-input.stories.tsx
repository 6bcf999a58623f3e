import type { StoryChat } from "@natter/testing/story-chat";
import { expect, userEvent, waitFor } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark, whenOffline } from "../../.storybook/story.ts";
import { MessageList } from "../messages/message-list.tsx";
import { MessageInput } from "./message-input.tsx";

export default {
  title: "Composer/Message input",
  component: MessageInput,
  parameters: { inside: "channel", chat: (chat) => void chat.channel({ messages: 6 }) },
  render: (args) => (
    <>
      <MessageList />
      <MessageInput {...args} />
    </>
  ),
} satisfies Meta<typeof MessageInput>;

type Input = Story<typeof MessageInput>;
const shown = (fields: Parameters<StoryChat["channel"]>[0]): Input => ({
  parameters: { chat: (chat) => void chat.channel({ messages: 6, ...fields }) },
});

export const Default: Input = {};
export const Offline = whenOffline<typeof MessageInput>(Default);
export const Frozen = shown({ shown: { frozen: true } });
export const NoPermission = shown({ shown: { capabilities: ["read", "react"] } });
export const Banned: Input = {
  parameters: {
    chat: (chat) => {
      chat.channel({ messages: 6, shown: { capabilities: ["read"] } });
      const ban = { cid: chat.cid, reason: "Told everybody where the strawberries are." };
      const times = {
        createdAt: "2026-01-04T10:00:00.000Z",
        expiresAt: "2026-01-12T10:00:00.000Z",
      };
      chat.answer("me.bans", { items: [{ ...ban, ...times }], next: null } as never); // ids of a story are plain
    },
  },
};
export const Arabic = inArabic<typeof MessageInput>(Default);
export const Dark = inDark<typeof MessageInput>(Default);

const input = (element: HTMLElement) => {
  const found = element.querySelector<HTMLTextAreaElement>('[data-part="input"]');
  if (!found) throw new Error("There is no text area.");
  return found;
};

export const Grows: Input = {
  name: "[CMP-7] it grows with the text up to ten lines or 40 % of the pane, and scrolls from there",
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("textbox");
    const textarea = input(canvasElement);
    const lineHeight = Number.parseFloat(getComputedStyle(textarea).lineHeight);
    const empty = textarea.clientHeight;
    await userEvent.click(textarea);
    await userEvent.paste("one\ntwo\nthree");
    await waitFor(() =>
      expect(textarea.clientHeight - empty).toBeGreaterThanOrEqual(2 * lineHeight - 2),
    );
    await userEvent.paste("\nmore".repeat(30));
    const pane = textarea.closest("form")?.parentElement?.clientHeight ?? 0;
    await waitFor(() => expect(textarea.scrollHeight).toBeGreaterThan(textarea.clientHeight));
    await expect(textarea.clientHeight).toBeLessThanOrEqual(0.4 * pane + 1);
    await expect(textarea.clientHeight).toBeLessThanOrEqual(10 * lineHeight + 16);
    await userEvent.clear(textarea);
    await waitFor(() => expect(textarea.clientHeight).toBeLessThanOrEqual(empty + 1));
  },
};

export const SlowMode: Input = {
  ...shown({
    shown: { slowModeSeconds: 30, capabilities: ["read", "send", "react"] },
    messages: [{ by: "ada", text: "My last word", minutesAgo: 0 }],
  }),
  name: "[CMP-8] in slow mode the button counts down, a screen reader is told, and one can type meanwhile",
  play: async ({ canvas, canvasElement }) => {
    const textarea = await canvas.findByRole("textbox");
    const notes = textarea.getAttribute("aria-describedby") ?? "";
    await waitFor(() =>
      expect(document.getElementById(notes)?.textContent).toMatch(/write again in \d+ seconds/),
    );
    const counts = () => canvasElement.querySelector('[data-part="send"]')?.textContent;
    const before = counts();
    await userEvent.type(textarea, "Meanwhile{Enter}");
    await expect(textarea).toHaveValue("Meanwhile");
    await expect(canvasElement.querySelector('[data-part="send"]')).toBeDisabled();
    await waitFor(() => expect(counts()).not.toBe(before), { timeout: 4_000 });
  },
};

export const OverTheLimit: Input = {
  play: async ({ canvas, canvasElement }) => {
    const textarea = await canvas.findByRole("textbox");
    await userEvent.click(textarea);
    await userEvent.paste("x".repeat(10_003));
    await canvas.findByText("3 characters too many");
    await expect(canvasElement.querySelector('[data-part="send"]')).toBeDisabled();
    await userEvent.keyboard("{Enter}");
    await expect(textarea).toHaveValue("x".repeat(10_003));
  },
};

export const BeforeSend: Input = {
  args: {
    onBeforeSend: (message) => {
      if (message.text.includes("secret")) throw new Error("That looks like a secret.");
      return { ...message, text: `${message.text} (checked)` };
    },
  },
  play: async ({ canvas, canvasElement }) => {
    const textarea = await canvas.findByRole("textbox");
    await userEvent.type(textarea, "a secret{Enter}");
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-part="problem"]')).toHaveTextContent(
        "That looks like a secret.",
      ),
    );
    await expect(textarea).toHaveValue("a secret");
    await userEvent.clear(textarea);
    await userEvent.type(textarea, "a word{Enter}");
    await canvas.findByText("a word (checked)");
  },
};

export const Formatting: Input = {
  play: async ({ canvas }) => {
    const textarea = await canvas.findByRole<HTMLTextAreaElement>("textbox");
    await userEvent.type(textarea, "bold");
    textarea.setSelectionRange(0, 4);
    await userEvent.keyboard("{Control>}b{/Control}");
    // What formats a text is fetched when it is asked for.
    await waitFor(() => expect(textarea).toHaveValue("**bold**"));
    await userEvent.keyboard("{Control>}b{/Control}");
    await waitFor(() => expect(textarea).toHaveValue("bold"));
    await userEvent.click(canvas.getByRole("button", { name: "More to add" }));
    const menu = document.querySelector<HTMLElement>('[data-natter="menu"]');
    const item = [...(menu?.querySelectorAll("button") ?? [])].find(
      ({ textContent }) => textContent === "Show formatting",
    );
    item?.click();
    textarea.setSelectionRange(0, 4);
    await userEvent.click(await canvas.findByRole("button", { name: "Italic" }));
    await expect(textarea).toHaveValue("*bold*");
  },
};

const crowd = (memberCount: number): Input => ({
  parameters: {
    chat: (chat) => {
      const capabilities = ["read", "send", "react", "send-typing", "mention-all"];
      const degraded = memberCount > 100 ? ["receipts", "typing"] : [];
      chat.channel({ messages: 3, shown: { capabilities, memberCount, degraded } });
    },
  },
});

export const TypingIsTold: Input = {
  ...crowd(100),
  play: async ({ canvas, chat }) => {
    const textarea = await canvas.findByRole("textbox");
    await waitFor(() => expect(chat.client.store.getState().settings).not.toBeNull());
    await userEvent.type(textarea, "hello");
    await waitFor(() => expect(chat.server.callsOf("typing.set")).toHaveLength(1));
  },
};

export const TypingInACrowd: Input = {
  ...crowd(101),
  name: "[TYP-3] nobody is told of typing in a channel of more than a hundred",
  play: async ({ canvas, chat }) => {
    const textarea = await canvas.findByRole("textbox");
    await waitFor(() => expect(chat.client.store.getState().settings).not.toBeNull());
    await userEvent.type(textarea, "hello{Enter}");
    await waitFor(() => expect(chat.server.callsOf("messages.send")).toHaveLength(1));
    await expect(chat.server.callsOf("typing.set")).toHaveLength(0);
  },
};
