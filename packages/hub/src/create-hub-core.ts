import { randomUUID } from "node:crypto";
import { createMemoryBroker } from "./broker/memory-broker.ts";
import { systemClock } from "./clock.ts";
import { createFlusher } from "./flusher.ts";
import type { HubCore } from "./hub-core.ts";
import type { HubOptions } from "./hub-options.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { createLiveStreams, type LiveStreams } from "./live-streams.ts";
import { createCounters } from "./metrics.ts";
import { Packet } from "./packet.ts";
import { createSessionRegistry } from "./session-registry.ts";
import { insufficientState } from "./subscribing.ts";
import { createTimerWheel } from "./timer-wheel.ts";

/** Puts the parts of a hub together. Throws when limits contradict each other. */
export function createHubCore(options: HubOptions): HubCore {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  if (limits.pongMs >= limits.pingMs) throw new Error("limits.pongMs must be below limits.pingMs");
  const clock = options.clock ?? systemClock;
  const wheel = createTimerWheel(clock);
  const createId = options.createId ?? randomUUID;
  const flusher = createFlusher(limits.flushSlice);
  const streams: LiveStreams = createLiveStreams({
    rules: options.stream,
    onGap: (subscription) => insufficientState(core, subscription),
  });
  const broker = createMemoryBroker({
    events: streams,
    clock,
    wheel,
    createEpoch: () => createId().slice(0, 8),
    idempotencyMs: limits.idempotencyMs,
    source: options.position,
  });
  const core: HubCore = {
    options,
    limits,
    clock,
    wheel,
    random: options.random ?? Math.random,
    createId,
    broker,
    streams,
    sessions: createSessionRegistry(),
    emulated: new Map(),
    node: createId(),
    counters: createCounters(),
    ping: new Packet((codec) => codec.ping),
    mark: flusher.mark,
    report: (error, context) => options.onError?.(error, context),
  };
  return core;
}
