import type { Clock } from "../clock.ts";
import type { PositionSource, StreamRules } from "../hub-options.ts";
import type { Publication, StreamPosition } from "../protocol.ts";
import type { TimerWheel } from "../timer-wheel.ts";
import type { Broker, BrokerEvents, Draft, ReadRequest, ReadResult } from "./broker.ts";
import { createPresence } from "./presence.ts";
import {
  appendToLog,
  createStreamLog,
  defaultPositionTtlMs,
  expireLog,
  isNumbered,
  moveBefore,
  readLog,
  type StreamLog,
} from "./stream-log.ts";

export type MemoryBrokerOptions = {
  events: BrokerEvents;
  clock: Clock;
  wheel: TimerWheel;
  createEpoch(): string;
  idempotencyMs: number;
  source: PositionSource | undefined;
};

/** Streams in the memory of one process. Everything is delivered before `publish` returns. */
export function createMemoryBroker(options: MemoryBrokerOptions): Broker {
  const { events, clock, wheel, source } = options;
  const logs = new Map<string, StreamLog>();
  const loading = new Map<string, Promise<StreamLog>>();
  const published = new Map<string, StreamPosition>();
  const presence = createPresence(events);

  function publish(draft: Draft): StreamPosition {
    const key = draft.idempotencyKey && `${draft.channel}\n${draft.idempotencyKey}`;
    const before = key ? published.get(key) : undefined;
    if (before) return before;
    const position = number(draft);
    if (key) {
      published.set(key, position);
      wheel.after(options.idempotencyMs, () => published.delete(key));
    }
    return position;
  }

  function number(draft: Draft): StreamPosition {
    const { channel, publication, rules } = draft;
    if (!isNumbered(rules) || draft.skipHistory || draft.ephemeral) {
      deliver(draft, publication, undefined);
      return logs.get(channel)?.position ?? { offset: 0, epoch: "" };
    }
    const log = logs.get(channel) ?? startLog(channel, rules, startFor(draft));
    if (draft.position && !moveBefore(log, draft.position)) return log.position;
    expireLog(log, rules, clock.elapsed());
    const numbered = appendToLog(log, publication, rules, clock.elapsed());
    deliver(draft, numbered, log.position);
    return log.position;
  }

  function deliver(
    draft: Draft,
    publication: Publication,
    position: StreamPosition | undefined,
  ): void {
    const { channel, ephemeral, coalesceKey } = draft;
    events.deliver({ channel, publication, position, lossy: ephemeral, coalesceKey });
  }

  /** Where a log begins that this draft is the first to use. */
  function startFor(draft: Draft): StreamPosition {
    if (!draft.position) return { offset: 0, epoch: options.createEpoch() };
    return { offset: draft.position.offset - 1, epoch: draft.position.epoch };
  }

  function startLog(channel: string, rules: StreamRules, position: StreamPosition): StreamLog {
    const log = createStreamLog(position, clock.elapsed());
    logs.set(channel, log);
    tidyLater(channel, rules, log);
    return log;
  }

  /** Frees history that has expired, and in the end the position of a stream nobody uses. */
  function tidyLater(channel: string, rules: StreamRules, log: StreamLog): void {
    const positionTtl = rules.positionTtlMs ?? defaultPositionTtlMs;
    const nextMs = Math.min(rules.historyTtlMs ?? positionTtl, positionTtl);
    wheel.after(nextMs, () => {
      const now = clock.elapsed();
      expireLog(log, rules, now);
      if (now - log.touchedAt >= positionTtl) logs.delete(channel);
      else tidyLater(channel, rules, log);
    });
  }

  /** A stream's log, its position loaded from the source; once, however many ask at the same time. */
  async function load(channel: string, rules: StreamRules): Promise<StreamLog> {
    const known = logs.get(channel) ?? loading.get(channel);
    if (known) return known;
    if (!source) return startLog(channel, rules, { offset: 0, epoch: options.createEpoch() });
    const loaded = source
      .head(channel)
      .then((head) => {
        // A publication may have started the log meanwhile; what it knows is newer.
        const start = head ?? { offset: 0, epoch: options.createEpoch() };
        return logs.get(channel) ?? startLog(channel, rules, start);
      })
      .finally(() => loading.delete(channel));
    loading.set(channel, loaded);
    return loaded;
  }

  async function read(
    channel: string,
    rules: StreamRules,
    request: ReadRequest,
  ): Promise<ReadResult> {
    const log = await load(channel, rules);
    log.touchedAt = clock.elapsed();
    expireLog(log, rules, clock.elapsed());
    const kept = readLog(log, request);
    const { since, reverse, limit } = request;
    if (kept.isComplete || !since || reverse || !source?.since) return kept;
    if (since.epoch !== log.position.epoch || since.offset > log.position.offset) return kept;
    const older = await source.since(channel, since.offset, limit);
    return continueWith(log, since.offset, older, limit);
  }

  return {
    publish: (draft) => Promise.resolve(publish(draft)),
    read,
    removeHistory(channel) {
      const log = logs.get(channel);
      if (log) log.entries.length = 0;
      return Promise.resolve();
    },
    ...presence,
    size: () => logs.size,
  };
}

/** Joins publications from the owner's log with the newer ones that the hub keeps. */
function continueWith(
  log: StreamLog,
  offset: number,
  older: readonly Publication[],
  limit: number,
): ReadResult {
  const publications: Publication[] = [];
  let last = offset;
  for (const publication of [...older, ...log.entries.map((entry) => entry.publication)]) {
    if (publication.offset !== last + 1 || publications.length >= limit) continue;
    publications.push(publication);
    last += 1;
  }
  const isComplete = publications.length > 0 || last === log.position.offset;
  return { position: log.position, publications, isComplete };
}
