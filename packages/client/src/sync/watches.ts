import type { StreamFollower, Subscribed } from "../adapters/realtime/port.ts";
import { backoffMs, withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import type { Connection } from "../connection/connection.ts";
import type { Engine } from "../engine.ts";
import { changeChannel, changeKnownChannel, removeChannels } from "../store/change-channel.ts";
import type { ChannelLines } from "./channel-lines.ts";
import { createFetchAnew } from "./fetch-anew.ts";
import { createStreamTokens, type StreamName } from "./stream-tokens.ts";
import { isFedByUser, toFailed, toLoading, toUnwatched } from "./watch-states.ts";

export type WatchDoors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly connection: Connection;
  readonly loadMe: () => Promise<void>;
  readonly onSignal: (cid: string, data: unknown) => void;
  readonly onSnapshot: (cid: string, data: unknown) => void;
  readonly fetchChannel: (cid: string) => Promise<void>;
  readonly fetchSoonIfStale: (cid: string) => void;
  /** A watched channel has its messages. */
  readonly onOpened: (cid: string) => void;
  /** Everything of a watched channel was put in place of what was there: its line may have gone on unheard. */
  readonly onReplaced: (cid: string) => void;
};

/** Which channels are open, and what it takes to keep each of them live. */
export type Watches = {
  watch(cid: string): Promise<void>;
  unwatch(cid: string): void;
  isWatched(cid: string): boolean;
  watched(): readonly string[];
  /** Fetches the channel and its newest messages anew, in place of what is loaded. */
  refetch(cid: string): Promise<void>;
  /** Brings a watched channel up to date after a loss. */
  resync(cid: string): Promise<void>;
  /** Opens a watched channel again that could not be opened. */
  retry(cid: string): Promise<void>;
  /**
   * Brings a watched channel up to date if its mode or the viewer's membership asks for other streams than it has,
   * or if its messages were dropped because its line began anew.
   */
  check(cid: string): void;
  closeAll(): void;
};

type Watch = {
  count: number;
  opening: Promise<void> | null;
  refetching: Promise<void> | null;
  resyncing: Promise<void> | null;
  /** How often streams ended since one was subscribed to. */
  ended: number;
  streams: Map<StreamName, { name: string; stop: () => void; subscribed: Promise<void> }>;
};

/** So long a channel waits for its streams before it fetches without them. */
const streamWaitMs = 3_000;
/** A channel that could not be opened is tried again by itself after up to 20 s. */
const triesBeforeRest = 6;

