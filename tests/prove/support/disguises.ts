type Half = "tuned" | "held";
export type Disguise = { readonly family: string; readonly half: Half; readonly text: string };

const leet: Record<string, string> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7", b: "8" };
const signs: Record<string, string> = { a: "@", s: "$", i: "!", e: "€" };
const cyrillic: Record<string, string> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  i: "і",
  s: "ѕ",
};
const greek: Record<string, string> = {
  a: "α",
  o: "ο",
  i: "ι",
  n: "η",
  v: "ν",
  e: "ε",
  t: "τ",
  k: "κ",
};

/** Ways to write a word so that people read it and simple filters do not. Half of the families were looked at when rules were made. */
export function disguises(word: string, random: () => number): Disguise[] {
  const letters = [...word];
  const map = (table: Record<string, string>) =>
    letters.map((letter) => table[letter] ?? letter).join("");
  const shifted = (start: number) =>
    letters
      .map((letter) =>
        /[a-z]/.test(letter) ? String.fromCodePoint(start + letter.charCodeAt(0) - 97) : letter,
      )
      .join("");
  const between = (mark: string) => letters.join(mark);
  const some = (change: (letter: string, index: number) => string) => letters.map(change).join("");
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const families: [family: string, half: Half, texts: string[]][] = [
    [
      "letter case",
      "tuned",
      [word.toUpperCase(), some((letter, index) => (index % 2 ? letter.toUpperCase() : letter))],
    ],
    [
      "digits",
      "tuned",
      [map(leet), some((letter, index) => (index % 2 ? (leet[letter] ?? letter) : letter))],
    ],
    ["Cyrillic letters", "tuned", [map(cyrillic)]],
    [
      "zero-width characters",
      "tuned",
      [between("\u200b"), between("\u200d"), `${word.slice(0, at)}\u200c${word.slice(at)}`],
    ],
    ["spaces", "tuned", [between(" "), between("  ")]],
    ["full-width letters", "tuned", [shifted(0xff41)]],
    [
      "repeated letters",
      "tuned",
      [
        some((letter) => letter.repeat(/[a-z]/.test(letter) ? 3 : 1)),
        some((letter, index) => (index === at && /[a-z]/.test(letter) ? letter.repeat(9) : letter)),
      ],
    ],
    [
      "marks above letters",
      "tuned",
      [between("\u0301"), some((letter) => (/[aeiou]/.test(letter) ? `${letter}\u0308` : letter))],
    ],
    ["surrounding signs", "tuned", [`!!${word}!!`, `"${word}"`, `(${word}).`]],
    ["signs for letters", "tuned", [map(signs)]],
    ["Greek letters", "held", [map(greek)]],
    ["dots between", "held", [between(".")]],
    ["dashes between", "held", [between("-"), between("_")]],
    ["mathematical letters", "held", [shifted(0x1d41a), shifted(0x1d5ba), shifted(0x1d68a)]],
    ["letters in circles", "held", [shifted(0x24d0)]],
    [
      "bidirectional marks",
      "held",
      [`\u202a${word}\u202c`, between("\u2060"), `${word.slice(0, at)}\u200f${word.slice(at)}`],
    ],
    ["soft hyphens", "held", [between("\u00ad"), `${word.slice(0, at)}\u00ad${word.slice(at)}`]],
    ["invisible tags", "held", [between("\u{e0020}"), between("\ufe0f")]],
    ["many marks", "held", [between("\u0336"), between("\u0335\u0325\u0353")]],
    ["digits and capitals together", "held", [map(leet).toUpperCase()]],
    [
      "several at once",
      "tuned",
      [
        [...map(leet)].join("\u200b"),
        map(cyrillic).toUpperCase(),
        [...map(leet).toUpperCase()].join(" "),
      ],
    ],
    ["HTML entities", "tuned", [letters.map((letter) => `&#${letter.charCodeAt(0)};`).join("")]],
    ["markdown between", "tuned", [between("**"), `**${word.slice(0, at)}**${word.slice(at)}`]],
    [
      "letters in squares",
      "held",
      [
        letters
          .map((letter) =>
            /[a-z]/.test(letter)
              ? String.fromCodePoint(0x1f130 + letter.charCodeAt(0) - 97)
              : letter,
          )
          .join(""),
      ],
    ],
    ["Fraktur and double-struck letters", "held", [shifted(0x1d586), shifted(0x1d552)]],
    [
      "letters in parentheses",
      "held",
      [letters.map((letter) => (/[a-z]/.test(letter) ? `(${letter})` : letter)).join("")],
    ],
    ["combining joiners", "held", [between("\u034f"), between("\u180e")]],
    ["slashes and commas between", "held", [between("/"), between(", ")]],
    [
      "hexadecimal references",
      "held",
      [letters.map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join("")],
    ],
    [
      "struck through",
      "held",
      [letters.map((letter) => `~~${letter}~~`).join(""), between("\u0338")],
    ],
    ["new lines between", "held", [between("\n")]],
  ];
  return families.flatMap(([family, half, texts]) => texts.map((text) => ({ family, half, text })));
}
