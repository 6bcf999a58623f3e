import { readFile } from "node:fs/promises";

/** Which line answers which: the answering line's number to the answered one's, both counted from 1. */
export type ReplyLinks = {
  readonly answers: ReadonlyMap<number, number>;
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
};

/** The file beside a log that holds its reply links: `rust.0.replies.txt` for `rust.0.log.txt`. */
export function repliesPath(logPath: string): string {
  const stem = logPath.replace(/\.txt$/, "").replace(/\.log$/, "");
  return `${stem}.replies.txt`;
}

/** Whether a file is such a one: a shell's `*.txt` names it beside its log, and it is read with that. */
export function isRepliesFile(path: string): boolean {
  return path.endsWith(".replies.txt");
}

/** Reads the reply links that lie beside a log; none when there is no such file. */
export async function readReplyLinks(
  logPath: string,
): Promise<ReplyLinks & { file: string | null }> {
  const path = repliesPath(logPath);
  try {
    return { ...parseReplyLinks(await readFile(path, "utf8")), file: path };
  } catch (error) {
    // Links are optional: a log without them is imported without quotes.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return { answers: new Map(), problems: [], file: null };
    }
    throw error;
  }
}

/**
 * Reads lines like `1002 1003 -`: of two linked lines, counted from 0, the later answers the earlier.
 * A line linked to itself starts a conversation; of several answered lines the nearest counts.
 */
export function parseReplyLinks(text: string): ReplyLinks {
  const answers = new Map<number, number>();
  const problems: { line: number; reason: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const pair = /^\s*(\d{1,9})\s+(\d{1,9})(?:\s+-)?\s*$/.exec(line);
    if (!pair) {
      problems.push({ line: index + 1, reason: "not a reply link (two line numbers and a dash)" });
      continue;
    }
    const [one, other] = [Number(pair[1]) + 1, Number(pair[2]) + 1];
    if (one === other) continue;
    const reply = Math.max(one, other);
    const answered = Math.min(one, other);
    answers.set(reply, Math.max(answers.get(reply) ?? 0, answered));
  }
  return { answers, problems };
}
