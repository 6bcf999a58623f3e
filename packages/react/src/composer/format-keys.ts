import type { TextareaChange } from "./edit-textarea.ts";
import type { FormatKeyId } from "./format-key-ids.ts";
import { makeLink, toggleMark, type Selected } from "./format-text.ts";

export type FormatRule = (selected: Selected) => TextareaChange;

/** A mark around what is selected, or none any more. */
export const mark =
  (sign: string): FormatRule =>
  (text) =>
    toggleMark(text, sign);

/** What the composer's keys do to the text that is selected. */
export const formatKeys = {
  "composer.bold": mark("**"),
  "composer.italic": mark("*"),
  "composer.strike": mark("~~"),
  "composer.link": (text: Selected) => makeLink(text),
  "composer.code": mark("`"),
} as const satisfies Readonly<Record<FormatKeyId, FormatRule>>;
