import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { parseLogFileName, type LogFileName } from "./log-file-name.ts";
import { parseIrcLog, type LogLine } from "./parse-irc-log.ts";
import { readLines } from "./read-lines.ts";
import { readReplyLinks, type ReplyLinks } from "./reply-links.ts";

/** What a first reading of a log tells: its size, its people, its time and its reply links. */
export type InspectedLog = LogFileName & {
  readonly path: string;
  readonly lines: number;
  readonly nicks: ReadonlySet<string>;
  /** The first line's time and the latest of all, in UTC milliseconds; 0 for a file without lines. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly links: ReplyLinks & { readonly file: string | null };
  /** Reads the log again, line by line. */
  readonly read: () => AsyncGenerator<LogLine>;
};

/** Fails with one `CliError` that names every path that is missing, no file, or called like another. */
export async function assertLogFiles(paths: readonly string[]): Promise<void> {
  const problems: string[] = [];
  const names = new Map<string, string>();
  for (const path of paths) {
    const problem = await findProblem(path);
    if (problem !== null) problems.push(problem);
    const { file } = parseLogFileName(path);
    const same = names.get(file);
    if (same !== undefined) {
      problems.push(
        `${path}: ${same} has the same name, and lines are told apart by it: rename one`,
      );
    }
    names.set(file, path);
  }
  if (problems.length > 0) throw new CliError(problems.join("\n"));
}

/** Reads a log once, from its first line to its last. */
export async function inspectLog(path: string, maxCharacters: number): Promise<InspectedLog> {
  const name = parseLogFileName(path);
  const fallbackAt = Math.floor((await stat(path)).mtimeMs);
  const read = () =>
    parseIrcLog(readLines(createReadStream(path)), {
      fileDate: name.date,
      fallbackAt,
      maxCharacters,
    });
  const nicks = new Set<string>();
  let lines = 0;
  let firstAt = 0;
  let lastAt = 0;
  try {
    for await (const { at, entry } of read()) {
      if (lines === 0) firstAt = at;
      lastAt = Math.max(lastAt, at);
      lines += 1;
      if ("nick" in entry) nicks.add(entry.nick);
    }
    const links = await readReplyLinks(path);
    return { ...name, path, lines, nicks, firstAt, lastAt, links, read };
  } catch (error) {
    throw new CliError(`${path}: cannot be read: ${String(error)}`, { cause: error });
  }
}

async function findProblem(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return `${path}: is a folder; name the log files in it`;
    if (!found.isFile()) return `${path}: is not a file`;
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return `${path}: there is no such file`;
    if (code === "EACCES") return `${path}: may not be read by this user`;
    return `${path}: ${String(error)}`;
  }
}
