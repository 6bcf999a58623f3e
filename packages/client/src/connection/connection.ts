import type { ChatError } from "@natter/contract/chat-error";
import type {
  OpenRealtime,
  RealtimeConnection,
  RealtimeListener,
  StreamFollower,
  Subscribed,
} from "../adapters/realtime/port.ts";
import { RealtimeRefused } from "../adapters/realtime/port.ts";
import { backoffMs } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import type { Timer } from "../adapters/clock.ts";
import type { Engine } from "../engine.ts";
import type { ConnectionStatus } from "../store/state.ts";
import { reviveDates } from "../wire/revive-dates.ts";
import { toRealtimeUrl } from "./realtime-url.ts";

export type ConnectionOptions = {
  readonly endpoint: string;
  readonly realtimeUrl: string | undefined;
  /** Asked for when a connection is wanted, so that it may be loaded only then. */
  readonly loadRealtime: () => Promise<OpenRealtime>;
  readonly webSocket: unknown;
};

export type ConnectionReactions = {
  onFeedSubscribed(how: Subscribed["continuity"]): void;
  onFeedPublication(data: unknown): void;
  onOnline(): void;
};

/** Keeps one realtime connection up and says in the store how it stands. */
export type Connection = {
  connect(): void;
  disconnect(): void;
  /** There may be a network again: tries now what waits for its next try. */
  hurry(): void;
  /** There is no network: a connection that still seems to be there is dropped, and tried for again. */
  lose(): void;
  /** No good token, or a client that is too old: ends all trying until `connect` is called again. */
  giveUp(as: "unauthorized" | "too-old", error: ChatError): void;
  /** Follows a stream through every reconnection, until the returned function is called. */
  follow(stream: string, follower: StreamFollower): () => void;
  /** Makes a call over the connection there is; null where there is none that carries calls. */
  rpc(method: string, data: unknown): Promise<unknown> | null;
  close(): void;
};

/** So long without a connection, and it is called offline instead of reconnecting. */
const offlineAfterMs = 10_000;

