import { safeUrl } from "./safe-url.ts";

const candidate = /(?:https?:\/\/|mailto:)[^\s<>"[\]]+/iy;
// What ends a sentence, or what is emphasised, is not part of an address.
const trailing = new Set(".,:;!?'\"*_~|`\u2019\u201d");

/** An address in running text: as it was typed, and where it leads (null for what only looks like one). */
export type Autolink = {
  readonly typed: string;
  readonly url: string | null;
  readonly scanned: number;
};

/** Reads an address that begins at `at`. `scanned` is where the looking ended, so that nobody looks there again. */
export function readAutolink(text: string, at: number): Autolink | null {
  candidate.lastIndex = at;
  const [whole] = candidate.exec(text) ?? [];
  if (whole === undefined) return null;
  const typed = withoutTrailing(whole);
  return { typed, url: safeUrl(typed), scanned: at + whole.length };
}

function withoutTrailing(whole: string): string {
  let unopened = 0;
  for (const character of whole) unopened += character === ")" ? 1 : character === "(" ? -1 : 0;
  let end = whole.length;
  for (; end > 0; end -= 1) {
    const last = whole[end - 1] ?? "";
    if (last === ")" && unopened > 0) unopened -= 1;
    else if (!trailing.has(last)) break;
  }
  return whole.slice(0, end);
}
