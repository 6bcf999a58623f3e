import { describe, expect, it } from "vitest";
import { isOnlyEmoji } from "../messages/is-only-emoji.ts";
import { emojiCategories, findEmoji, quickReactions } from "./emoji-list.ts";

const all = emojiCategories.flatMap((category) => category.emoji);

describe("emoji list", () => {
  it("holds real emoji, each once, each with a name", () => {
    expect(all.filter((emoji) => !isOnlyEmoji(emoji.character) || emoji.name === "")).toEqual([]);
    expect(new Set(all.map((emoji) => emoji.character)).size).toBe(all.length);
  });

  it("offers the quick reactions among the rest", () => {
    const known = new Set(all.map((emoji) => emoji.character));
    expect(quickReactions.filter((character) => !known.has(character))).toEqual([]);
  });

  it("finds by any words of a name, in any order", () => {
    expect(findEmoji("joy tears").map((emoji) => emoji.character)).toEqual(["😂"]);
    expect(findEmoji("  ROCKET ").map((emoji) => emoji.character)).toEqual(["🚀"]);
    expect(findEmoji("no such thing")).toEqual([]);
    expect(findEmoji("")).toHaveLength(all.length);
  });
});
