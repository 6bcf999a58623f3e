import { useRef, useState } from "react";
import { screen, userEvent } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark } from "../../.storybook/story.ts";
import { Button } from "../primitives/button.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";

function Opened() {
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState("");
  return (
    <>
      <Button ref={anchor} onClick={() => setOpen(true)}>
        Open
      </Button>
      <output>{picked}</output>
      {isOpen && <EmojiPicker anchor={anchor} onClose={() => setOpen(false)} onPick={setPicked} />}
    </>
  );
}

export default {
  title: "Composer/Emoji picker",
  component: EmojiPicker,
  parameters: { chat: (chat) => void chat.channel() },
  render: () => <Opened />,
} satisfies Meta<typeof EmojiPicker>;

const open = async (canvas: { getByRole: typeof screen.getByRole }) => {
  localStorage.removeItem("natter.emoji");
  await userEvent.click(canvas.getByRole("button", { name: "Open" }));
  return screen.findByRole("searchbox", { name: "Search emoji" }, { timeout: 5_000 });
};

export const Default: Story = {
  play: async ({ canvas }) => {
    await open(canvas);
    await screen.findByRole("button", { name: "grinning face" }, { timeout: 5_000 });
  },
};
export const Dark: Story = { ...inDark(Default), ...(Default.play ? { play: Default.play } : {}) };
export const Arabic = inArabic(Default);

export const Nothing: Story = {
  play: async ({ canvas }) => {
    const search = await open(canvas);
    await userEvent.type(search, "zzzz");
    await screen.findByText("No emoji found", undefined, { timeout: 5_000 });
  },
};
