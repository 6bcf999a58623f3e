import { expect, test } from "vitest";
import { parseSearch } from "./search-query.ts";

const parts = (text: string, offset?: number) => parseSearch(text, offset).parts;
const word = (text: string, not = false) => ({ type: "text", text, not });
const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

test("[C16] words and phrases are conditions, and a minus turns one round", () => {
  expect(parts('red "exact phrase" -blue -"not this"')).toEqual([
    word("red"),
    word("exact phrase"),
    word("blue", true),
    word("not this", true),
  ]);
});

test("[C16] operators name authors, places, kinds and mentions, in any case and with quotes", () => {
  expect(parts('from:@ada FROM:"Bob B" in:#general -in:"old plans" has:Links mentions:me')).toEqual(
    [
      { type: "from", who: "ada", not: false },
      { type: "from", who: "Bob B", not: false },
      { type: "in", place: "general", not: false },
      { type: "in", place: "old plans", not: true },
      { type: "has", kind: "link", not: false },
      { type: "mentions", who: "me", not: false },
    ],
  );
});

test("[C16] days, months, years and moments become spans of time", () => {
  expect(parts("on:2026-05-31")).toEqual([
    { type: "time", from: day("2026-05-31"), until: day("2026-06-01") },
  ]);
  expect(parts("before:2026-05 after:2025")).toEqual([
    { type: "time", from: null, until: day("2026-05-01") },
    { type: "time", from: day("2026-01-01"), until: null },
  ]);
  expect(parts("on:2024-12")).toEqual([
    { type: "time", from: day("2024-12-01"), until: day("2025-01-01") },
  ]);
  expect(parts("before:2026-05-31T10:00:00+02:00")).toEqual([
    { type: "time", from: null, until: new Date("2026-05-31T08:00:00Z") },
  ]);
});

test("a day begins at the reader's own midnight", () => {
  expect(parts("on:2026-05-31", 120)).toEqual([
    {
      type: "time",
      from: new Date("2026-05-30T22:00:00Z"),
      until: new Date("2026-05-31T22:00:00Z"),
    },
  ]);
});

test("what is no operator is text, as it stands", () => {
  for (const text of ["https://example.com/a?b=c", "a:b", "'", "%", "_", "\\", ":*", "&|!", "--"]) {
    expect(parts(text), text).toEqual([word(text.replace(/^-/, ""), text.startsWith("-"))]);
  }
  expect(parts('an "open quote')).toEqual([word("an"), word('"open'), word("quote")]);
  expect(parts('   "" from: - ')).toEqual([word("from:"), word("-")]);
});

test.each([
  ["has:cheese", /has: takes one of link/],
  ["on:tomorrow", /on: takes a day/],
  ["before:2026-02-30", /before: takes a day/],
  ["after:2026-13", /after: takes a day/],
  ["-on:2026", /says nothing/],
  ["a ".repeat(21), /at most 20/],
])("%s is refused with what would be right", (text, problem) => {
  expect(parseSearch(text)).toEqual({ parts: null, problem: expect.stringMatching(problem) });
});
