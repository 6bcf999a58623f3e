import type { ApiClient } from "../api-client.ts";
import { externalId, toOutgoingLine, type OutgoingLine } from "./import-message.ts";
import type { ImportReport } from "./import-report.ts";
import type { InspectedLog } from "./inspect-log.ts";
import type { LogLine } from "./parse-irc-log.ts";
import { sendBatch, type LineOutcome } from "./send-batch.ts";

export type ImportLogOptions = {
  readonly api: ApiClient;
  readonly cid: string;
  /** The time of the newest message that the channel held before this import, in UTC milliseconds. */
  readonly newestAt: number | null;
  readonly batchSize: number;
  readonly report: ImportReport;
  /** Told after every batch how many lines are dealt with. */
  readonly onLines: (count: number) => void;
  /** Asked before every batch, so that one channel's failure ends the others soon. */
  readonly isStopped: () => boolean;
};

const maxBatchCharacters = 200_000;

/** Imports one log into one channel, a batch after the other in the order of its lines, and counts into the report. */
export async function importLog(log: InspectedLog, options: ImportLogOptions): Promise<void> {
  const { api, report } = options;
  const answered = createAnsweredLines(log);
  let batch: OutgoingLine[] = [];
  let characters = 0;
  let taken = 0;
  let late = 0;

  const flush = async () => {
    const refused = new Set<string>();
    for (const outcome of await sendBatch(api, batch)) {
      if (outcome.status === "refused") {
        answered.forget(outcome.outgoing.line);
        refused.add(outcome.outgoing.message.externalId);
      }
      countOutcome(report, log.file, outcome, refused);
      if (outcome.status === "created" && isBefore(outcome, options.newestAt)) late += 1;
    }
    options.onLines(taken);
    batch = [];
    characters = 0;
    taken = 0;
  };

  for await (const line of log.read()) {
    const quoteExternalId = answered.quoteFor(line, (reason) => {
      report.reported.push({ file: log.file, line: line.line, reason });
    });
    const outgoing = toOutgoingLine(line, { cid: options.cid, file: log.file, quoteExternalId });
    taken += 1;
    report.lines += 1;
    for (const reason of line.repairs) {
      report.reported.push({ file: log.file, line: line.line, reason });
    }
    if (outgoing === null) {
      report.empty += 1;
      report.reported.push({ file: log.file, line: line.line, reason: "says nothing" });
      continue;
    }
    answered.note(line);
    batch.push(outgoing);
    characters += outgoing.message.text?.length ?? 0;
    if (batch.length < options.batchSize && characters <= maxBatchCharacters) continue;
    if (options.isStopped()) return;
    await flush();
  }
  await flush();
  if (late > 0) {
    const reason = `${late} lines came after newer messages of their channel`;
    report.reported.push({ file: log.file, line: null, reason });
  }
}

/** Keeps the external ids of the lines that later lines answer, so that these can quote them. */
function createAnsweredLines(log: InspectedLog) {
  const wanted = new Set(log.links.answers.values());
  const ids = new Map<number, string>();
  return {
    note(line: LogLine) {
      if (wanted.has(line.line)) ids.set(line.line, externalId(log.file, line.line, line.hash));
    },
    forget(line: number) {
      ids.delete(line);
    },
    quoteFor(line: LogLine, complain: (reason: string) => void): string | null {
      const answeredLine = log.links.answers.get(line.line);
      if (answeredLine === undefined) return null;
      const id = ids.get(answeredLine);
      if (id === undefined) complain(`answers line ${answeredLine}, which is not there to quote`);
      return id ?? null;
    },
  };
}

/** `refused` holds the external ids that were refused before this line: what quotes one of them arrived without it. */
function countOutcome(
  report: ImportReport,
  file: string,
  outcome: LineOutcome,
  refused: ReadonlySet<string>,
): void {
  const { line, type, message } = outcome.outgoing;
  if (outcome.status === "refused") {
    report.refused += 1;
    report.reported.push({ file, line, reason: `refused: ${outcome.reason ?? "no reason given"}` });
    return;
  }
  if (outcome.status === "existing") {
    report.existing += 1;
    return;
  }
  if (type === "system") report.system += 1;
  else report.messages += 1;
  if (type === "action") report.actions += 1;
  if (message.quoteExternalId !== undefined) {
    if (!refused.has(message.quoteExternalId)) report.quoted += 1;
    else report.reported.push({ file, line, reason: "the line it answers was refused" });
  }
  if (outcome.reason !== null) report.reported.push({ file, line, reason: outcome.reason });
}

function isBefore(outcome: LineOutcome, newestAt: number | null): boolean {
  return newestAt !== null && Date.parse(outcome.outgoing.message.createdAt) < newestAt;
}
