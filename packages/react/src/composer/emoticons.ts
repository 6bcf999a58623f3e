const emoticons: Readonly<Record<string, string>> = {
  ":)": "🙂",
  ":-)": "🙂",
  ":(": "🙁",
  ":-(": "🙁",
  ":D": "😄",
  ":-D": "😄",
  ";)": "😉",
  ";-)": "😉",
  ":P": "😛",
  ":-P": "😛",
  ":O": "😮",
  ":'(": "😢",
  "<3": "❤️",
};

/**
 * The emoji that belongs in the place of an emoticon right before a space that was just typed; null for none. Code stays as
 * it is.
 */
export function emoticonBefore(
  text: string,
  caret: number,
): { readonly start: number; readonly end: number; readonly text: string } | null {
  const before = text.slice(0, caret - 1);
  const word = /(?:^|\s)(\S{2,3})$/.exec(before)?.[1] ?? "";
  const emoji = Object.hasOwn(emoticons, word) ? emoticons[word] : undefined;
  if (emoji === undefined || text[caret - 1] !== " ") return null;
  const ticks = before.match(/`/g)?.length ?? 0;
  if (ticks % 2 === 1) return null;
  return { start: before.length - word.length, end: caret, text: `${emoji} ` };
}
