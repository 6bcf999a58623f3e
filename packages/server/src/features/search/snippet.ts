import type { TextRange } from "@natter/contract";
import { foldWithPlaces } from "./fold-text.ts";
import { rangesOf, type Needle } from "./needle.ts";

const mostHighlights = 100;
const snippetLength = 160;
/** How much of the text shows before the first match. */
const before = 40;

export type Shown = {
  readonly highlights: TextRange[];
  readonly snippet: { readonly text: string; readonly highlights: TextRange[] };
};

/** Where a text says what was looked for, and a piece of it around the first place. */
export function showMatches(text: string, needles: readonly Needle[]): Shown {
  const highlights = rangesOf(needles, foldWithPlaces(text), mostHighlights);
  const first = highlights[0];
  const start = cutAt(text, first && first.end > snippetLength ? first.start - before : 0);
  const end = cutAt(text, Math.min(text.length, start + snippetLength));
  const within = highlights.filter((range) => range.start >= start && range.end <= end);
  return {
    highlights,
    snippet: {
      text: text.slice(start, end),
      highlights: within.map((range) => ({ start: range.start - start, end: range.end - start })),
    },
  };
}

/** The place itself, or the one before where it would part the two halves of one character. */
function cutAt(text: string, at: number): number {
  const place = Math.max(0, at);
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
