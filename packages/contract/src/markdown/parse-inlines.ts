import { readAutolink } from "./autolink.ts";
import { codeText, pairBackticks } from "./code-spans.ts";
import type { Inline } from "./nodes.ts";
import { createOpenMarks, type OpenMarks } from "./open-marks.ts";
import { safeUrl } from "./safe-url.ts";

type Reading = {
  readonly text: string;
  readonly marks: OpenMarks;
  readonly backticks: ReadonlyMap<number, number>;
  /** Up to where no address begins: it was looked at already. */
  noLinkBefore: number;
};

const plain = /[^\\`*_~|[\]<:\nhm]+/iy;
const escaped = /\\([!-/:-@[-`{-~])/y;
const angled = /<(?:@([A-Za-z0-9@._-]{1,64})|!(channel|here|role:[a-z0-9_-]{1,32}))>/y;
const angledLink = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/iy;
const emoji = /:([a-z0-9_+-]{1,32}):(?![a-z0-9])/y;
const isWordCharacter = /[\p{L}\p{N}]/u;
const longestRun = 3;

/** Reads the text of one paragraph, in time linear in its length. */
export function parseInlines(text: string): Inline[] {
  const reading: Reading = {
    text,
    marks: createOpenMarks(),
    backticks: pairBackticks(text),
    noLinkBefore: 0,
  };
  for (let at = 0; at < text.length;) {
    plain.lastIndex = at;
    const [run] = plain.exec(text) ?? [];
    if (run !== undefined) reading.marks.addText(run);
    at += run?.length ?? readSpecial(reading, at);
  }
  return reading.marks.end();
}

/** Reads what begins with a character that may mean something, and answers how long it is. */
function readSpecial(reading: Reading, at: number): number {
  const { text, marks } = reading;
  const character = text[at] ?? "";
  const length = readByCharacter(reading, at, character);
  if (length > 0) return length;
  marks.addText(character);
  return 1;
}

function readByCharacter(reading: Reading, at: number, character: string): number {
  switch (character) {
    case "\\":
      return readEscape(reading, at);
    case "`":
      return readCode(reading, at);
    case "*":
    case "_":
    case "~":
    case "|":
      return readRun(reading, at, character);
    case "[":
      reading.marks.open("[", 1);
      return 1;
    case "]":
      return readLinkEnd(reading, at);
    case "<":
      return readAngled(reading, at);
    case ":":
      return readEmoji(reading, at);
    case "\n":
      reading.marks.add({ type: "break" });
      return 1;
    default:
      return readAddress(reading, at);
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readEscape({ text, marks }: Reading, at: number): number {
  const found = match(escaped, text, at);
  if (!found) return 0;
  marks.addText(found[1] ?? "");
  return 2;
}

function readCode({ text, marks, backticks }: Reading, at: number): number {
  const length = runLength(text, at, "`");
  const end = backticks.get(at);
  if (end === undefined) {
    marks.addText("`".repeat(length));
    return length;
  }
  marks.add({ type: "code", text: codeText(text.slice(at + length, end)) });
  return end + length - at;
}

/** A run of marks of emphasis: it closes what it can, and what is left of it may open. */
function readRun({ text, marks }: Reading, at: number, mark: string): number {
  const length = runLength(text, at, mark);
  const isPair = mark === "~" || mark === "|";
  const { canOpen, canClose } = sidesOf(text, at, length);
  let left = length;
  if (isPair ? length === 2 : length <= longestRun) {
    while (canClose && left > 0) {
      const count = Math.min(2, left, marks.openCount(mark));
      if (count === 0) break;
      marks.close(mark, count, (children) => ({ type: emphasis(mark, count), children }));
      left -= count;
    }
    if (canOpen && left > 0) {
      marks.open(mark, left);
      return length;
    }
  }
  marks.addText(mark.repeat(left));
  return length;
}

function emphasis(mark: string, count: number): "bold" | "italic" | "strike" | "spoiler" {
  if (mark === "~") return "strike";
  if (mark === "|") return "spoiler";
  return count === 2 ? "bold" : "italic";
}

/** A mark opens before and closes behind what it touches; an underscore inside a word is part of the word. */
function sidesOf(text: string, at: number, length: number) {
  const before = characterBefore(text, at);
  const after = characterAt(text, at + length);
  const isWord = text[at] === "_" && isWordCharacter.test(before) && isWordCharacter.test(after);
  return {
    canOpen: after.trim() !== "" && !isWord,
    canClose: before.trim() !== "" && !isWord,
  };
}

function readLinkEnd({ text, marks }: Reading, at: number): number {
  if (marks.openCount("[") === 0) return 0;
  const end = text[at + 1] === "(" ? addressEnd(text, at + 2) : -1;
  const url = end < 0 ? null : safeUrl(text.slice(at + 2, end));
  if (url === null || text[at - 1] === "[") {
    marks.giveUp("[");
    return 0;
  }
  marks.close("[", 1, (children) => ({ type: "link", url, children: withoutLinks(children) }));
  return end + 1 - at;
}

const deepestParentheses = 3;

/** Where the address of a link ends that begins at `from`, its parentheses balanced; -1 where it does not. */
function addressEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === ")" && depth === 0) return at;
    if (character === ")") depth -= 1;
    if (character === "(") depth += 1;
    if (depth > deepestParentheses || character <= " " || character === "<") return -1;
  }
  return -1;
}

/** A link in a link would be one that leads to two places: the outer one holds. */
function withoutLinks(children: readonly Inline[]): Inline[] {
  return children.flatMap((child): Inline[] => {
    if (child.type === "link") return withoutLinks(child.children);
    if ("children" in child) return [{ ...child, children: withoutLinks(child.children) }];
    return [child];
  });
}

function readAngled({ text, marks }: Reading, at: number): number {
  const mention = match(angled, text, at);
  if (mention) {
    const [whole, userId, group] = mention;
    marks.add(
      userId === undefined
        ? { type: "mention-group", group: group ?? "" }
        : { type: "mention", userId },
    );
    return whole.length;
  }
  const [whole = "", typed = ""] = match(angledLink, text, at) ?? [];
  const url = safeUrl(typed);
  if (url === null) return 0;
  marks.add({ type: "link", url, children: [{ type: "text", text: typed }] });
  return whole.length;
}

function readEmoji({ text, marks }: Reading, at: number): number {
  const [whole, name] = match(emoji, text, at) ?? [];
  // Times and addresses have colons too: 10:30:45.
  if (whole === undefined || name === undefined) return 0;
  if (isWordCharacter.test(characterBefore(text, at))) return 0;
  marks.add({ type: "emoji", name });
  return whole.length;
}

function readAddress(reading: Reading, at: number): number {
  const { text, marks } = reading;
  if (at < reading.noLinkBefore || isWordCharacter.test(characterBefore(text, at))) return 0;
  const found = readAutolink(text, at);
  if (!found) return 0;
  if (found.url === null) {
    reading.noLinkBefore = found.scanned;
    return 0;
  }
  const { url, typed } = found;
  marks.add({ type: "link", url, children: [{ type: "text", text: typed }] });
  return typed.length;
}

function runLength(text: string, at: number, character: string): number {
  let end = at;
  while (text[end] === character) end += 1;
  return end - at;
}

/** The whole character at a place, also one of two UTF-16 units; "" beyond the end. */
function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, at: number): string {
  return /[\uDC00-\uDFFF]/.test(text[at - 1] ?? "")
    ? characterAt(text, at - 2)
    : (text[at - 1] ?? "");
}
