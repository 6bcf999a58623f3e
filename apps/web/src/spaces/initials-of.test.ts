import { expect, it } from "vitest";
import { initialsOf } from "./initials-of.ts";

it.each([
  ["Demo", "D"],
  ["garden club", "GC"],
  ["#ubuntu-server logs", "US"],
  ["日本 語", "日語"],
  ["🌱", "🌱"],
  ["", ""],
])("makes initials of %j: %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
