import { expect, test } from "vitest";
import { isCanonicalToken } from "./canonical-token.ts";

test.each([
  ["YWJj.YWJjZA.YWI", true],
  ["YWJj.YWJjZA.YWI=", false],
  ["YWJj=.YWJjZA.YWI", false],
  ["YWJj.YWJjZA==.YWI", false],
  // The last letter's two spare bits are not nought.
  ["YWJj.YWJjZA.YWJ", false],
  ["YWJj.YWJjZA", false],
  ["YWJj.YWJjZA.YWI.YWI", false],
  ["YWJj.YWJ jZA.YWI", false],
  ["YWJj..YWI", false],
  ["", false],
])("[S06] %j is a token in its one form: %s", (token, expected) => {
  expect(isCanonicalToken(token)).toBe(expected);
});
