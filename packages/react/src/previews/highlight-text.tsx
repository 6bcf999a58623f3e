import type { ReactElement } from "react";

export type TextRange = { readonly start: number; readonly end: number };

export type HighlightTextProps = { readonly text: string; readonly ranges: readonly TextRange[] };

/** A text with what was looked for marked in it. Ranges are UTF-16 units, as the server answers them. */
export function HighlightText({ text, ranges }: HighlightTextProps): ReactElement {
  return (
    <>
      {pieces(text, ranges).map(({ at, piece, isHit }) =>
        isHit ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
      )}
    </>
  );
}

type Piece = { readonly at: number; readonly piece: string; readonly isHit: boolean };

/** The text cut at the ends of its ranges; what overlaps or lies outside the text is taken as far as it goes. */
export function pieces(text: string, ranges: readonly TextRange[]): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const add = (end: number, isHit: boolean) => {
    if (end > at) found.push({ at, piece: text.slice(at, end), isHit });
    at = Math.max(at, end);
  };
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return found;
}
