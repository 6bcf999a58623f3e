import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, foldWithPlaces } from "./fold-text.ts";
import { gramsOf } from "./grams.ts";
import { keysOf, needleOf, occursIn, rangesOf } from "./needle.ts";

const found = (term: string, text: string) => {
  const needle = needleOf(term);
  if (!needle) throw new Error(`nothing to look for in ${term}`);
  return occursIn(needle, foldText(text));
};

test.each([
  ["CAFÉ", "un cafe noir"],
  ["cafe", "Un Café noir"],
  ["cafe\u0301", "CAFÉ"],
  ["strasse", "Hauptstraße 5"],
  ["ΟΔΟΣ", "οδός"],
  ["北京", "我在北京大学"],
  ["京", "我在北京大学"],
  ["大学", "我在北京大学"],
  ["サーチ", "検索はｻｰﾁです"],
  ["か", "かきくけこ"],
  ["검색", "메시지검색기능"],
  ["각", "\u1100\u1161\u11a8"],
  ["สวัสดี", "พูดว่าสวัสดีครับ"],
  ["atch", "watcher"],
  ["👍", "good 👍🏽"],
  ["❤", "love ❤️"],
  ["c++", "we write C++ here"],
  ["100%", "it is 100% sure"],
  ["a_b", "name a_b here"],
  ["\\", "back\\slash"],
  ["'", "don't"],
  ["don't", "I DON'T"],
  ["go", "to go!"],
  ["red  car", "a red\n car"],
  ["iphone手机", "新iPhone手机"],
])("[C16] %s is found in %s", (term, text) => expect(found(term, text)).toBe(true));

test.each([
  ["go", "cargo gopher"],
  ["が", "かきくけこ"],
  ["京北", "北京"],
  ["red car", "car red"],
  ["a b", "data bits"],
  ["100%", "100 percent"],
])("[C16] %s is not found in %s", (term, text) => expect(found(term, text)).toBe(false));

const pieces = [
  "ab",
  "Abc",
  "É",
  "é",
  "京",
  "北京",
  "각",
  "👍",
  " ",
  "_",
  "%",
  "12",
  "ß",
  "ー",
  "ไทย",
  "\n",
];
const anyText = fc
  .array(fc.constantFrom(...pieces), { maxLength: 12 })
  .map((list) => list.join(""));

test("whatever a needle occurs in has all the needle's keys", () => {
  fc.assert(
    fc.property(anyText, anyText, (term, around) => {
      const needle = needleOf(term);
      if (!needle) return;
      const keys = new Set(gramsOf("demo", foldText(`${around}${term}${around}`)));
      if (!occursIn(needle, foldText(`${around}${term}${around}`))) return;
      expect(keysOf("demo", needle).filter((key) => !keys.has(key))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("both ways to fold agree, and places lead back to whole characters", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme" })), (text) => {
      const folded = foldWithPlaces(text);
      expect(folded.text).toBe(foldText(text));
      expect(folded.starts.length).toBe(folded.text.length);
      for (const place of [...folded.starts, ...folded.ends])
        expect(text.slice(0, place).isWellFormed()).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("highlights are ranges of the original, merged where they overlap", () => {
  const text = "Straße, STRASSE und Café-Straßencafé";
  const needles = ["strasse", "cafe", "ss"].flatMap((term) => needleOf(term) ?? []);
  const ranges = rangesOf(needles, foldWithPlaces(text), 100);
  expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual([
    "Straße",
    "STRASSE",
    "Café",
    "Straße",
    "café",
  ]);
});

test("one app's keys are not another's", () => {
  const shared = new Set(gramsOf("demo", "hello there"));
  expect(gramsOf("other", "hello there").filter((gram) => shared.has(gram))).toEqual([]);
});
