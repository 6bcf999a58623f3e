import type { ReactElement } from "react";
import { expect, fn, screen, waitFor } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "./button.tsx";
import { Toaster, useToast } from "./toaster.tsx";

export default { title: "Primitives/Toaster", component: Toaster } satisfies Meta<typeof Toaster>;

const undo = fn();

function Shower({
  text,
  withAction,
}: {
  readonly text: string;
  readonly withAction?: boolean;
}): ReactElement {
  const show = useToast();
  const action = withAction ? { label: "Undo", run: undo } : undefined;
  return <Button onClick={() => show(text, action)}>Show</Button>;
}

const showIt: NonNullable<Story["play"]> = async ({ canvas, userEvent }) => {
  await userEvent.click(canvas.getByRole("button", { name: "Show" }));
  await waitFor(() => expect(document.querySelector('[data-natter="toast"]')).not.toBeNull());
};

export const Default: Story = { render: () => <Shower text="Copied" />, play: showIt };
export const Long: Story = {
  render: () => (
    <Shower text="The channel could not be renamed, because somebody else renamed it in the meantime; have a look at what it is called now." />
  ),
  play: showIt,
};
export const Arabic: Story = { ...inArabic(Default), play: showIt };
export const Dark: Story = { ...inDark(Default), play: showIt };

export const WithAnAction: Story = {
  render: () => <Shower text="Message deleted" withAction />,
  play: async ({ canvas, userEvent }) => {
    undo.mockClear();
    await userEvent.click(canvas.getByRole("button", { name: "Show" }));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await expect(undo).toHaveBeenCalledOnce();
    await waitFor(() => expect(document.querySelector('[data-natter="toast"]')).toBeNull());
  },
};
