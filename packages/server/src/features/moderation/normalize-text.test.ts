import { expect, test } from "vitest";
import { normalizeText, readingsOf, type Reading } from "./normalize-text.ts";
import { createPatternList } from "./pattern-list.ts";
import { createWordList } from "./word-list.ts";

test.each([
  ["case and full-width letters", "ＢＡＤ word", "bad word"],
  ["mathematical letters", "𝓫𝓪𝓭", "bad"],
  ["accents", "bád wörd", "bad word"],
  ["stacked marks", "b̷̛a̴͝d̶̈", "bad"],
  ["zero-width characters and soft hyphens", "b\u200ba\u200d\u00add", "bad"],
  ["Cyrillic and Greek look-alikes", "Ьаԁ ѕсаm", "bad scam"],
  ["digits and signs among letters", "sc4m $c@m h3ll0", "scam scam hello"],
  ["a word spelled letter by letter", "b a d or b.a.d and b-a-d", "bad or bad and bad"],
  ["a word spelled letter by letter, in digits", "b 4 d", "bad"],
  ["character references", "&#98;&#x61;d &amp; b&shy;ad", "bad amp bad"],
  ["numbers, which stay numbers", "call 555 1234", "call 555 1234"],
  ["marks of surprise, which are no letters", "great!!! yes!", "great yes"],
  ["nothing but signs", "!!! $$$ ...", ""],
])("[I1] text is brought into one form: %s", (_what, text, expected) => {
  expect(normalizeText(text)).toBe(expected);
});

/** A text as it is read with its marks of markdown. */
const read = (text: string): Reading => readingsOf(text)[0] ?? { words: [], spelled: [] };

test("[I1] a word is found however often its letters are repeated, and another word is not", () => {
  const list = createWordList(["badword", "ass"], "whole");
  for (const text of [
    "badword",
    "BAAADWOOORD",
    "b@dw0rd",
    "ｂａｄｗｏｒｄ",
    "b a d w o r d",
    "asss!",
  ])
    expect([text, list(read(text))]).not.toEqual([text, null]);
  for (const text of ["badwords", "as", "class", "a sweet", "bad word"])
    expect([text, list(read(text))]).toEqual([text, null]);
});

test("[I1] a word is found whether marks of markdown stand in it or beside it", () => {
  const list = createWordList(["badword"], "whole");
  const found = (text: string) =>
    readingsOf(text)
      .map(list)
      .find((word) => word !== null);
  for (const text of [
    "bad**word**",
    "b*a*d*w*o*r*d",
    "`bad`word",
    "one*badword*two",
    "__badword__",
  ])
    expect([text, found(text)]).toEqual([text, "badword"]);
  expect(found("bad *word*")).toBeUndefined();
});

test("[I1] phrases are found across any separators, and parts of words where a rule wants it", () => {
  const phrase = createWordList(["free money"], "whole");
  expect(phrase(read("get FREE -- m0ney now"))).toBe("free money");
  expect(phrase(read("money is free"))).toBeNull();
  for (const text of ["f r e e   m o n e y", "f.r.e.e. .m.o.n.e.y", "F-R-3-3-M-0-N-E-Y"])
    expect([text, phrase(read(text))]).toEqual([text, "free money"]);
  // Written as one word it may be another word.
  expect(createWordList(["the rapist"], "whole")(read("my therapist"))).toBeNull();
  const part = createWordList(["scam"], "part");
  expect(part(read("cryptoscammers"))).toBe("scam");
  expect(part(read("scaffold"))).toBeNull();
});

test("[I1] words of other scripts are found in their own spelling", () => {
  const list = createWordList(["ругань", "暴言"], "whole");
  expect(list(read("какая РУГАНЬ!"))).toBe("ругань");
  expect(list(read("暴言"))).toBe("暴言");
});

test("[I1] normalizing and looking come to an end soon with the longest text, whatever it is made of", () => {
  const list = createWordList(
    Array.from({ length: 1_000 }, (_none, index) => `word${index}aaa`),
    "part",
  );
  const patterns = createPatternList(["(a+)+$b", "(a|aa)*c", "(.*a){10}zz"]);
  // An engine that tries alternatives one after the other would be at it for years.
  for (const text of ["a".repeat(10_000), "a ".repeat(5_000), "ａ̷".repeat(5_000)]) {
    expect(list(read(text))).toBeNull();
    expect(patterns(text)).toBeNull();
  }
});

test.each([
  ["look-around", "(?=a)b"],
  ["a back-reference", "(a)\\1"],
  ["a repetition too large", "(x{1000}){1000}"],
  ["a program too large", "(a{20}){40}"],
  ["what is no expression", "("],
  ["what matches every text", "a*"],
])("[I1] %s is refused as a pattern", (_what, pattern) => {
  expect(() => createPatternList([pattern])).toThrow(
    expect.objectContaining({ code: "moderation.rule_invalid" }),
  );
});
