import type { RawLine } from "./read-lines.ts";

export type DecodedLine = {
  readonly text: string;
  /** What had to be changed to make it text, as phrases for a report. */
  readonly repairs: readonly string[];
};

const replacement = "\uFFFD";

/** Turns a line's bytes into well-formed text without NUL; what is no text becomes U+FFFD and is named in `repairs`. */
export function decodeLine(line: RawLine): DecodedLine {
  const repairs: string[] = [];
  let text: string;
  try {
    text = decode(line, true);
  } catch {
    text = decode(line, false);
    repairs.push("bytes that are not UTF-8 became U+FFFD");
  }
  if (line.number === 1 && text.startsWith("\uFEFF")) text = text.slice(1);
  if (text.includes("\0")) {
    text = text.replaceAll("\0", replacement);
    repairs.push("NUL became U+FFFD");
  }
  return { text, repairs };
}

function decode(line: RawLine, fatal: boolean): string {
  // A line that was cut may end inside a character: `stream` keeps that rest back.
  const stream = line.bytes.length < line.length;
  return new TextDecoder("utf-8", { fatal, ignoreBOM: true }).decode(line.bytes, { stream });
}
