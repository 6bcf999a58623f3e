import { monitorEventLoopDelay } from "node:perf_hooks";
import type { HubCore } from "./hub-core.ts";

/** What the hub counts as it works; totals since it was made. */
export type Counters = {
  connections: number;
  refusedConnections: number;
  commands: number;
  publications: number;
  /** Messages handed to sockets: replies, pushes, pings. */
  messages: number;
  bytes: number;
  writes: number;
  slowClosed: number;
  /** By code. */
  disconnects: Map<number, number>;
};

export type HubMetrics = {
  readonly sessions: number;
  readonly users: number;
  readonly subscriptions: number;
  /** Streams with a subscriber in this process. */
  readonly streams: number;
  /** Streams whose position is remembered. */
  readonly positions: number;
  readonly timers: number;
  /** Bytes that wait for clients now. */
  readonly queueBytes: number;
  readonly connectionsTotal: number;
  readonly refusedConnectionsTotal: number;
  readonly commandsTotal: number;
  readonly publicationsTotal: number;
  readonly messagesTotal: number;
  readonly bytesTotal: number;
  readonly writesTotal: number;
  readonly slowClosedTotal: number;
  readonly disconnectsTotal: Readonly<Record<string, number>>;
  /** Delay of the event loop since the last call, in milliseconds. */
  readonly eventLoopLagMs: { readonly p50: number; readonly p99: number; readonly max: number };
};

export function createCounters(): Counters {
  return {
    connections: 0,
    refusedConnections: 0,
    commands: 0,
    publications: 0,
    messages: 0,
    bytes: 0,
    writes: 0,
    slowClosed: 0,
    disconnects: new Map(),
  };
}

/** Watches the event loop until it is stopped; `read` gives every figure of the hub. */
export function createMetricsReader(core: HubCore): { read(): HubMetrics; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();

  function read(): HubMetrics {
    const { counters, streams, sessions } = core;
    const milliseconds = (nanoseconds: number): number =>
      Math.max(0, (nanoseconds || 0) / 1e6 - 10);
    const eventLoopLagMs = {
      p50: milliseconds(delay.percentile(50)),
      p99: milliseconds(delay.percentile(99)),
      max: milliseconds(delay.max),
    };
    delay.reset();
    let queueBytes = 0;
    for (const session of sessions.all()) queueBytes += session.queueBytes;
    return {
      sessions: sessions.size,
      users: sessions.users,
      subscriptions: streams.subscriptions,
      streams: streams.size,
      positions: core.broker.size(),
      timers: core.wheel.size(),
      queueBytes,
      connectionsTotal: counters.connections,
      refusedConnectionsTotal: counters.refusedConnections,
      commandsTotal: counters.commands,
      publicationsTotal: counters.publications,
      messagesTotal: counters.messages,
      bytesTotal: counters.bytes,
      writesTotal: counters.writes,
      slowClosedTotal: counters.slowClosed,
      disconnectsTotal: Object.fromEntries(counters.disconnects),
      eventLoopLagMs,
    };
  }

  return { read, stop: () => void delay.disable() };
}
