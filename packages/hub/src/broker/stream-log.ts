import type { StreamRules } from "../hub-options.ts";
import type { Publication, StreamPosition } from "../protocol.ts";
import type { ReadRequest, ReadResult } from "./broker.ts";

/** One stream's numbers and its bounded history. */
export type StreamLog = {
  position: StreamPosition;
  /** Contiguous offsets, oldest first, the last one at `position`. */
  readonly entries: LogEntry[];
  /** When something was last numbered or read; milliseconds of the monotonic clock. */
  touchedAt: number;
};

type LogEntry = { readonly publication: Publication & { offset: number }; readonly at: number };

const defaultHistoryTtlMs = 5 * 60_000;
export const defaultPositionTtlMs = 24 * 60 * 60_000;

/** Says whether a stream numbers its publications at all. */
export function isNumbered(rules: StreamRules): boolean {
  return (rules.historySize ?? 0) > 0 || Boolean(rules.recover) || Boolean(rules.positioned);
}

export function createStreamLog(position: StreamPosition, elapsed: number): StreamLog {
  return { position, entries: [], touchedAt: elapsed };
}

/** Gives the publication the next offset and keeps it for as long as the rules say. */
export function appendToLog(
  log: StreamLog,
  publication: Publication,
  rules: StreamRules,
  elapsed: number,
): Publication {
  const offset = log.position.offset + 1;
  const numbered = { ...publication, offset };
  log.position = { offset, epoch: log.position.epoch };
  log.touchedAt = elapsed;
  const size = rules.historySize ?? 0;
  if (size > 0) log.entries.push({ publication: numbered, at: elapsed });
  while (log.entries.length > size) log.entries.shift();
  return numbered;
}

/**
 * Makes room for the publication that its owner numbered `position`. False: the log has it already.
 * After a hole or under another epoch nothing that was kept leads there, so the history ends.
 */
export function moveBefore(log: StreamLog, position: StreamPosition): boolean {
  const isSameEpoch = position.epoch === log.position.epoch;
  if (isSameEpoch && position.offset <= log.position.offset) return false;
  if (!isSameEpoch || position.offset > log.position.offset + 1) {
    log.position = { offset: position.offset - 1, epoch: position.epoch };
    log.entries.length = 0;
  }
  return true;
}

/** Drops what is older than the rules allow. */
export function expireLog(log: StreamLog, rules: StreamRules, elapsed: number): void {
  const oldest = elapsed - (rules.historyTtlMs ?? defaultHistoryTtlMs);
  let expired = 0;
  while (expired < log.entries.length && (log.entries[expired]?.at ?? 0) <= oldest) expired += 1;
  if (expired > 0) log.entries.splice(0, expired);
}

/** Reads kept publications; says whether they begin right after `since`. */
export function readLog(log: StreamLog, request: ReadRequest): ReadResult {
  const { since, limit, reverse = false } = request;
  const kept = log.entries.map((entry) => entry.publication);
  const isSameEpoch = !since || since.epoch === "" || since.epoch === log.position.epoch;
  const firstKept = kept[0]?.offset ?? log.position.offset + 1;
  const isComplete =
    isSameEpoch &&
    (!since || (since.offset <= log.position.offset && since.offset + 1 >= firstKept));
  let publications = kept;
  if (since && reverse) publications = kept.filter((item) => item.offset < since.offset);
  else if (since) publications = kept.filter((item) => item.offset > since.offset);
  if (reverse) publications.reverse();
  return { position: log.position, publications: publications.slice(0, limit), isComplete };
}
