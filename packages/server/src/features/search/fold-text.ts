/** A text as it is compared, and where each of its UTF-16 units came from. */
export type FoldedText = {
  readonly text: string;
  /** By unit of `text`: where the piece of the original that it came from starts and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

// White space in a row, Hangul written in single letters, a character with its marks.
const piece = /\s+|[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;
// Accents, Hebrew points, Arabic vowel signs and variation selectors say the same without them. Marks that make another
// letter (Japanese voicing, Indic vowels) stay.
const dropped =
  /[\u0300-\u036f]|[\u0591-\u05bd]|[\u05bf-\u05c7]|[\u064b-\u065f]|\u0670|[\ufe00-\ufe0f]|\u00ad|\u200b|\ufeff/gu;
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  ς: "σ",
};

/**
 * A text as searches compare it: no case, no accents, wide and narrow forms alike, one space for any white space. What is
 * done to one piece does not depend on the others, so what a term folds to is in what a text with the term folds to.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/\s+/g, " ");
  return text.replace(piece, foldPiece);
}

/** The same, with the way back to the original. */
export function foldWithPlaces(text: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = "";
  for (const { 0: original, index } of text.matchAll(piece)) {
    const unit = foldPiece(original);
    folded += unit;
    for (let count = 0; count < unit.length; count += 1) {
      starts.push(index);
      ends.push(index + original.length);
    }
  }
  return { text: folded, starts, ends };
}

function foldPiece(original: string): string {
  if (/^\s/.test(original)) return " ";
  const plain = original.normalize("NFKD").replace(dropped, "").normalize("NFC").toLowerCase();
  return plain.replace(/[ßæœøđłıς]/g, (letter) => letters[letter] ?? letter).replace(/\s+/g, " ");
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1)
    if (text.charCodeAt(index) > 127) return false;
  return true;
}
