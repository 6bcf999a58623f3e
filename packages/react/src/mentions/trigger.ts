import type { ReactNode } from "react";
import type { MentionTarget } from "../composer/composer-text.ts";

/** Something that a popup offers. */
export type Suggestion = {
  /** Unique in the popup. */
  readonly id: string;
  /** What a screen reader says, and what is shown where there is no `view`. */
  readonly label: string;
  /** Smaller, behind the label. */
  readonly detail?: string | undefined;
  /** What stands before the label: a face, an emoji. */
  readonly picture?: ReactNode;
  /** What takes the place of what was typed, the sign that opened the popup included. */
  readonly text: string;
  /** Whom it mentions. */
  readonly target?: MentionTarget | undefined;
};

/** A sign that opens a popup while one writes, and what the popup then offers. */
export type Trigger = {
  readonly id: string;
  /** One character. */
  readonly sign: string;
  /** How many characters must follow the sign; none when not said. */
  readonly minCharacters?: number;
  /** Only at the very beginning of the text, as commands are. */
  readonly atStart?: boolean;
  /** Whether one space may be in what is looked for, as in a person's name. */
  readonly takesSpace?: boolean;
  /** What is known already. It is asked on every keystroke, so it must be quick. */
  readonly find: (query: string) => readonly Suggestion[];
  /** What a network knows beside; it is asked when nobody typed for 150 ms, and an answer that comes too late is dropped. */
  readonly ask?: ((query: string) => Promise<readonly Suggestion[]>) | undefined;
  /** The popup's name. */
  readonly label: string;
};

/** A sign with what follows it up to the caret. */
export type TriggerMatch = {
  readonly trigger: Trigger;
  readonly query: string;
  readonly start: number;
  readonly end: number;
};

const longestQuery = 40;

/**
 * Which trigger a caret stands behind: its sign begins a word, what follows is no more than a word, and neither is code.
 * Null for none.
 */
export function matchTrigger(
  text: string,
  caret: number,
  triggers: readonly Trigger[],
): TriggerMatch | null {
  for (let at = caret - 1; at >= Math.max(0, caret - longestQuery); at -= 1) {
    const sign = text[at] ?? "";
    if (sign === "\n") return null;
    const trigger = triggers.find((one) => one.sign === sign);
    if (trigger === undefined) continue;
    const before = text[at - 1];
    if (before !== undefined && !/[\s([{"'“‘«*_~|]/.test(before)) continue;
    if (trigger.atStart === true && at > 0) continue;
    const query = text.slice(at + 1, caret);
    if (!isOneWord(query, trigger)) continue;
    if (query.length < (trigger.minCharacters ?? 0) || isInCode(text, at)) return null;
    return { trigger, query, start: at, end: caret };
  }
  return null;
}

function isOneWord(query: string, trigger: Trigger): boolean {
  if (/^\s/.test(query)) return false;
  const spaces = query.match(/\s/g)?.length ?? 0;
  return spaces <= (trigger.takesSpace === true ? 1 : 0);
}

/** Whether a place is behind an odd number of backticks, or of fences. */
function isInCode(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const fences = before.match(/^```/gm)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}
