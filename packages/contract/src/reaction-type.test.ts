import { expect, test } from "vitest";
import { normalizeReaction } from "./reaction-type.ts";

test.each([
  ["👍", "👍"],
  ["👍🏽", "👍🏽"],
  ["\u2764", "\u2764\uFE0F"],
  ["\u2764\uFE0F", "\u2764\uFE0F"],
  ["\u2764\u200D\u{1F525}", "\u2764\uFE0F\u200D\u{1F525}"],
  ["\u261D\u{1F3FD}", "\u261D\u{1F3FD}"],
  ["\u261D\uFE0F\u{1F3FD}", "\u261D\u{1F3FD}"],
  ["\u{1F9D1}\u200D\u2695", "\u{1F9D1}\u200D\u2695\uFE0F"],
  ["1\u20E3", "1\uFE0F\u20E3"],
  ["🇨🇭", "🇨🇭"],
  ["🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["👩‍❤️‍💋‍👨", "👩‍❤️‍💋‍👨"],
  ["party_parrot", "party_parrot"],
  [":+1:", "+1"],
])("[C5] the reaction %j is kept as %j, and so is what is kept", (typed, kept) => {
  expect(normalizeReaction(typed)).toBe(kept);
  expect(normalizeReaction(kept)).toBe(kept);
});

test.each([
  "",
  " ",
  "👍👍",
  "👍 ",
  "a b",
  "🇨",
  "\u200D",
  "\uFE0F",
  "<b>",
  "::",
  "👍\u0000",
  "é",
  "1",
])("[C5] %j is no reaction, unless it is a word", (typed) => {
  expect(normalizeReaction(typed)).toBe(/^\w+$/.test(typed) ? typed : null);
});

test("[C5] long joins of hostile length are refused", () => {
  expect(normalizeReaction("👍\u200D".repeat(5_000) + "👍")).toBeNull();
});
