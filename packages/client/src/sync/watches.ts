import type { ChatError } from "@natter/contract/chat-error";
import type { StreamFollower, Subscribed } from "../adapters/realtime/port.ts";
import { RealtimeRefused } from "../adapters/realtime/port.ts";
import { backoffMs, withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { emptyChannelState } from "../channels/empty-channel-state.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import { refusedIfFinal, type Connection } from "../connection/connection.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { emptyWindow } from "../messages/empty-window.ts";
import { installPage } from "../messages/install-page.ts";
import { changeChannel, changeKnownChannel, removeChannels } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel, usersOfMessages } from "../users/seen-users.ts";
import type { ChannelLines } from "./channel-lines.ts";

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
  /** Asks anew which streams carry the channel: its mode or the viewer's membership changed. */
  renewStreams(cid: string): Promise<void>;
  closeAll(): void;
};

type StreamName = "signals" | "durable";
type Watch = {
  count: number;
  opening: Promise<void> | null;
  refetching: Promise<void> | null;
  /** How often streams ended since one was subscribed to. */
  ended: number;
  streams: Map<StreamName, { name: string; stop: () => void; subscribed: Promise<void> }>;
};

/** So long a channel waits for its streams before it fetches without them. */
const streamWaitMs = 3_000;

export function createWatches(doors: WatchDoors): Watches {
  const { engine, lines } = doors;
  const watches = new Map<string, Watch>();

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
    if (engine.signal.aborted) return;
    const error = asChatError(thrown);
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => toFailed(entry, error)),
    );
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
    const run = fetchAnew(doors, cid).finally(() => {
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

  function stop(watch: Watch): void {
    for (const stream of watch.streams.values()) stream.stop();
    watch.streams.clear();
  }

  return {
    watch(cid) {
      let watch = watches.get(cid);
      if (watch === undefined) {
        watch = { count: 0, opening: null, refetching: null, ended: 0, streams: new Map() };
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
    async resync(cid) {
      const watch = watches.get(cid);
      if (watch === undefined) return;
      if (watch.opening === null) {
        watch.opening = open(cid, watch);
        await watch.opening.catch(() => (watch.opening = null));
      } else {
        await watch.opening.then(
          () => reopen(cid, watch),
          () => undefined, // said in the store by whoever opened
        );
      }
    },
    renewStreams,
    closeAll() {
      for (const watch of watches.values()) stop(watch);
      watches.clear();
    },
  };
}

/** The channel and its newest messages in place of what is loaded; live events wait until they are in. */
async function fetchAnew(doors: WatchDoors, cid: string): Promise<void> {
  const { engine, lines } = doors;
  const release = lines.hold(cid);
  try {
    const params = { cid };
    const [{ channel }, page] = await Promise.all([
      withRetries(engine, 4, () => engine.api("channels.get", { params }, engine)),
      withRetries(engine, 4, () => engine.api("messages.list", { params }, engine)),
    ]);
    const viewerId = viewerIdOf(engine);
    const seen = [...usersOfMessages(page.items), ...usersOfChannel(channel)];
    engine.store.update((state) => {
      const next = changeChannel(state, cid, (entry) => {
        const merged = mergeChannel({ ...entry, applied: null }, channel, viewerId);
        const installed = installPage(merged, page, "newest", [], viewerId);
        // The line goes on from the lower of both positions: what one of them holds already is passed over.
        const from = Math.min(page.position.eventSeq, channel.position.eventSeq);
        return { ...installed, applied: { epoch: channel.position.epoch, eventSeq: from } };
      });
      return applyUsers(next, seen);
    });
  } finally {
    release();
  }
  doors.fetchSoonIfStale(cid);
}

/** The first token comes with the streams' names; each later one is asked for. */
function createStreamTokens(
  engine: Engine,
  cid: string,
  kind: StreamName,
  first: string,
): () => Promise<string> {
  let unused: string | null = first;
  return async () => {
    if (unused !== null) {
      const token = unused;
      unused = null;
      return token;
    }
    try {
      const answer = await engine.api("realtime.subscribe", { body: { cid } }, engine);
      const stream = answer[kind];
      if (stream === null) throw new RealtimeRefused("This stream does not carry the channel now.");
      return stream.token;
    } catch (thrown) {
      if (thrown instanceof RealtimeRefused) throw thrown;
      const error = asChatError(thrown);
      throw error.code === "channel.not_found"
        ? new RealtimeRefused(error.message)
        : refusedIfFinal(error);
    }
  };
}

/** Whether a channel's events come on the viewer's own feed, opened or not. */
function isFedByUser({ channel }: ChannelState): boolean {
  return channel !== null && channel.mode === "feed" && channel.membership !== null;
}

function wait(engine: Engine, ms: number): Promise<void> {
  return new Promise((resolve) => void engine.clock.after(ms, resolve));
}

function toLoading(entry: ChannelState): ChannelState {
  if (entry.window.status === "ready") return entry;
  return { ...entry, window: { ...entry.window, status: "loading", error: null } };
}

/** A refusal takes what was loaded away: the viewer may not see it any more. Otherwise it stays shown. */
function toFailed(entry: ChannelState, error: ChatError): ChannelState {
  if (error.retry && entry.window.status === "ready") return entry;
  const refused = error.status === 403 || error.status === 404;
  return {
    ...(refused ? { ...emptyChannelState(entry.cid), outbox: entry.outbox } : entry),
    window: { ...(refused ? emptyWindow : entry.window), status: "error", error },
  };
}

/** How many messages of a channel nobody watches are kept for the next time. */
const keptMessages = 100;

/** What only a watched channel knows is forgotten with the watch; of its messages the newest are kept. */
function toUnwatched(entry: ChannelState): ChannelState {
  const { window } = entry;
  const idle = { ...entry, typing: [], online: null, onlineCount: 0 };
  if (window.status !== "ready" || window.hasNewer) {
    return { ...idle, window: emptyWindow, applied: entry.channel?.position ?? null };
  }
  if (window.confirmed.length <= keptMessages) return idle;
  const confirmed = window.confirmed.slice(-keptMessages);
  return { ...idle, window: { ...window, confirmed, hasOlder: true } };
}
