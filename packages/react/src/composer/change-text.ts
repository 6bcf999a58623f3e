import type { ComposerText, MentionTarget, TextMention } from "./composer-text.ts";

/** One stretch of a text that another takes the place of. */
export type TextChange = { readonly start: number; readonly end: number; readonly text: string };

/**
 * The text after somebody wrote, pasted or deleted in it, told from how it looks now. Mentions move along; one that was
 * changed inside is an ordinary text from then on.
 */
export function changedTo(before: ComposerText, text: string, caret: number): ComposerText {
  const change = changeBetween(before.text, text, caret);
  return change === null ? before : { text, mentions: movedMentions(before.mentions, change) };
}

/** Puts a text in the place of a stretch, as a mention where a target is given. */
export function replaced(
  before: ComposerText,
  change: TextChange,
  target: MentionTarget | null = null,
): ComposerText {
  const { start, end, text } = change;
  const moved = movedMentions(before.mentions, change);
  const mention = { start, end: start + text.trimEnd().length, target };
  const mentions = target === null ? moved : [...moved, { ...mention, target }];
  return {
    text: before.text.slice(0, start) + text + before.text.slice(end),
    mentions: mentions.toSorted((one, other) => one.start - other.start),
  };
}

/**
 * What a press of Backspace or Delete takes away where it would break a mention: the whole of it. Null where the key does
 * what it always does.
 */
export function wholeMentionAt(
  { mentions }: ComposerText,
  caret: number,
  key: "Backspace" | "Delete",
): { readonly start: number; readonly end: number } | null {
  const found = mentions.find(({ start, end }) =>
    key === "Backspace" ? start < caret && caret <= end : start <= caret && caret < end,
  );
  return found ? { start: found.start, end: found.end } : null;
}

/** Finds mentions again that an undo brought back: those whose name stands where none is known. */
export function withRemembered(
  now: ComposerText,
  remembered: ReadonlyMap<string, MentionTarget>,
): ComposerText {
  const mentions: TextMention[] = [...now.mentions];
  for (const [name, target] of remembered) {
    for (let at = now.text.indexOf(name); at >= 0; at = now.text.indexOf(name, at + 1)) {
      const end = at + name.length;
      const isTaken = mentions.some((one) => one.start < end && at < one.end);
      if (!isTaken) mentions.push({ start: at, end, target });
    }
  }
  return { ...now, mentions: mentions.toSorted((one, other) => one.start - other.start) };
}

/** The smallest change that makes one text of another. The caret tells which of several equal ones it was. */
function changeBetween(before: string, after: string, caret: number): TextChange | null {
  if (before === after) return null;
  const kept = after.length - caret;
  // What stands behind the caret was not touched, as far as it is the same.
  let tail = 0;
  const tailMax = Math.min(kept, before.length, after.length);
  while (tail < tailMax && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  let head = 0;
  const headMax = Math.min(before.length, after.length) - tail;
  while (head < headMax && before[head] === after[head]) head += 1;
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}

function movedMentions(
  mentions: readonly TextMention[],
  { start, end, text }: TextChange,
): readonly TextMention[] {
  const by = text.length - (end - start);
  return mentions.flatMap((mention) => {
    if (mention.end <= start) return [mention];
    if (mention.start >= end) {
      return [{ ...mention, start: mention.start + by, end: mention.end + by }];
    }
    return [];
  });
}
