import type { Clock } from "../clock.ts";
import type { StreamRules } from "../hub-options.ts";
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
};

/** Streams in the memory of one process. Everything is delivered before `publish` returns. */
export function createMemoryBroker(options: MemoryBrokerOptions): Broker {
  const { events, clock, wheel } = options;
  const logs = new Map<string, StreamLog>();
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

  async function read(
    channel: string,
    rules: StreamRules,
    request: ReadRequest,
  ): Promise<ReadResult | undefined> {
    let log = logs.get(channel);
    if (!log && request.start === "ask") return undefined;
    const start = request.start === "ask" ? undefined : request.start;
    log ??= startLog(channel, rules, start ?? { offset: 0, epoch: options.createEpoch() });
    log.touchedAt = clock.elapsed();
    expireLog(log, rules, clock.elapsed());
    return readLog(log, request);
  }

  return {
    publish: (draft) => Promise.resolve(publish(draft)),
    read,
    removeHistory(channel) {
      const log = logs.get(channel);
      if (log) log.entries.length = 0;
      return Promise.resolve();
    },
    // All there is to hear and to tell is in this process.
    listen: () => Promise.resolve(),
    unlisten: () => {},
    spread: () => {},
    emulate: () => Promise.resolve(false),
    ...presence,
    size: () => logs.size,
  };
}
