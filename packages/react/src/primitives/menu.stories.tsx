import { useRef, useState, type ReactElement } from "react";
import { expect, fn, screen, waitFor } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "./button.tsx";
import { Menu, type MenuItem } from "./menu.tsx";

export default { title: "Primitives/Menu", component: Menu } satisfies Meta<typeof Menu>;

const chosen = fn();
const items: readonly MenuItem[] = ["Reply", "Copy", "Pin"].map((label) => ({
  ...{ id: label, label },
  run: () => chosen(label),
}));
const remove: MenuItem = {
  id: "delete",
  label: "Delete",
  icon: "trash",
  danger: true,
  run: chosen,
};

function Opener({ of }: { readonly of: readonly MenuItem[] }): ReactElement {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button ref={anchor} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(true)}>
        Actions
      </Button>
      {open && (
        <Menu label="Message actions" items={of} anchor={anchor} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

const openIt: NonNullable<Story["play"]> = async ({ canvas, userEvent }) => {
  await userEvent.click(canvas.getByRole("button"));
  await screen.findByRole("menu");
};

export const Default: Story = { render: () => <Opener of={[...items, remove]} />, play: openIt };
export const Long: Story = {
  render: () => (
    <Opener
      of={Array.from({ length: 60 }, (_, at) => ({
        ...{ id: String(at), label: `Something that can be done about the message, number ${at}` },
        run: chosen,
      }))}
    />
  ),
  play: openIt,
};
export const Arabic: Story = { ...inArabic(Default), play: openIt };
export const Dark: Story = { ...inDark(Default), play: openIt };

export const ByKeyboard: Story = {
  ...Default,
  play: async ({ canvas, userEvent }) => {
    chosen.mockClear();
    const opener = canvas.getByRole("button", { name: "Actions" });
    opener.focus();
    await userEvent.keyboard("{Enter}");
    await expect(await screen.findByRole("menuitem", { name: "Reply" })).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    await expect(screen.getByRole("menuitem", { name: "Copy" })).toHaveFocus();
    await userEvent.keyboard("{End}{ArrowDown}{ArrowUp}{ArrowUp}");
    await expect(screen.getByRole("menuitem", { name: "Pin" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(chosen).toHaveBeenCalledWith("Pin"));
    await expect(screen.queryByRole("menu")).toBeNull();
    await userEvent.keyboard("{Enter}");
    await screen.findByRole("menu");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    await expect(opener).toHaveFocus();
  },
};
