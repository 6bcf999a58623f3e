import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { oldestLevel, type AppId } from "@natter/contract";
import { defaultLimits, type Limits } from "@natter/contract/limits";
import type { Hono } from "hono";
import type { Logger } from "pino";
import { sqlState, uniqueViolation, type Database } from "./adapters/database/port.ts";
import type { LanguageModel } from "./adapters/language-model/port.ts";
import { alone } from "./adapters/processes/alone.ts";
import type { Processes } from "./adapters/processes/port.ts";
import type { Gate, Realtime } from "./adapters/realtime/port.ts";
import type { WebFetch } from "./adapters/web-fetch/port.ts";
import { newUuid, systemNow } from "./core/clock.ts";
import type { Engine } from "./core/engine.ts";
import { wireEvent, type CommittedEvent } from "./core/event-log.ts";
import type { Feature } from "./core/feature.ts";
import { readFirstPending, readLeftBehind, removePending } from "./core/outbox-rows.ts";
import { createRelay, type PublishedEvent } from "./core/relay.ts";
import { openSecrets } from "./core/secrets.ts";
import { shareRelay } from "./core/share-relay.ts";
import { transact } from "./core/transact.ts";
import type { ViewEvents } from "./core/view-events.ts";
import { createAppStates, createLimitsOf } from "./features/apps/public.ts";
import { createFeatures } from "./features/create-features.ts";
import type { EventPruner } from "./features/events/public.ts";
import type { TimerRunner } from "./features/timers/public.ts";
import { createApp, type PeerOf } from "./http/app.ts";
import { createAuthenticator } from "./http/authenticate.ts";
import { createDispatch } from "./http/dispatch.ts";
import { createMetrics } from "./http/metrics.ts";
import { createRateLimiter } from "./http/rate-limit.ts";
import { createSocketCalls } from "./http/socket-calls.ts";

/** The doors and settings of a server. What is absent has its usual value. */
export type ChatServerOptions = {
  readonly database: Database;
  readonly openRealtime: (gate: Gate) => Realtime;
  /** Signs and seals what this instance issues. */
  readonly secret: string;
  readonly log: Logger;
  /** Opens the platform's own routes to whoever holds it. */
  readonly adminKey?: string;
  /** Whether demo users may be signed in from this machine. */
  readonly demo?: boolean;
  /** Whether tokens are given to whoever asks, and addresses of this machine may be fetched: never for real people. */
  readonly development?: boolean;
  /** Fetches the key sets that apps name; without it their tokens are refused. */
  readonly webFetch?: WebFetch;
  /** Judges writing for apps that have such rules; without it those rules fail as each app wants it. */
  readonly languageModel?: LanguageModel;
  readonly limits?: Partial<Limits>;
  /** False lifts all rate limits: for measuring, never for a server that others reach. */
  readonly rateLimits?: boolean;
  /** How often the outbox is swept for what a crash left behind; each second when not said. */
  readonly sweepEveryMs?: number;
  /** The oldest contract level whose clients are served; older ones are told that they are too old. */
  readonly oldestLevel?: number;
  readonly now?: () => Date;
  readonly newId?: () => string;
  readonly peer?: PeerOf;
  /** The processes that share the port with this one; this one alone when not said. */
  readonly processes?: Processes;
};

export type ChatServer = {
  readonly engine: Engine;
  /** What is due at a time: looked for every second, or at once by `run`. */
  readonly timers: TimerRunner;
  /** Forgets events older than the log keeps them: step by step by itself, or all at once by `run`. */
  readonly eventPruner: EventPruner;
  /** The HTTP API; `http.request(path, init)` calls it without a port. */
  readonly http: Hono;
  /** Serves realtime connections on a server that also serves `http`. */
  attach(server: Server): void;
  /** Serves realtime over plain HTTP; false for a request that is for `http`. */
  handleRealtime(request: IncomingMessage, response: ServerResponse): boolean;
  /** Publishes what an earlier process left behind and begins to relay. */
  start(): Promise<void>;
  /**
   * Says that it ends to whoever asks `/readyz`, and over so many seconds tells each session to come back later. What comes in
   * over HTTP is served on.
   */
  leave(seconds?: number): Promise<void>;
  /** Lets what is under way finish, and closes every session. The database stays open. */
  stop(): Promise<void>;
};

