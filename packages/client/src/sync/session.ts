import { createChannelFetcher } from "../channels/fetch-channel.ts";
import type { ChannelParts } from "../channels/create-channel-handle.ts";
import {
  createConnection,
  type Connection,
  type ConnectionOptions,
} from "../connection/connection.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { createMemberActions } from "../members/member-actions.ts";
import { createMessageActions } from "../messages/message-actions.ts";
import { createWindowMover } from "../messages/move-window.ts";
import { trimWindow } from "../messages/trim-window.ts";
import { createWindowActions } from "../messages/window-actions.ts";
import type { Operation } from "../outbox/operation.ts";
import { operationKinds } from "../outbox/operation-kinds.ts";
import { createOutbox } from "../outbox/outbox.ts";
import { createPresenceActions } from "../presence/presence-actions.ts";
import { createReadStateActions, isOfAnother } from "../read-state/read-state-actions.ts";
import { createSpaceFetcher } from "../spaces/fetch-space.ts";
import { changeChannel, changeKnownChannel, removeChannels } from "../store/change-channel.ts";
import type { ChannelState, ConnectionStatus } from "../store/state.ts";
import { createThreads } from "../threads/thread-actions.ts";
import { createThreadLists, type ThreadLists } from "../threads/thread-list-actions.ts";
import { createTypingActions } from "../typing/typing-actions.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfEvent } from "../users/seen-users.ts";
import { reviveDates } from "../wire/revive-dates.ts";
import type {
  ChannelEvent,
  Message,
  Signal,
  SignalsSnapshot,
  UserEvent,
} from "../wire/entities.ts";
import { applySignal, applySnapshot } from "./apply-signal.ts";
import { catchUp } from "./catch-up.ts";
import { createChannelLines, type ChannelLines } from "./channel-lines.ts";
import { createLostHints } from "./lost-hints.ts";
import { receivePublication } from "./receive-publication.ts";
import { createResync, dropWindow, type Resync } from "./resync.ts";
import { createUserFeed } from "./user-feed.ts";
import { createWatches } from "./watches.ts";

/** A signed-in user's live state: the connection, what it brings, and how what was missed is made up for. */
export type Session = {
  readonly connection: Connection;
  readonly lines: ChannelLines;
  readonly resync: Resync;
  readonly parts: ChannelParts;
  readonly threadLists: ThreadLists;
  /** Goes on with operations of an earlier run. */
  takeUp(operations: readonly Operation[]): void;
  connect(): void;
  /** There may be a network again. */
  hurry(): void;
  /** The page may be gone any moment. */
  leave(): void;
  dispose(): void;
};

/** So long the lists wait for the realtime connection; without it they are fetched all the same. */
const realtimeWaitMs = 3_000;
/** So often it is looked whether something was missed; without an open channel, each fifth time. */
const lookEveryMs = 25_000;
const lookSeldom = 5;

/** What a session asks of the storage; both are null where there is none. */
export type SessionStorage = {
  /** Resolves when what was stored is in the state. */
  readonly restored: () => Promise<void> | null;
  /** Resolves when every operation is stored. */
  readonly operationsStored: () => Promise<void> | null;
};

