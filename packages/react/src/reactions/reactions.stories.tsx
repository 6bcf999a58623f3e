import type { StoryChat } from "@natter/testing/story-chat";
import { expect, screen, userEvent, waitFor } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark } from "../../.storybook/story.ts";
import { useMessages } from "../messages/use-messages.ts";
import { Reactions } from "./reactions.tsx";

function OfTheLast() {
  const message = useMessages("messaging:general").messages.at(-1);
  return message ? <Reactions message={message} /> : null;
}

const groups = [
  { type: "👍", count: 3, userIds: ["bob", "ada", "cleo"] },
  { type: "🎉", count: 1, userIds: ["bob"] },
];

function fill(chat: StoryChat, mode: string, reactions: readonly object[] = groups): void {
  const greeting = { by: "cleo", text: "Good morning" };
  const made = chat.channel({ messages: [greeting, { by: "bob", text: "Hello", reactions }] });
  const { config } = (made.shown as { config?: object }) ?? {};
  const features = { typing: true, reactions: true, markdown: true, commands: true, polls: true };
  made.shown = {
    ...made.shown,
    capabilities: ["read", "send", "react"],
    config: { ...config, features, reactionMode: mode, messageCharacters: 10_000, commands: null },
  };
}

export default {
  title: "Messages/Reactions",
  component: Reactions,
  parameters: { inside: "channel", chat: (chat) => fill(chat, "distinct") },
  render: () => (
    <div style={{ padding: "6rem 2rem" }}>
      <OfTheLast />
    </div>
  ),
} satisfies Meta<typeof Reactions>;

export const Default: Story = {};
export const Dark = inDark(Default);
export const Arabic = inArabic(Default);
export const ReadOnly: Story = {
  parameters: {
    chat: (chat) => {
      fill(chat, "distinct");
      const channel = chat.server.channel(chat.cid);
      channel.shown = { ...channel.shown, capabilities: ["read"] };
    },
  },
};

export const Toggles: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /^🎉, 1 reaction/ }));
    const own = await canvas.findByRole("button", { name: /^🎉, you/ });
    await expect(own).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(own);
    await canvas.findByRole("button", { name: /^🎉, 1 reaction/ });
  },
};

export const WhoReacted: Story = {
  play: async ({ canvas }) => {
    const chip = await canvas.findByRole("button", { name: /^👍, you/ });
    await userEvent.hover(chip);
    const tip = await screen.findByRole("tooltip");
    await expect(tip).toHaveTextContent(/You, Bob Martin,? and Cleo Haddad reacted with 👍/);
    await expect(chip).toHaveAttribute("aria-describedby", tip.id);
    await userEvent.unhover(chip);
    await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
  },
};

export const Multiple: Story = {
  parameters: {
    chat: (chat) =>
      fill(chat, "multiple", [{ type: "👏", count: 4, userIds: ["bob", "ada"], times: [3, 1] }]),
  },
  play: async ({ canvas, chat }) => {
    const chip = await canvas.findByRole("button", { name: /^👏/ });
    await userEvent.click(chip);
    await waitFor(() => expect(chat.server.callsOf("reactions.add")).toHaveLength(1));
    chip.focus();
    await userEvent.keyboard("{Delete}");
    await waitFor(() => expect(chat.server.callsOf("reactions.remove")).toHaveLength(1));
  },
};
