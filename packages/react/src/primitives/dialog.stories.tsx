import { useState, type ReactElement } from "react";
import { expect, screen, waitFor, within } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "./button.tsx";
import { Dialog, type DialogProps } from "./dialog.tsx";

export default { title: "Primitives/Dialog", component: Dialog } satisfies Meta<typeof Dialog>;

function Opener({ children, role }: Pick<DialogProps, "children" | "role">): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {open && (
        <Dialog
          title="Rename the channel"
          onClose={() => setOpen(false)}
          {...(role === undefined ? {} : { role })}
        >
          {children}
        </Dialog>
      )}
    </>
  );
}

const openIt: NonNullable<Story["play"]> = async ({ canvas, userEvent }) => {
  await userEvent.click(canvas.getByRole("button"));
  await screen.findByRole("dialog");
};

export const Default: Story = {
  render: () => (
    <Opener>
      <label>
        Name <input defaultValue="general" />
      </label>
      <p>
        <Button variant="primary">Save</Button>
      </p>
    </Opener>
  ),
  play: openIt,
};
export const Long: Story = {
  render: () => (
    <Opener>
      {Array.from({ length: 40 }, (_, line) => (
        <p key={line}>A dialog that is higher than the window scrolls inside itself.</p>
      ))}
      <Button>At the very end</Button>
    </Opener>
  ),
  play: openIt,
};
export const Arabic: Story = { ...inArabic(Default), play: openIt };
export const Dark: Story = { ...inDark(Default), play: openIt };

export const TakesAndGivesBackTheFocus: Story = {
  ...Default,
  name: "[A11Y-8] takes the focus, holds it, closes by Escape and gives it back",
  play: async ({ canvas, userEvent }) => {
    const opener = canvas.getByRole("button", { name: "Open" });
    opener.focus();
    await userEvent.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Rename the channel" });
    await expect(within(dialog).getByLabelText("Name")).toHaveFocus();
    for (let stop = 0; stop < 5; stop += 1) {
      await userEvent.tab();
      const inside = dialog.contains(document.activeElement);
      await expect(inside || document.activeElement === document.body).toBe(true);
    }
    // The browser turns the key into a cancel event; a test's key is not the browser's.
    dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(opener).toHaveFocus();
  },
};
