import { expect, waitFor } from "storybook/test";
import type { StoryChat } from "@natter/testing/story-chat";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { TypingIndicator } from "./typing-indicator.tsx";

export default {
  title: "Typing/Indicator",
  component: TypingIndicator,
  parameters: { chat: (chat: StoryChat) => void chat.channel(), inside: "channel" },
} satisfies Meta<typeof TypingIndicator>;

const indicator = () => <TypingIndicator cid="messaging:general" />;

function whileTyping(...people: readonly string[]): NonNullable<Story["play"]> {
  return async ({ canvas, chat }) => {
    await waitFor(() => expect(chat.realtime.streams.has(`ev:test.${chat.cid}`)).toBe(true));
    for (const person of people) chat.type(person);
    await canvas.findByText(/./);
  };
}

/** Nobody types, and the place is kept. */
export const Default: Story = { render: indicator };
export const One: Story = { render: indicator, play: whileTyping("bob") };
export const Long: Story = { render: indicator, play: whileTyping("bob", "cleo", "dev", "eve") };
export const Arabic: Story = { ...inArabic(Default), play: whileTyping("bob", "cleo") };
export const Dark: Story = { ...inDark(Default), play: whileTyping("bob", "cleo") };

export const NamesThem: Story = {
  render: indicator,
  name: "[TYP-2] names one or two, never the viewer, and keeps its place",
  play: async ({ canvas, canvasElement, chat }) => {
    await waitFor(() => expect(chat.realtime.streams.has(`ev:test.${chat.cid}`)).toBe(true));
    const part = canvasElement.querySelector('[data-natter="typing"]');
    const height = part?.getBoundingClientRect().height;
    await expect(height).toBeGreaterThan(10);
    chat.type("ada");
    chat.type("bob");
    await canvas.findByText("Bob Martin is typing");
    chat.type("cleo");
    await canvas.findByText("Bob Martin and Cleo Haddad are typing");
    chat.type("dev");
    chat.type("eve");
    await canvas.findByText("Several people are typing");
    for (const person of ["cleo", "dev", "eve"]) chat.type(person, "stop");
    await canvas.findByText("Bob Martin is typing");
    // A stop that was lost: it is forgotten after some seconds.
    chat.clock.advance(9_000);
    await waitFor(() => expect(canvas.queryByText(/typing/)).toBeNull());
    await expect(part?.getBoundingClientRect().height).toBe(height);
  },
};