export function createWatches(doors: WatchDoors): Watches {
  const { engine, lines } = doors;
  const watches = new Map<string, Watch>();
  const fetchAnew = createFetchAnew(doors);

  async function open(cid: string, watch: Watch): Promise<void> {
    engine.store.update((state) => changeChannel(state, cid, toLoading));
    try {
      await doors.loadMe();
      await bringUpToDate(cid, watch);
    } catch (thrown) {
      noteFailure(cid, thrown);
      throw asChatError(thrown);
    }
  }

  /** Streams first, then what they do not bring: so that nothing falls between. */
  async function bringUpToDate(cid: string, watch: Watch): Promise<void> {
    await renewStreams(cid);
    if (watches.get(cid) !== watch) return;
    const entry = engine.store.getState().channels[cid];
    if (entry?.window.status !== "ready" || entry.applied === null) {
      await refetch(cid);
    } else {
      // Of a channel that is followed only while it is open, what is unread was an estimate.
      if (!isFedByUser(entry)) await doors.fetchChannel(cid);
      await lines.catchUp(cid);
    }
    doors.onOpened(cid);
  }

  function noteFailure(cid: string, thrown: unknown): void {
    if (engine.signal.aborted || !watches.has(cid)) return;
    const error = asChatError(thrown);
    engine.store.update((state) => changeChannel(state, cid, (entry) => toFailed(entry, error)));
    if (error.retry) {
      // Also where cached messages are shown: its streams are not followed yet.
      engine.clock.after(backoffMs(triesBeforeRest, engine.random, error), () => void resync(cid));
    }
  }

  async function retry(cid: string): Promise<void> {
    const status = engine.store.getState().channels[cid]?.window.status;
    if (status === "error") await resync(cid);
  }

  async function reopen(cid: string, watch: Watch): Promise<void> {
    try {
      await bringUpToDate(cid, watch);
    } catch (thrown) {
      noteFailure(cid, thrown);
    }
  }

  function refetch(cid: string): Promise<void> {
    const watch = watches.get(cid);
    if (watch?.refetching) return watch.refetching;
    const run = fetchAnew(cid)
      .then(() => doors.onReplaced(cid))
      .finally(() => {
        if (watch) watch.refetching = null;
      });
    if (watch) watch.refetching = run;
    return run;
  }

  async function renewStreams(cid: string): Promise<void> {
    const watch = watches.get(cid);
    if (watch === undefined) return;
    const answer = await withRetries(engine, 4, () =>
      engine.api("realtime.subscribe", { body: { cid } }, engine),
    );
    if (watches.get(cid) !== watch) return;
    follow(cid, watch, "signals", answer.signals);
    follow(cid, watch, "durable", answer.durable);
    const { connection } = engine.store.getState();
    if (connection !== "online") return;
    const subscribed = [...watch.streams.values()].map((stream) => stream.subscribed);
    await Promise.race([Promise.all(subscribed), wait(engine, streamWaitMs)]);
  }

  function follow(
    cid: string,
    watch: Watch,
    kind: StreamName,
    stream: { channel: string; token: string } | null,
  ): void {
    const known = watch.streams.get(kind);
    if (known?.name === stream?.channel) return;
    known?.stop();
    watch.streams.delete(kind);
    if (stream === null) return;
    let settle: () => void = () => undefined;
    const subscribed = new Promise<void>((resolve) => (settle = resolve));
    const follower: StreamFollower = {
      getToken: createStreamTokens(engine, cid, kind, stream.token),
      onSubscribed(how) {
        settle();
        watch.ended = 0;
        onSubscribed(cid, kind, how);
      },
      onPublication: (data) => doors.onSignal(cid, data),
      onEnded(reason) {
        settle();
        engine.log("warn", `The ${kind} stream of a channel ended.`, reason);
        if (watch.streams.get(kind)?.name !== stream.channel) return;
        watch.streams.get(kind)?.stop();
        watch.streams.delete(kind);
        renewSoon(cid, watch);
      },
    };
    const unfollow = doors.connection.follow(stream.channel, follower);
    watch.streams.set(kind, { name: stream.channel, stop: unfollow, subscribed });
  }

  /** A stream ended by the server: another one carries the channel now, or the viewer may not read it any more. */
  function renewSoon(cid: string, watch: Watch): void {
    watch.ended += 1;
    engine.clock.after(backoffMs(watch.ended, engine.random), () => {
      if (watches.get(cid) === watch) void reopen(cid, watch);
    });
  }

  function onSubscribed(cid: string, kind: StreamName, how: Subscribed): void {
    if (kind === "signals") return doors.onSnapshot(cid, how.data);
    const isLoaded = engine.store.getState().channels[cid]?.window.status === "ready";
    if (how.continuity !== "recovered" && isLoaded) void lines.catchUp(cid);
  }

  /** One at a time: what it fetches may itself ask for it. */
  function resync(cid: string): Promise<void> {
    const watch = watches.get(cid);
    if (watch === undefined) return Promise.resolve();
    watch.resyncing ??= resyncOnce(cid, watch).finally(() => (watch.resyncing = null));
    return watch.resyncing;
  }

  async function resyncOnce(cid: string, watch: Watch): Promise<void> {
    if (watch.opening === null) {
      watch.opening = open(cid, watch);
      await watch.opening.catch(() => (watch.opening = null));
    } else {
      await watch.opening.then(
        () => reopen(cid, watch),
        () => undefined, // said in the store by whoever opened
      );
    }
  }

  function stop(watch: Watch): void {
    for (const stream of watch.streams.values()) stream.stop();
    watch.streams.clear();
  }

  return {
    watch(cid) {
      let watch = watches.get(cid);
      if (watch === undefined) {
        watch = newWatch();
        watches.set(cid, watch);
      }
      watch.count += 1;
      const opened = watch;
      opened.opening ??= open(cid, opened).catch((error: unknown) => {
        opened.opening = null; // the next watch, or the next connection, tries again
        throw error;
      });
      return opened.opening;
    },
    unwatch(cid) {
      const watch = watches.get(cid);
      if (watch === undefined) return;
      watch.count -= 1;
      if (watch.count > 0) return;
      watches.delete(cid);
      stop(watch);
      engine.store.update((state) =>
        state.channels[cid]?.channel === null
          ? removeChannels(state, [cid])
          : changeKnownChannel(state, cid, toUnwatched),
      );
    },
    isWatched: (cid) => watches.has(cid),
    watched: () => [...watches.keys()],
    refetch,
    resync,
    retry,
    check(cid) {
      const watch = watches.get(cid);
      const entry = engine.store.getState().channels[cid];
      // While it is being opened its streams are asked for anyway.
      if (!watch || watch.streams.size === 0 || !entry?.channel) return;
      const isElsewhere = watch.streams.has("durable") === isFedByUser(entry);
      if (isElsewhere || entry.window.status === "idle") void resync(cid);
    },
    closeAll() {
      for (const watch of watches.values()) stop(watch);
      watches.clear();
    },
  };
}

function newWatch(): Watch {
  const nothing = { opening: null, refetching: null, resyncing: null };
  return { ...nothing, count: 0, ended: 0, streams: new Map() };
}

function wait(engine: Engine, ms: number): Promise<void> {
  return new Promise((resolve) => void engine.clock.after(ms, resolve));
}
