import { describe, expect, it } from "vitest";
import {
  makeCodeBlock,
  makeLink,
  toggleMark,
  togglePrefix,
  type Formatted,
  type Selected,
} from "./format-text.ts";

/** A text with its selection between brackets, as `a ⟦b⟧ c`. */
function at(marked: string): Selected {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  return { text: marked.replace("⟦", "").replace("⟧", ""), start, end };
}
function shown({ text }: Selected, change: Formatted): string {
  const next = text.slice(0, change.start) + change.text + text.slice(change.end);
  const [from, to] = change.select;
  return `${next.slice(0, from)}⟦${next.slice(from, to)}⟧${next.slice(to)}`;
}

describe("toggleMark", () => {
  it.each([
    ["a ⟦b⟧ c", "a **⟦b⟧** c"],
    ["a **⟦b⟧** c", "a ⟦b⟧ c"],
    ["a ⟦**b**⟧ c", "a ⟦b⟧ c"],
    ["a⟦ b ⟧c", "a **⟦b⟧** c"],
    ["a ⟦⟧", "a **⟦⟧**"],
  ])("makes of %s %s", (before, after) => {
    expect(shown(at(before), toggleMark(at(before), "**"))).toBe(after);
  });
});

it("makes a link and selects what is still to be written", () => {
  expect(shown(at("see ⟦this⟧"), makeLink(at("see ⟦this⟧")))).toBe("see [this](⟦https://⟧)");
  expect(shown(at("⟦⟧"), makeLink(at("⟦⟧")))).toBe("[⟦⟧](https://)");
});

it("quotes every line that is selected, and takes that back", () => {
  const before = at("a\nb⟦c\nd⟧e\nf");
  expect(shown(before, togglePrefix(before, "> "))).toBe("a\n> bc\n> de⟦⟧\nf");
  const quoted = at("> a\n> ⟦b⟧");
  expect(shown(quoted, togglePrefix(quoted, "> "))).toBe("> a\nb⟦⟧");
});

it("puts code on lines of its own", () => {
  const before = at("see ⟦x = 1⟧ there");
  expect(shown(before, makeCodeBlock(before))).toBe("see \n```\n⟦x = 1⟧\n```\n there");
});
