import { expect, userEvent } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark } from "../../.storybook/story.ts";
import { MessageBody } from "./message-body.tsx";

export default {
  title: "Messages/Message body",
  component: MessageBody,
  parameters: { chat: (chat) => void chat.channel() },
} satisfies Meta<typeof MessageBody>;

const everything = `Some **bold**, *italic*, ~~struck~~ words and \`code\`, for <@bob>, <@ada> and <!here>.
A link: https://example.com/roses, and ||who did it||. :tada:

> Quoted words
> on two lines

- one
- two
  1. nested

\`\`\`ts
export const answer = 42;
\`\`\``;

export const Default: Story<typeof MessageBody> = { args: { text: everything } };
export const Jumbo: Story<typeof MessageBody> = { args: { text: "🎉🎉" } };
export const AsTyped: Story<typeof MessageBody> = {
  args: { text: "No **marks** here", markdown: false },
};
export const RightToLeft: Story<typeof MessageBody> = {
  args: { text: "مرحبًا **بالجميع**، انظروا https://example.com/" },
};
export const Arabic = inArabic<typeof MessageBody>(Default);
export const Dark = inDark<typeof MessageBody>(Default);

export const OwnRenderers: Story<typeof MessageBody> = {
  args: {
    text: "A **bold** word",
    renderers: { bold: ({ children }) => <mark>{children}</mark> },
  },
};

export const Long: Story<typeof MessageBody> = {
  args: {
    text: Array.from({ length: 60 }, (_, line) => `Line ${line + 1} about compost`).join("\n"),
  },
  play: async ({ canvas, canvasElement }) => {
    const body = canvasElement.querySelector('[data-part="body"]');
    const folded = body?.clientHeight ?? 0;
    await userEvent.click(canvas.getByRole("button", { name: "Show more" }));
    await expect(body?.clientHeight ?? 0).toBeGreaterThan(folded);
    await expect(canvas.getByRole("button", { name: "Show less" })).toHaveAttribute(
      "aria-expanded",
      "true",
    );
  },
};

export const Spoiler: Story<typeof MessageBody> = {
  args: { text: "It was ||the gardener||." },
  play: async ({ canvas, canvasElement }) => {
    const button = canvas.getByRole("button", { name: "Spoiler. Show it" });
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await expect(canvasElement.textContent).not.toContain("gardener");
    await userEvent.click(button);
    await expect(canvasElement.textContent).toContain("gardener");
    await expect(button).toHaveAttribute("aria-expanded", "true");
  },
};
