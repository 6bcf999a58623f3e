import { describe, expect, it } from "vitest";
import { isOnlyEmoji } from "./is-only-emoji.ts";

describe("isOnlyEmoji", () => {
  it.each(["👍", "🎉 🎉", "👩‍👩‍👧‍👦", "🇬🇧🏳️‍🌈❤️"])("is true for %s", (text) => {
    expect(isOnlyEmoji(text)).toBe(true);
  });

  it.each(["", "ok 👍", "123", "#", "👍👍👍👍"])("is false for %j", (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  });
});
