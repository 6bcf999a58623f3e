import { normalizeReaction } from "@natter/contract/reaction-type";
import { describe, expect, it } from "vitest";
import { isOnlyEmoji } from "../markdown/is-only-emoji.ts";
import { emojiCategoryIds, readEmojiData } from "./emoji-data.ts";
import { skinTones, withSkinTone } from "./skin-tone.ts";

const data = readEmojiData();
const all = data.categories.flatMap(({ emoji }) => emoji);

describe("the emoji table", () => {
  it("has every category, and each emoji once", () => {
    expect(data.categories.map(({ id }) => id)).toEqual(emojiCategoryIds);
    expect(all.length).toBeGreaterThan(1_800);
    expect(data.byCharacter.size).toBe(all.length);
  });

  it("holds each emoji in the form in which the server keeps a reaction", () => {
    const others = all.filter(({ character }) => normalizeReaction(character) !== character);
    expect(others.map(({ character }) => character)).toEqual([]);
  });

  it("makes one emoji of an emoji and a skin tone", () => {
    const broken = all
      .filter(({ hasTones }) => hasTones)
      .flatMap((emoji) => skinTones.map((tone) => withSkinTone(emoji, tone)))
      .filter((toned) => !isOnlyEmoji(toned) || normalizeReaction(toned) !== toned);
    expect(broken).toEqual([]);
  });
});

describe("the search for emoji", () => {
  const find = (query: string) => data.search(query, 5).map(({ character }) => character);

  it.each([
    ["tada", "🎉"],
    ["+1", "👍"],
    ["rocket", "🚀"],
    ["thumbs up", "👍"],
    ["HEART", "❤️"],
    ["party_pop", "🎉"],
    ["smil", "😄"],
  ])("puts what %s means first", (query, character) => {
    expect(find(query)[0]).toBe(character);
  });

  it("finds by words that are in no name", () => {
    expect(find("lol")).toContain("😂");
  });

  it("finds nothing for nothing, and for what nobody calls anything", () => {
    expect(find("  ")).toEqual([]);
    expect(find("zzzz")).toEqual([]);
  });
});
