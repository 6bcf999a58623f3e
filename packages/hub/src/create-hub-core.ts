import { randomUUID } from "node:crypto";
import { systemClock } from "./clock.ts";
import { createBroker } from "./create-broker.ts";
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
    onFirst: (channel) => core.broker.listen(channel),
    onLast: (channel) => core.broker.unlisten(channel),
    onGap: (subscription) => insufficientState(core, subscription),
  });
  const parts: Omit<HubCore, "broker"> = {
    options,
    limits,
    clock,
    wheel,
    random: options.random ?? Math.random,
    createId,
    streams,
    sessions: createSessionRegistry(),
    emulated: new Map(),
    node: createId(),
    counters: createCounters(),
    ping: new Packet((codec) => codec.ping),
    mark: flusher.mark,
    report: (error, context) => options.onError?.(error, context),
  };
  const core: HubCore = { ...parts, broker: createBroker(() => core, parts) };
  return core;
}
