import { defaultLimits } from "@natter/contract/limits";
import type { ApiClient } from "../api-client.ts";
import type { Progress } from "../progress.ts";
import { importLog } from "./import-log.ts";
import { emptyReport, type ImportReport } from "./import-report.ts";
import { assertLogFiles, inspectLog, type InspectedLog } from "./inspect-log.ts";
import { nickUserId } from "./nick-user-id.ts";
import { prepareChannels, type ReadyChannel } from "./prepare-channels.ts";
import { assertUsersExist, prepareSpace } from "./prepare-space.ts";

export type ImportIrcOptions = {
  readonly api: ApiClient;
  readonly paths: readonly string[];
  readonly space: string;
  /** The user that owns the space and its channels. */
  readonly owner: string;
  /** Users that become members of the space. */
  readonly members: readonly string[];
  readonly progress: Progress;
  /** Milliseconds, for durations. */
  readonly now: () => number;
};

// Lines of one channel go one batch after the other; so many channels go side by side.
const channelsAtOnce = 3;
const longestName = 128;

/**
 * Imports IRC logs through the public API: nicks become users, lines become messages with their own times, reply links
 * become quotes. Safe to repeat: what arrived before is `existing`, what a broken-off import left out arrives.
 */
export async function importIrc(options: ImportIrcOptions): Promise<ImportReport> {
  const { api, progress } = options;
  const startedAt = options.now();
  await assertLogFiles(options.paths);
  const { limits } = await api.call("limits.get", {}, { attempts: 3 });
  const maxCharacters = limits["messageCharacters"] ?? defaultLimits.messageCharacters;
  const logs: InspectedLog[] = [];
  for (const path of options.paths) {
    progress.update(`reading ${path}`);
    logs.push(await inspectLog(path, maxCharacters));
  }
  const members = [...new Set(options.members)].filter((userId) => userId !== options.owner);
  await assertUsersExist(api, [options.owner, ...members]);

  const report = emptyReport();
  reportFiles(report, logs);
  report.users = await upsertUsers(api, logs, progress);
  progress.update(`preparing the space "${options.space}"`);
  const space = await prepareSpace(api, { name: options.space, owner: options.owner, members });
  const channels = await prepareChannels(
    api,
    logs.filter((log) => log.lines > 0),
    { id: space.id, owner: options.owner },
  );
  report.channels = channels.map((channel) => channel.name);
  const batchSize = limits["importMessages"] ?? defaultLimits.importMessages;
  await importChannels(channels, { ...options, report, batchSize, logs });
  report.reported.sort(byPlace);
  report.seconds = (options.now() - startedAt) / 1_000;
  return report;
}

function reportFiles(report: ImportReport, logs: readonly InspectedLog[]): void {
  for (const log of logs) {
    if (log.lines === 0) {
      report.reported.push({ file: log.file, line: null, reason: "the file is empty" });
    }
    for (const { line, reason } of log.links.problems) {
      report.reported.push({ file: log.links.file ?? log.file, line, reason });
    }
    for (const [reply] of log.links.answers) {
      if (reply <= log.lines) continue;
      const reason = `a reply link speaks of line ${reply}, and the log has ${log.lines}`;
      report.reported.push({ file: log.links.file ?? log.file, line: null, reason });
    }
  }
}

async function upsertUsers(
  api: ApiClient,
  logs: readonly InspectedLog[],
  progress: Progress,
): Promise<number> {
  const nicks = [...new Set(logs.flatMap((log) => [...log.nicks]))].toSorted();
  for (let start = 0; start < nicks.length; start += defaultLimits.bulkUsers) {
    progress.update(`creating users: ${start} of ${nicks.length}`);
    const users = nicks
      .slice(start, start + defaultLimits.bulkUsers)
      .map((nick) => ({ id: nickUserId(nick), name: nick.slice(0, longestName).toWellFormed() }));
    await api.call("users.upsertMany", { body: { users } });
  }
  return nicks.length;
}

type ImportRun = ImportIrcOptions & {
  readonly report: ImportReport;
  readonly batchSize: number;
  readonly logs: readonly InspectedLog[];
};

async function importChannels(
  channels: readonly ReadyChannel<InspectedLog>[],
  run: ImportRun,
): Promise<void> {
  const total = run.logs.reduce((sum, log) => sum + log.lines, 0);
  const startedAt = run.now();
  let done = 0;
  const onLines = (count: number) => {
    done += count;
    run.progress.update(describeProgress(done, total, run.now() - startedAt));
  };

  const waiting = channels.toSorted((one, other) => lineCount(other) - lineCount(one));
  let failed = false;
  const work = async () => {
    for (
      let channel = waiting.shift();
      channel !== undefined && !failed;
      channel = waiting.shift()
    ) {
      const { cid, newestAt } = channel;
      for (const log of channel.logs) {
        await importLog(log, { ...run, cid, newestAt, onLines, isStopped: () => failed });
      }
    }
  };
  const workers = Array.from({ length: channelsAtOnce }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

function lineCount(channel: ReadyChannel<InspectedLog>): number {
  return channel.logs.reduce((sum, log) => sum + log.lines, 0);
}

function describeProgress(done: number, total: number, milliseconds: number): string {
  const share = total === 0 ? 100 : Math.floor((done / total) * 100);
  const left = done === 0 ? null : Math.ceil(((milliseconds / done) * (total - done)) / 1_000);
  const counts = `importing: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} lines`;
  return `${counts} (${share} %)${left === null || left === 0 ? "" : `, about ${left} s left`}`;
}

function byPlace(
  one: { file: string; line: number | null },
  other: { file: string; line: number | null },
): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0);
}