export function createSession(
  engine: Engine,
  options: ConnectionOptions,
  storage: SessionStorage,
): Session {
  const connection: Connection = createConnection(engine, options, {
    onFeedSubscribed(continuity) {
      if (continuity === "recovered") hints.askSoon();
      else void startAnew();
    },
    onFeedPublication: (data) => receive(data, null),
    onOnline: () => outbox.kick(),
  });
  const fetcher = createChannelFetcher(engine, {
    onFetched(cid) {
      lines.drain(cid);
      watches.check(cid);
      fetchSoonIfStale(cid);
    },
    onGone: forget,
  });
  const lines = createChannelLines(engine, {
    onApplied: afterEvent,
    onUnknown(cid) {
      if (!resync.running) fetcher.fetchSoon(cid);
    },
    onLost: (cid) => void fetchAnew(cid),
    onGone: forget,
  });
  const feed = createUserFeed(engine, {
    onApplied: afterUserEvent,
    onLost: () => void startAnew(),
  });
  const afterCatchUp = {
    isWatched: (cid: string) => watches.isWatched(cid),
    onGone: forget,
    onLost: (cid: string) => void fetchAnew(cid),
    onListed: afterListed,
  };
  const resync = createResync(engine, {
    restored: storage.restored,
    catchUp: () => catchUp({ engine, lines, feed, ...afterCatchUp }),
    isWatched: (cid) => watches.isWatched(cid),
    onListed: afterListed,
  });
  const outbox = createOutbox({
    engine,
    kinds: operationKinds,
    loadMe: resync.loadMe,
    restored: storage.restored,
    stored: storage.operationsStored,
    onSettled: afterOperation,
    onRefused: afterOperation,
  });
  const presence = createPresenceActions(engine);
  const members = createMemberActions(engine);
  const spaces = createSpaceFetcher(engine, resync.loadInSpace);
  const readState = createReadStateActions({ engine, outbox });
  const typing = createTypingActions(engine);
  const watches = createWatches({
    engine,
    lines,
    connection,
    loadMe: resync.loadMe,
    fetchChannel: fetcher.fetch,
    fetchSoonIfStale,
    onSignal: (cid, data) => receive(reviveDates(data), cid),
    onSnapshot: takeSnapshot,
    onOpened(cid) {
      noteArrived(engine.store.getState().channels[cid]?.window.confirmed ?? []);
      hints.askOfChannel(cid);
    },
    onReplaced(cid) {
      threads.reload(cid);
      threadLists.noteChanged();
    },
  });
  const mover = createWindowMover({ engine, lines, noteArrived, refetch: watches.refetch });
  const threadLists = createThreadLists(engine);
  const hints = createLostHints({
    ...{ engine, resync, watches, presence, members, readState, threadLists },
  });
  const threads = createThreads({
    ...{ engine, outbox, mover, watches },
    onSending: (cid) => typing.stopTyping(cid),
  });
  let loaded = false;
  let isLooking = false;

  /** Everything anew, after a loss: the lists, then each open channel. */
  async function startAnew(): Promise<void> {
    loaded = true;
    const release = feed.hold();
    try {
      await resync.run();
    } finally {
      release();
    }
    if (engine.signal.aborted) return;
    fetchWhatIsOwed();
    void presence.loadPartners();
    threads.askAgain();
    threadLists.noteChanged();
    await Promise.all(watches.watched().map((cid) => watches.resync(cid)));
  }

  async function fetchAnew(cid: string): Promise<void> {
    try {
      if (watches.isWatched(cid)) await watches.refetch(cid);
      else {
        engine.store.update((state) => dropWindow(state, cid));
        await fetcher.fetch(cid);
      }
    } catch (error) {
      if (!engine.signal.aborted) engine.log("warn", "A channel could not be fetched anew.", error);
    }
  }

  function afterListed(cids: readonly string[]): void {
    for (const cid of cids) {
      lines.drain(cid);
      watches.check(cid);
      fetchSoonIfStale(cid);
    }
    readState.noteListed(cids);
    outbox.showAgain();
  }

  /**
   * A socket may stay up and bring nothing. While a channel is open its position is compared with the server's every 25 s,
   * else every two minutes: a sync answers with nothing if nothing was missed.
   */
  function lookSoon(passed = 0): void {
    engine.clock.after(lookEveryMs * (0.9 + 0.2 * engine.random.number()), () => {
      const isWanted = watches.watched().length > 0 || passed + 1 >= lookSeldom;
      lookSoon(isWanted ? 0 : passed + 1);
      const { connection: status } = engine.store.getState();
      if (!isWanted || status !== "online" || resync.running) return;
      for (const cid of watches.watched()) watches.check(cid);
      fetchWhatIsOwed();
      resync.look().catch((error: unknown) => {
        if (!engine.signal.aborted) engine.log("debug", "No look at what was missed.", error);
      });
    });
  }

  function receive(data: unknown, heardOn: string | null): void {
    receivePublication(data, {
      onChannelEvent: lines.receive,
      onUserEvent: feed.receive,
      onSignal: (signal) => takeSignal(signal, heardOn),
    });
  }

  function takeSignal(signal: Signal, heardOn: string | null): void {
    if (signal.type === "channel.tick" && !isNews(signal.cid)) return;
    const now = engine.clock.now();
    engine.store.update((state) => applySignal(state, signal, heardOn, now));
    if (signal.type === "typing.start") typing.noteTyping(signal.cid, signal.user.id);
    if (signal.type === "thread.tick") threadLists.noteChanged();
    if (signal.type === "space.changed") spaces.fetchSoon(signal.spaceId, signal.what);
    if (signal.type === "user.updated" && signal.user.id === viewerIdOf(engine))
      hints.askOfViewer();
    engine.emit(signal);
  }

  /** Whether a tick tells something: a channel that is followed learns of its messages by their events. */
  function isNews(cid: string): boolean {
    const channel = engine.store.getState().channels[cid]?.channel;
    if (!channel) return false;
    // Only large channels tick: this one has become large, and its events go another way now.
    if (channel.mode === "feed") fetcher.fetchSoon(cid);
    return channel.mode === "room" && !watches.isWatched(cid);
  }

  function takeSnapshot(cid: string, data: unknown): void {
    if (typeof data !== "object" || data === null || !("onlineCount" in data)) return;
    const snapshot = reviveDates(data) as SignalsSnapshot; // the server made it by the contract
    engine.store.update((state) => applySnapshot(state, cid, snapshot));
    for (const { user } of snapshot.typing) typing.noteTyping(cid, user.id);
  }

  function afterEvent(event: ChannelEvent, before: ChannelState, after: ChannelState): void {
    const seen = usersOfEvent(event);
    if (seen.length > 0) engine.store.update((state) => applyUsers(state, seen));
    if (event.type === "message.new") {
      noteArrived([event.message]);
      engine.store.update((state) =>
        changeKnownChannel(state, event.cid, (entry) =>
          trimWindow(entry, watches.isWatched(event.cid)),
        ),
      );
      if (isOfAnother(event.message, viewerIdOf(engine))) {
        readState.noteDelivered(event.cid, event.message.seq);
      }
    }
    if (event.type === "member.added" && watches.isWatched(event.cid)) {
      void presence.noteJoined(event.cid, event.member.user.id);
    }
    fetchSoonIfStale(event.cid);
    threads.settle(event.cid);
    threadLists.noteEvent(event);
    if (before.channel?.mode !== after.channel?.mode) watches.check(event.cid);
  }

  function afterUserEvent(event: UserEvent): void {
    if (event.type === "notification.thread_read" || event.type === "notification.thread_follow") {
      threads.settle(event.standing.cid);
      threadLists.noteChanged();
    }
    if (/_removed$|^user.banned$/.test(event.type)) threadLists.noteChanged();
    // Another role in a space is another role in its channels.
    if (event.type === "notification.space_added") spaces.fetchSoon(event.space.id, "channels");
    const cid =
      event.type === "notification.channel_added"
        ? event.channel.cid
        : event.type === "notification.channel_removed" || event.type === "notification.read"
          ? event.cid
          : null;
    if (cid === null) return;
    if (event.type === "notification.channel_added") lines.drain(cid);
    if (event.type !== "notification.read") renewStreams(cid);
    fetchSoonIfStale(cid);
  }

  /** What an operation left behind that only the server knows is fetched. */
  function afterOperation({ cid }: Operation): void {
    if (cid === null) return;
    fetchSoonIfStale(cid);
    threads.settle(cid);
  }

  function fetchSoonIfStale(cid: string): void {
    if (engine.store.getState().channels[cid]?.stale) fetcher.fetchSoon(cid);
  }

  /** A fetch that failed in all its tries is made up for when there is a next occasion. */
  function fetchWhatIsOwed(): void {
    for (const cid of Object.keys(engine.store.getState().channels)) fetchSoonIfStale(cid);
  }

  function renewStreams(cid: string): void {
    if (watches.isWatched(cid)) void watches.resync(cid);
  }

  /** The channel is gone or closed to the viewer. Whoever has it open sees why. */
  function forget(cid: string): void {
    engine.store.update((state) => removeChannels(state, [cid]));
    threadLists.noteChanged();
    if (!watches.isWatched(cid)) return;
    engine.store.update((state) => changeChannel(state, cid, (entry) => entry));
    void watches.resync(cid);
  }

  function noteArrived(messages: readonly Message[]): void {
    const viewerId = viewerIdOf(engine);
    for (const message of messages) {
      if (message.clientId !== null && message.sender?.id === viewerId) {
        outbox.settle(message.clientId, message);
      }
    }
  }

  return {
    connection,
    lines,
    resync,
    threadLists,
    takeUp: outbox.restore,
    parts: {
      engine,
      loadMe: resync.loadMe,
      watches,
      outbox,
      readState,
      typing,
      messages: createMessageActions(outbox),
      members,
      window: createWindowActions({ engine, mover, reopen: watches.retry }),
      threads,
    },
    connect() {
      connection.connect();
      if (!isLooking) lookSoon();
      isLooking = true;
      engine.clock.after(realtimeWaitMs, () => {
        const { connection: status } = engine.store.getState();
        if (!loaded && !hasEnded(status)) void startAnew();
      });
    },
    leave: () => outbox.leave(),
    hurry() {
      connection.hurry();
      outbox.kick();
    },
    dispose() {
      outbox.dispose();
      watches.closeAll();
      connection.close();
    },
  };
}

/** Whether a connection is neither there nor tried for. */
function hasEnded(status: ConnectionStatus): boolean {
  return status === "idle" || status === "unauthorized" || status === "too-old";
}
