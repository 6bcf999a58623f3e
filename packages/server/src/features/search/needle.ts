import type { TextRange } from "@natter/contract";
import { foldText, type FoldedText } from "./fold-text.ts";
import { gramsOf, shortWord } from "./grams.ts";
import { isWordly, runsOf } from "./runs.ts";

/**
 * A word or phrase looked for. It is found anywhere in a text; only where it begins or ends with a word of one or two
 * letters, that one must stand alone.
 */
export type Needle = {
  /** As it is compared. */
  readonly text: string;
  readonly standsAloneBefore: boolean;
  readonly standsAloneAfter: boolean;
};

/** What to look for; null for a term that is nothing but marks and spaces. */
export function needleOf(term: string): Needle | null {
  const text = foldText(term).trim();
  const runs = runsOf(text);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return null;
  return {
    text,
    standsAloneBefore: first.nature === "word" && first.text.length < shortWord,
    standsAloneAfter: last.nature === "word" && last.text.length < shortWord,
  };
}

/** Some keys that every text with the needle has: enough to find few others. */
export function keysOf(appId: string, { text }: Needle): number[] {
  const all = gramsOf(appId, text);
  if (all.length <= mostKeys) return all;
  const step = all.length / mostKeys;
  return Array.from({ length: mostKeys }, (_, index) => all[Math.floor(index * step)] ?? 0);
}

// Each key is a list to read and most narrow nothing any more.
const mostKeys = 5;

/** Whether the needle occurs in a folded text. */
export function occursIn(needle: Needle, folded: string): boolean {
  return findAfter(needle, folded, 0) >= 0;
}

/** Where needles occur in the original of a folded text: ascending, none over another, at most `most`. */
export function rangesOf(
  needles: readonly Needle[],
  folded: FoldedText,
  most: number,
): TextRange[] {
  const found: TextRange[] = [];
  for (const needle of needles) {
    let at = findAfter(needle, folded.text, 0);
    for (let count = 0; at >= 0 && count < most; count += 1) {
      const end = at + needle.text.length;
      found.push({ start: folded.starts[at] ?? 0, end: folded.ends[end - 1] ?? 0 });
      at = findAfter(needle, folded.text, end);
    }
  }
  return merge(found.toSorted((one, other) => one.start - other.start)).slice(0, most);
}

function merge(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

function findAfter(needle: Needle, folded: string, from: number): number {
  let at = folded.indexOf(needle.text, from);
  while (at >= 0 && !standsWell(needle, folded, at)) at = folded.indexOf(needle.text, at + 1);
  return at;
}

function standsWell(needle: Needle, folded: string, at: number): boolean {
  const end = at + needle.text.length;
  const before = needle.standsAloneBefore && at > 0 && isWordly(characterBefore(folded, at));
  const after =
    needle.standsAloneAfter &&
    end < folded.length &&
    isWordly(String.fromCodePoint(folded.codePointAt(end) ?? 32));
  return !before && !after;
}

function characterBefore(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? " ";
}
