import { createHash } from "node:crypto";
import { cutText } from "./cut-text.ts";
import { decodeLine } from "./decode-line.ts";
import { createLogClock } from "./log-clock.ts";
import { parseLogLine, type LogEntry } from "./log-line.ts";
import type { RawLine } from "./read-lines.ts";

/** One line of a log with everything an import needs. `line` counts from 1; `at` is in UTC milliseconds. */
export type LogLine = {
  readonly line: number;
  readonly at: number;
  readonly entry: LogEntry;
  /** The first 8 hexadecimal digits of the SHA-256 of the line's bytes. */
  readonly hash: string;
  /** What was changed so that it can be a message, as phrases for a report. */
  readonly repairs: readonly string[];
};

export type ParseOptions = {
  /** The day the file's name gives, `YYYY-MM-DD`; null when it gives none. */
  readonly fileDate: string | null;
  /** The time of lines in a file that says no date at all, in UTC milliseconds. */
  readonly fallbackAt: number;
  /** The longest text a message may have, in UTF-16 units. */
  readonly maxCharacters: number;
};

type Untimed = Omit<LogLine, "at">;

// Lines before the first time take that time; after so many without one, the start of the file's day must do.
const maxUntimed = 10_000;

/** Reads a log line by line, in the order of the file and without holding the file: one `LogLine` for every line. */
export async function* parseIrcLog(
  lines: AsyncIterable<RawLine>,
  options: ParseOptions,
): AsyncGenerator<LogLine> {
  const clock = createLogClock(options.fileDate);
  const start =
    options.fileDate === null ? options.fallbackAt : Date.parse(`${options.fileDate}T00:00:00Z`);
  let timeless: Untimed[] = [];
  let giveUp = false;

  for await (const raw of lines) {
    const { stamp, parsed } = parseRawLine(raw, options.maxCharacters);
    const at = clock(stamp) ?? (giveUp ? start : null);
    if (at === null && timeless.length < maxUntimed) {
      timeless.push(parsed);
      continue;
    }
    for (const earlier of timeless) yield { ...earlier, at: at ?? start };
    timeless = [];
    giveUp = true;
    yield { ...parsed, at: at ?? start };
  }
  for (const earlier of timeless) yield { ...earlier, at: start };
}

function parseRawLine(raw: RawLine, maxCharacters: number) {
  const { text, repairs } = decodeLine(raw);
  const { stamp, entry } = parseLogLine(text);
  const hash = createHash("sha256")
    .update(raw.bytes)
    .update(raw.bytes.length < raw.length ? `#${raw.length}` : "")
    .digest("hex")
    .slice(0, 8);
  const isLong =
    raw.bytes.length < raw.length || (entry.type !== "empty" && entry.text.length > maxCharacters);
  const parsed: Untimed = {
    line: raw.number,
    hash,
    entry: entry.type === "empty" ? entry : { ...entry, text: cutText(entry.text, maxCharacters) },
    repairs: isLong
      ? [...repairs, `the line of ${raw.length} bytes was cut to ${maxCharacters} characters`]
      : repairs,
  };
  return { stamp, parsed };
}
