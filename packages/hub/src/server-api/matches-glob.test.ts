import { expect, test } from "vitest";
import { matchesGlob } from "./matches-glob.ts";

test.each([
  ["news:1", "*", true],
  ["news:1", "news:*", true],
  ["news:1", "new?:1", true],
  ["news:1", "*1", true],
  ["news:1", "n*s*1", true],
  ["news:1", "news:1", true],
  ["news:1", "news:?", true],
  ["news:1", "news", false],
  ["news:1", "ews:1", false],
  ["news:1", "news:1?", false],
  ["news:1", "", false],
  ["", "*", true],
  ["a.b", "a?b", true],
  ["axb", "a.b", false],
  ["aab", "*ab", true],
])("%s fits %s: %s", (text, pattern, expected) => {
  expect(matchesGlob(text, pattern)).toBe(expected);
});

test("a pattern made to be slow is not", () => {
  expect(matchesGlob("a".repeat(255), `${"*a".repeat(100)}b`)).toBe(false);
});
