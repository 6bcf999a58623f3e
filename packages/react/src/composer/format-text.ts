/** A text and what is selected of it. */
export type Selected = { readonly text: string; readonly start: number; readonly end: number };

/** What takes the place of the selection, and what is selected of that. */
export type Formatted = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly select: readonly [number, number];
};

/**
 * Puts a mark around the selection, or takes it away where it is there already. With nothing selected the caret ends up
 * between the marks. White space at the edges stays outside: a mark holds only next to something (MD-3).
 */
export function toggleMark({ text, start, end }: Selected, mark: string): Formatted {
  const selected = text.slice(start, end);
  const lead = selected.length - selected.trimStart().length;
  const trail = selected.trim() === "" ? 0 : selected.length - selected.trimEnd().length;
  const from = start + lead;
  const to = end - trail;
  const inner = text.slice(from, to);
  const { length } = mark;
  const isOutside =
    text.slice(from - length, from) === mark && text.slice(to, to + length) === mark;
  if (isOutside) {
    return {
      start: from - length,
      end: to + length,
      text: inner,
      select: [from - length, to - length],
    };
  }
  const isInside =
    inner.length >= 2 * length && inner.startsWith(mark) && inner.endsWith(mark) && length > 0;
  if (isInside) {
    const bare = inner.slice(length, -length);
    return { start: from, end: to, text: bare, select: [from, from + bare.length] };
  }
  return {
    start: from,
    end: to,
    text: mark + inner + mark,
    select: [from + length, to + length],
  };
}

/** Makes a link of the selection; what is to be written next is selected: the address, or the words. */
export function makeLink({ text, start, end }: Selected, url = "https://"): Formatted {
  const words = text.slice(start, end);
  const link = `[${words}](${url})`;
  const address = start + words.length + 3;
  const select: readonly [number, number] =
    words === "" ? [start + 1, start + 1] : [address, address + url.length];
  return { start, end, text: link, select };
}

/** Puts a prefix before every line of the selection, or takes it away where every line has it. */
export function togglePrefix({ text, start, end }: Selected, prefix: string): Formatted {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const has = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (has ? line.slice(prefix.length) : prefix + line)).join("\n");
  return {
    start: from,
    end: to,
    text: changed,
    select: [from + changed.length, from + changed.length],
  };
}

/** Puts the selection into a block of code, on lines of its own. */
export function makeCodeBlock({ text, start, end }: Selected): Formatted {
  const before = start > 0 && text[start - 1] !== "\n" ? "\n" : "";
  const after = end < text.length && text[end] !== "\n" ? "\n" : "";
  const code = text.slice(start, end);
  const opening = `${before}\`\`\`\n`;
  const block = `${opening}${code}\n\`\`\`${after}`;
  const at = start + opening.length;
  return { start, end, text: block, select: [at, at + code.length] };
}
