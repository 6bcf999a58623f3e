import type { StoryChat } from "@natter/testing/story-chat";
import { expect, screen, userEvent, waitFor } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { MessageInput } from "../composer/message-input.tsx";
import type { Trigger } from "./trigger.ts";

const members = ["ada", "bob", "cleo", "dev", "eve"];

export default {
  title: "Composer/Suggestions",
  component: MessageInput,
  parameters: { inside: "channel", chat: (chat) => fill(chat) },
  render: (args) => (
    <>
      <div style={{ flex: 1 }} />
      <MessageInput {...args} />
    </>
  ),
} satisfies Meta<typeof MessageInput>;

type Input = Story<typeof MessageInput>;

function fill(chat: StoryChat): void {
  chat.channel({
    members,
    messages: members.map((by) => ({ by, text: `I am ${by}` })),
    shown: { capabilities: ["read", "send", "react", "mention-all", "create-poll"] },
  });
  chat.answer("commands.list", {
    items: [
      { name: "shrug", usage: "[text]", summary: "Add a shrug" },
      { name: "mute", usage: "[2h] or @person", summary: "Hear less" },
    ],
  });
}

const options = () => screen.queryAllByRole("option");
const labels = () =>
  options().map((option) => option.querySelector('[data-part="label"]')?.textContent);

export const People: Input = {
  name: "[MEN-1] it opens at the beginning of a word with what is known, and asks a server after a pause",
  args: {
    triggers: (usual) => [...usual.filter(({ sign }) => sign !== "@"), slowTrigger],
  },
  play: async ({ canvas }) => {
    asked.length = 0;
    const textarea = await canvas.findByRole("textbox");
    await userEvent.type(textarea, "a@");
    await expect(options()).toHaveLength(0);
    await userEvent.clear(textarea);
    await userEvent.type(textarea, "@", { delay: null });
    // What is known is there in the very rendering.
    await expect(labels()).toEqual(["known"]);
    await userEvent.type(textarea, "kn", { delay: null });
    await waitFor(() => expect(asked).toEqual(["kn"]));
    await userEvent.type(textarea, "o", { delay: null });
    await waitFor(() => expect(asked).toEqual(["kn", "kno"]));
    // The second is answered first; what comes for the first then is dropped.
    answer("kno");
    await waitFor(() => expect(labels()).toEqual(["known", "known of kno"]));
    answer("kn");
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect(labels()).toEqual(["known", "known of kno"]);
  },
};

const asked: string[] = [];
const answers = new Map<string, () => void>();
const answer = (query: string) => answers.get(query)?.();
const slowTrigger: Trigger = {
  id: "slow",
  sign: "@",
  label: "People",
  find: () => [{ id: "known", label: "known", text: "@known " }],
  ask: (query) =>
    new Promise((resolve) => {
      asked.push(query);
      const item = { id: query, label: `known of ${query}`, text: `@${query} ` };
      answers.set(query, () => resolve([item]));
    }),
};

export const Keys: Input = {
  name: "[MEN-2] arrows go round, Enter and Tab take, Escape and what moves the caret close only the list; the first is chosen beforehand",
  play: async ({ canvas, chat }) => {
    const textarea: HTMLTextAreaElement = await canvas.findByRole("textbox");
    const chosen = () => options().findIndex((one) => one.ariaSelected === "true");
    const opened = async () => {
      await userEvent.clear(textarea);
      await userEvent.type(textarea, "@");
      await waitFor(() => expect(options().length).toBeGreaterThan(3));
      await expect(chosen()).toBe(0);
    };
    const closed = () => waitFor(() => expect(options()).toHaveLength(0));
    await opened();
    const last = options().length - 1;
    await userEvent.keyboard("{ArrowUp}");
    await expect(chosen()).toBe(last);
    await userEvent.keyboard("{ArrowDown}");
    await expect(chosen()).toBe(0);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await closed();
    await expect(textarea.value).toMatch(/^@\S.* $/);
    await opened();
    await userEvent.keyboard("{Tab}");
    await closed();
    await expect(textarea.value).toMatch(/^@\S.* $/);
    await expect(textarea).toHaveFocus();
    for (const key of ["{Escape}", "{Home}", "{End}", "{ArrowLeft}"]) {
      await opened();
      await userEvent.keyboard(key);
      await closed();
      await expect(textarea).toHaveValue("@");
    }
    await opened();
    await userEvent.click(document.body);
    await closed();
    // Nothing of this was sent.
    await expect(chat.server.callsOf("messages.send")).toHaveLength(0);
  },
};

export const ScreenReader: Input = {
  name: "[MEN-3] the focus stays in the text, which says what is chosen; how many there are is announced",
  play: async ({ canvas }) => {
    const textarea = await canvas.findByRole("textbox");
    await userEvent.type(textarea, "@");
    await waitFor(() => expect(options().length).toBeGreaterThan(3));
    await expect(textarea).toHaveFocus();
    await expect(textarea).toHaveAttribute("role", "combobox");
    await expect(textarea).toHaveAttribute("aria-expanded", "true");
    await expect(textarea).toHaveAttribute("aria-controls", screen.getByRole("listbox").id);
    await expect(textarea).toHaveAttribute("aria-activedescendant", options()[0]?.id);
    await userEvent.keyboard("{ArrowDown}");
    await expect(textarea).toHaveAttribute("aria-activedescendant", options()[1]?.id);
    const count = options().length;
    await waitFor(() =>
      expect(document.querySelector('[aria-live="polite"]')?.textContent).toContain(
        `${count} suggestions`,
      ),
    );
    await userEvent.keyboard("{Escape}");
    await expect(textarea).not.toHaveAttribute("role");
    await expect(textarea).not.toHaveAttribute("aria-activedescendant");
  },
};

export const Fits: Input = {
  name: "[MEN-5] the list stays inside the window on whichever side there is room, and shows eight at most",
  render: (args) => (
    <>
      <MessageInput {...args} />
      <div style={{ flex: 1 }} />
    </>
  ),
  args: {
    triggers: () => [
      {
        id: "many",
        sign: "@",
        label: "Many",
        find: () =>
          Array.from({ length: 20 }, (_, at) => ({
            id: `${at}`,
            label: `Number ${at}`,
            text: `@${at} `,
          })),
      },
    ],
  },
  play: async ({ canvas, canvasElement }) => {
    const textarea = await canvas.findByRole("textbox");
    await userEvent.type(textarea, "@");
    const list = await screen.findByRole("listbox");
    const box = canvasElement.querySelector('[data-part="box"]')?.getBoundingClientRect();
    const place = () => list.getBoundingClientRect();
    // The composer is at the top: there is no room above it.
    await expect(place().top).toBeGreaterThanOrEqual(box?.bottom ?? 0);
    await expect(place().bottom).toBeLessThanOrEqual(window.innerHeight);
    const row = options()[0]?.offsetHeight ?? 0;
    await expect(Math.floor(list.clientHeight / row)).toBe(8);
    await userEvent.keyboard("{ArrowUp}");
    const last = options().at(-1)?.getBoundingClientRect();
    await expect(last?.bottom ?? 0).toBeLessThanOrEqual(place().bottom + 1);
  },
};