export function createConnection(
  engine: Engine,
  options: ConnectionOptions,
  reactions: ConnectionReactions,
): Connection {
  let wanted = false;
  let realtime: RealtimeConnection | null = null;
  let attempt = 0;
  let offlineTimer: Timer | null = null;
  let hurry: () => void = () => undefined;
  const follows = new Set<{ stream: string; follower: StreamFollower; stop: () => void }>();

  function setStatus(connection: ConnectionStatus, connectionError: ChatError | null = null): void {
    const before = engine.store.getState();
    if (before.connection === connection && before.connectionError === connectionError) return;
    engine.store.update((state) => ({ ...state, connection, connectionError }));
    if (before.connection === connection) return;
    engine.emit({ type: "connection.changed", status: connection, error: connectionError });
  }

  function expectOnline(status: "connecting" | "reconnecting"): void {
    if (engine.store.getState().connection !== "offline") setStatus(status);
    offlineTimer ??= engine.clock.after(offlineAfterMs, () => {
      offlineTimer = null;
      if (wanted) setStatus("offline");
    });
  }

  function stopExpecting(): void {
    offlineTimer?.cancel();
    offlineTimer = null;
  }

  async function getToken(): Promise<string> {
    try {
      return (await engine.api("realtime.token", {}, engine)).token;
    } catch (thrown) {
      throw refusedIfFinal(asChatError(thrown));
    }
  }

  async function open(): Promise<void> {
    const current = ++attempt;
    for (let tries = 1; wanted && current === attempt; tries += 1) {
      try {
        const [{ token, path }, openRealtime] = await Promise.all([
          engine.api("realtime.token", {}, engine),
          options.loadRealtime(),
        ]);
        if (!wanted || current !== attempt) return;
        const url = options.realtimeUrl ?? toRealtimeUrl(options.endpoint, path);
        const { webSocket } = options;
        realtime = openRealtime({ url, token, getToken, webSocket, listener: guarded() });
        for (const entry of follows) entry.stop = realtime.subscribe(entry.stream, entry.follower);
        realtime.connect();
        return;
      } catch (thrown) {
        if (engine.signal.aborted) return;
        const error = asChatError(thrown);
        if (isFinal(error)) return giveUp("unauthorized", error);
        if (!wanted) return;
        engine.log("debug", "No realtime token yet.", error);
        await new Promise<void>((resolve) => {
          hurry = resolve;
          engine.clock.after(backoffMs(tries, engine.random, error), resolve);
        });
      }
    }
  }

  function close(): void {
    attempt += 1;
    stopExpecting();
    realtime?.close();
    realtime = null;
  }

  function giveUp(as: "unauthorized" | "too-old", error: ChatError): void {
    if (!wanted) return;
    wanted = false;
    close();
    setStatus(as, error);
  }

  const listener: RealtimeListener = {
    onConnecting() {
      const { connection } = engine.store.getState();
      if (wanted) expectOnline(connection === "connecting" ? "connecting" : "reconnecting");
    },
    onConnected() {
      if (!wanted) return;
      stopExpecting();
      setStatus("online");
      reactions.onOnline();
    },
    onDisconnected({ reason, unauthorized }) {
      engine.log("warn", "The realtime server ended the connection.", reason);
      realtime?.close();
      realtime = null;
      if (!wanted) return;
      expectOnline("reconnecting");
      // A refused realtime token: the next one is asked of the API, which knows whether the user is still welcome.
      engine.clock.after(unauthorized ? 1_000 : backoffMs(6, engine.random), () => {
        if (wanted && realtime === null) void open();
      });
    },
    onFeedSubscribed: ({ continuity }) => reactions.onFeedSubscribed(continuity),
    onFeedPublication: (data) => reactions.onFeedPublication(reviveDates(data)),
  };

  /** What throws in here must not break the vendor's own work: it is a bug, and said. */
  function guarded(): RealtimeListener {
    return guard(listener, engine);
  }

  return {
    connect() {
      if (wanted || engine.signal.aborted) return;
      wanted = true;
      expectOnline("connecting");
      if (realtime === null) void open();
      else realtime.connect();
    },
    disconnect() {
      if (!wanted) return;
      wanted = false;
      attempt += 1;
      stopExpecting();
      realtime?.disconnect();
      setStatus("idle");
    },
    hurry() {
      hurry();
      realtime?.hurry?.();
    },
    lose: () => realtime?.lose?.(),
    giveUp,
    follow(stream, follower) {
      const safe = guard(follower, engine);
      const entry = { stream, follower: safe, stop: () => undefined as void };
      follows.add(entry);
      if (realtime !== null) entry.stop = realtime.subscribe(stream, safe);
      return () => {
        follows.delete(entry);
        entry.stop();
      };
    },
    rpc(method, data) {
      const isUp = engine.store.getState().connection === "online";
      return isUp ? (realtime?.rpc?.(method, data) ?? null) : null;
    },
    close() {
      wanted = false;
      follows.clear();
      close();
      setStatus("idle");
    },
  };
}

function isFinal(error: ChatError): boolean {
  return !error.retry && (error.status === 401 || error.status === 403);
}

/** The error as the realtime port wants it: a final refusal ends the asking. */
export function refusedIfFinal(error: ChatError): Error {
  return error.retry ? error : new RealtimeRefused(error.message);
}

function guard<Callbacks extends object>(callbacks: Callbacks, engine: Engine): Callbacks {
  return new Proxy(callbacks, {
    get(target, name, receiver) {
      const callback: unknown = Reflect.get(target, name, receiver);
      if (typeof callback !== "function" || name === "getToken") return callback;
      return (...input: unknown[]) => {
        try {
          callback(...input);
        } catch (error) {
          engine.log("warn", "A realtime message could not be taken in.", error);
        }
      };
    },
  });
}