/** Puts the engine together: doors in, a server out. Read this first. */
export async function createChatServer(options: ChatServerOptions): Promise<ChatServer> {
  const { database, log } = options;
  const now = options.now ?? systemNow;
  const secrets = await openSecrets(options.secret);
  // The rooms, the relay and the realtime door know each other; each reaches the others through the engine, late.
  const late = { engine: (): Engine => engine };

  const processes = options.processes ?? alone;
  const states = createAppStates(late.engine, processes);
  const { adminKey, webFetch } = options;
  const shown = { adminKey, processes, states, webFetch };
  const authenticator = createAuthenticator(late.engine, shown);
  const limits = { ...defaultLimits, ...options.limits };
  const limitsOf = createLimitsOf(states, limits);
  const parts = createFeatures({
    usualLimits: limits,
    engine: late.engine,
    authenticator,
    processes,
    languageModel: options.languageModel ?? null,
    dispatch: (...call) => dispatch(...call),
    demo: options.demo ?? false,
    development: options.development ?? false,
  });
  const { viewEvents } = parts;
  const dispatch = createDispatch(parts.features);
  const rateLimits = options.rateLimits ?? true;
  const rateLimiter = rateLimits ? createRateLimiter(limitsOf, now, processes) : null;

  const calls = createSocketCalls({ engine: late.engine, dispatch, rateLimiter });
  const realtime = options.openRealtime(parts.openGate(calls));
  const relay = shareRelay(processes, () =>
    createRelay({
      database,
      log,
      view: (events) => viewAll(engine, viewEvents, events),
      publish: parts.publish,
      settle: (appId, events) => settle(engine, { features: parts.features, appId, events }),
      leftBehind: (olderThanMs) => readLeftBehind(database, olderThanMs),
      firstPending: (appId, stream) => readFirstPending(database, appId, stream),
      sweepEveryMs: options.sweepEveryMs ?? 1_000,
    }),
  );
  const engine: Engine = {
    database,
    realtime,
    relay,
    presence: parts.presence,
    screen: parts.screen,
    limits,
    limitsOf,
    secrets,
    log,
    now,
    newId: options.newId ?? newUuid,
  };
  const metrics = createMetrics(relay, realtime, processes);
  const http = createApp({
    engine,
    dispatch,
    authenticator,
    rateLimiter,
    metrics,
    oldestLevel: options.oldestLevel ?? oldestLevel,
    peer: options.peer ?? unknownPeer,
    isLeaving: () => leaving !== undefined,
  });
  let leaving: Promise<unknown> | undefined;
  const leave = (seconds = 0) =>
    (leaving ??=
      seconds > 0
        ? Promise.all([realtime.close({ graceMs: seconds * 1_000 }), pause(seconds * 1_000)])
        : realtime.close());

  return {
    engine,
    timers: parts.timers,
    eventPruner: parts.eventPruner,
    http,
    attach: (server) => realtime.attach(server),
    handleRealtime: (request, response) => realtime.handle(request, response),
    async start() {
      await relay.start();
      parts.start();
    },
    async leave(seconds) {
      await leave(seconds);
    },
    async stop() {
      await parts.stop();
      await relay.stop();
      await leave();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

const unknownPeer: PeerOf = () => ({ address: "unknown", secure: false });

/** An action that had its payload at hand gave it along; the others are built here, in one transaction. */
async function viewAll(engine: Engine, viewEvents: ViewEvents, events: readonly CommittedEvent[]) {
  const bare = events.filter((event) => !event.payload);
  const appId = bare[0]?.appId;
  const built =
    appId === undefined ? [] : await transact(engine, appId, (tx) => viewEvents(tx, bare, null));
  const payloads = new Map(bare.map((event, index) => [event, built[index]]));
  return events.map((event) => wireEvent(event, event.payload ?? payloads.get(event) ?? {}));
}

type Settling = { features: readonly Feature[]; appId: AppId; events: readonly PublishedEvent[] };

async function settle(engine: Engine, settling: Settling): Promise<void> {
  try {
    await settleOnce(engine, settling, false);
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    await settleOnce(engine, settling, true);
  }
}

async function settleOnce(
  engine: Engine,
  { features, appId, events }: Settling,
  isRepeat: boolean,
): Promise<void> {
  await transact(engine, appId, async (tx) => {
    // What is lost with a crash is done again, since the outbox rows come back with it: no need to wait for the disk.
    await tx.connection.query({ text: "set local synchronous_commit = off" }, []);
    for (const feature of features) await feature.project?.(tx, events, { isRepeat });
    await removePending(tx, events);
  });
}
