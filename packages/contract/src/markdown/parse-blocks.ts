import type { Block, ListItem, Markdown } from "./nodes.ts";
import { parseInlines } from "./parse-inlines.ts";

// How deep quotes and lists go. Every level reads its lines once more, so this bounds the time as well.
const deepest = 8;

const fenceStart = /^ {0,3}(`{3,})([^`]*)$/;
const quoted = /^ {0,3}>(?: (.*)|(>.*)|)$/;
const listItem = /^( {0,3})([-*+]|(\d{1,9})[.)])( +)(\S.*)$/;
const languageName = /^[A-Za-z0-9+#._-]{1,32}$/;

/**
 * Reads a message's text (the dialect: SPEC/markdown.md). Any text has a meaning, none throws, and the time is linear in
 * its length. What comes out holds no HTML and no link but to http, https and mailto.
 */
export function parseMarkdown(text: string): Markdown {
  return parseLines(text.split(/\r\n|\r|\n/), 0);
}

/** What one block took of the lines. */
type Taken = { readonly block: Block; readonly next: number };

function parseLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push(toParagraph(paragraph));
    paragraph = [];
  };
  for (let at = 0; at < lines.length;) {
    const taken = takeBlock(lines, at, { depth, isInParagraph: paragraph.length > 0 });
    const line = lines[at] ?? "";
    if (taken || line.trim() === "") endParagraph();
    else paragraph.push(line.trimEnd());
    if (taken) blocks.push(taken.block);
    at = taken?.next ?? at + 1;
  }
  endParagraph();
  return blocks;
}

function toParagraph(lines: readonly string[]): Block {
  return { type: "paragraph", children: parseInlines(lines.join("\n")) };
}

type Place = { readonly depth: number; readonly isInParagraph: boolean };

function takeBlock(lines: readonly string[], at: number, place: Place): Taken | null {
  const line = lines[at] ?? "";
  const fence = fenceStart.exec(line);
  if (fence) return takeFence(lines, at, fence);
  if (place.depth >= deepest) return null;
  if (quoted.test(line)) return takeQuote(lines, at, place.depth);
  const item = listItem.exec(line);
  // Only a first number breaks a paragraph: a line of it may begin with a year and a full stop.
  const isList = item && !(place.isInParagraph && item[3] !== undefined && Number(item[3]) !== 1);
  return isList ? takeList(lines, at, { item, depth: place.depth }) : null;
}

/** Code to the closing fence, which may also stand behind the last line of code; to the end where there is none. */
function takeFence(lines: readonly string[], at: number, fence: RegExpExecArray): Taken {
  const [, ticks = "", info = ""] = fence;
  const [language = ""] = info.trim().split(/\s/, 1);
  const code: string[] = [];
  let next = at + 1;
  for (let isOpen = true; isOpen && next < lines.length; next += 1) {
    const line = (lines[next] ?? "").trimEnd();
    isOpen = !line.endsWith(ticks);
    if (isOpen) code.push(lines[next] ?? "");
    else if (line.trim() !== "`".repeat(line.trim().length)) code.push(withoutTicks(line));
  }
  return {
    block: {
      type: "code-block",
      language: languageName.test(language) ? language.toLowerCase() : null,
      text: code.join("\n"),
    },
    next,
  };
}

function withoutTicks(line: string): string {
  let end = line.length;
  while (line[end - 1] === "`") end -= 1;
  return line.slice(0, end);
}

function takeQuote(lines: readonly string[], at: number, depth: number): Taken {
  const inside: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const found = quoted.exec(lines[next] ?? "");
    if (!found) break;
    inside.push(found[1] ?? found[2] ?? "");
  }
  return { block: { type: "quote", children: parseLines(inside, depth + 1) }, next };
}

type ListStart = { readonly item: RegExpExecArray; readonly depth: number };

/** Items of one kind in a row. What is indented below an item belongs to it. */
function takeList(lines: readonly string[], at: number, { item, depth }: ListStart): Taken {
  const ordered = item[3] !== undefined;
  const items: ListItem[] = [];
  let next = at;
  for (let found: RegExpExecArray | null = item; found;) {
    const { inside, end } = takeItem(lines, next, found);
    items.push({ children: parseLines(inside, depth + 1) });
    next = end;
    const following = listItem.exec(lines[next] ?? "");
    found = following && (following[3] !== undefined) === ordered ? following : null;
  }
  return { block: { type: "list", ordered, start: Number(item[3] ?? 1), items }, next };
}

function takeItem(lines: readonly string[], at: number, item: RegExpExecArray) {
  const [, indent = "", marker = "", , gap = " ", text = ""] = item;
  const width = indent.length + marker.length + Math.min(gap.length, 4);
  const inside = [text];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    // An empty line is part of the item only if more of it follows.
    const content = line.trim() === "" ? (lines[next + 1] ?? "") : line;
    if (!isIndented(content, indent.length)) break;
    inside.push(line.slice(Math.min(width, indentOf(line))));
  }
  return { inside, end: next };
}

function isIndented(line: string, by: number): boolean {
  return line.trim() !== "" && indentOf(line) >= by + 2;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
