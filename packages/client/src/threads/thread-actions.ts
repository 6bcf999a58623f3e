import type { ChatError } from "@natter/contract/chat-error";
import { seqCursor } from "@natter/contract/seq-cursor";
import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { untilAborted } from "../api/until-aborted.ts";
import type { Engine } from "../engine.ts";
import { toSentMessage } from "../messages/confirmed-messages.ts";
import { forgetMessages } from "../messages/forget-messages.ts";
import { installReplies } from "../messages/install-page.ts";
import type { History, WindowMover } from "../messages/move-window.ts";
import { createDraftActions } from "../drafts/draft-actions.ts";
import { sendMessage } from "../messages/send-message.ts";
import { holdsSeq } from "../messages/window-actions.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Watches } from "../sync/watches.ts";
import type { ChatState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
import type { Thread } from "../wire/entities.ts";
import { addThread, changeThread, removeThread } from "./change-thread.ts";
import { emptyThreadState } from "./empty-thread-state.ts";
import type { ThreadHandle } from "./thread-handle.ts";
import {
  followThread,
  markThreadRead,
  markThreadUnread,
  readerIn,
  unfollowThread,
} from "./thread-operations.ts";
import type { ThreadState } from "./thread-state.ts";
import { applyStanding } from "./thread-unread.ts";

type Doors = {
  readonly engine: Engine;
  readonly outbox: Outbox;
  readonly mover: WindowMover;
  readonly watches: Pick<Watches, "watch" | "unwatch">;
  readonly onSending: (cid: string) => void;
};

/** Opens threads, and keeps those that are open right. */
export type Threads = {
  handle(cid: string, messageId: string): ThreadHandle;
  /** Fetches what the viewer is to open threads of a channel where only the server can tell. */
  settle(cid: string): void;
  /** Loads the open threads of a channel again whose line began anew. */
  reload(cid: string): void;
  /** Asks again what the viewer is to every open thread: what their own line told meanwhile may be lost. */
  askAgain(): void;
};

export function createThreads(doors: Doors): Threads {
  const { engine, mover } = doors;
  const opened = new Map<string, number>();
  const asking = new Set<string>();

  const threadIn = (cid: string, rootId: string): ThreadState | undefined =>
    engine.store.getState().channels[cid]?.threads[rootId];

  function historyOf(cid: string, rootId: string): History {
    const place = { cid, rootId };
    return {
      name: `${cid} ${rootId}`,
      cid,
      windowOf: (state) => state.channels[cid]?.threads[rootId]?.window,
      withWindow: (state, changed) =>
        changeThread(state, place, (thread) => ({
          ...thread,
          window: { ...thread.window, ...changed },
        })),
      fetch: (query) =>
        withRetries(engine, 4, () =>
          engine.api("threads.replies", { params: { messageId: rootId }, query }, engine),
        ),
      install(state, loaded) {
        const entry = state.channels[cid];
        return changeThread(state, place, (thread) =>
          entry ? installReplies(entry, thread, loaded, state.me?.id ?? null) : thread,
        );
      },
    };
  }

  /** Fetches the root and the standing. */
  async function ask(cid: string, rootId: string): Promise<void> {
    const name = `${cid} ${rootId}`;
    if (asking.has(name)) return;
    asking.add(name);
    try {
      const { thread } = await withRetries(engine, 4, () =>
        engine.api("threads.get", { params: { messageId: rootId } }, engine),
      );
      engine.store.update((state) =>
        applyUsers(
          changeThread(state, { cid, rootId }, (known) =>
            applyStanding(withRoot(known, thread, state), thread.standing, readerIn(state, cid)),
          ),
          usersOfMessages([thread.root]),
        ),
      );
    } finally {
      asking.delete(name);
    }
    // Asked again if events came meanwhile that the answer may not hold.
    if (threadIn(cid, rootId)?.stale) settleSoon(cid, rootId);
  }

  function settleSoon(cid: string, rootId: string): void {
    engine.clock.after(250, () => {
      if (threadIn(cid, rootId)?.stale && !engine.signal.aborted) {
        ask(cid, rootId).catch((error: unknown) =>
          engine.log("warn", "A thread could not be fetched.", error),
        );
      }
    });
  }

  async function load(cid: string, rootId: string): Promise<void> {
    try {
      await Promise.all([ask(cid, rootId), mover.replace(historyOf(cid, rootId), "newest", {})]);
    } catch (thrown) {
      const error = asChatError(thrown);
      engine.store.update((state) =>
        changeThread(state, { cid, rootId }, (thread) => toFailed(thread, error)),
      );
      throw error;
    }
  }

  async function open(cid: string, rootId: string): Promise<void> {
    const name = `${cid} ${rootId}`;
    opened.set(name, (opened.get(name) ?? 0) + 1);
    await doors.watches.watch(cid);
    if (!opened.has(name)) return;
    const isOpen = threadIn(cid, rootId) !== undefined;
    engine.store.update((state) => addThread(state, { cid, rootId }));
    // Replies that are still on their way show again.
    doors.outbox.showAgain();
    if (!isOpen) await load(cid, rootId);
  }

  function close(cid: string, rootId: string): void {
    const name = `${cid} ${rootId}`;
    const count = opened.get(name) ?? 0;
    if (count === 0) return;
    doors.watches.unwatch(cid);
    if (count > 1) return void opened.set(name, count - 1);
    opened.delete(name);
    engine.store.update((state) => removeThread(state, { cid, rootId }));
  }

  async function jumpTo(cid: string, rootId: string, replyId: string): Promise<void> {
    const { confirmed = [] } = threadIn(cid, rootId)?.window ?? {};
    if (confirmed.some(({ id }) => id === replyId)) return;
    await mover.replace(historyOf(cid, rootId), "around", { around: replyId });
  }

  async function jumpToSeq(cid: string, rootId: string, seq: number): Promise<void> {
    if (holdsSeq(threadIn(cid, rootId)?.window, seq)) return;
    await mover.replace(historyOf(cid, rootId), "around", { around: seqCursor(seq) });
  }

  async function jumpToLatest(cid: string, rootId: string): Promise<void> {
    const window = threadIn(cid, rootId)?.window;
    if (window?.status === "error") await load(cid, rootId);
    else if (window?.hasNewer) await mover.replace(historyOf(cid, rootId), "newest", {});
  }

  return {
    settle(cid) {
      const threads = engine.store.getState().channels[cid]?.threads ?? {};
      for (const { rootId, stale } of Object.values(threads)) if (stale) settleSoon(cid, rootId);
    },
    reload(cid) {
      const threads = engine.store.getState().channels[cid]?.threads ?? {};
      for (const rootId of Object.keys(threads)) {
        load(cid, rootId).catch((error: unknown) =>
          engine.log("warn", "A thread could not be loaded again.", error),
        );
      }
    },
    askAgain() {
      for (const { cid, threads } of Object.values(engine.store.getState().channels)) {
        for (const rootId of Object.keys(threads)) {
          engine.store.update((state) =>
            changeThread(state, { cid, rootId }, (thread) => ({
              ...thread,
              said: null,
              stale: thread.standing !== null,
            })),
          );
          settleSoon(cid, rootId);
        }
      }
    },
    handle: (cid, messageId) => ({
      cid,
      messageId,
      open: (options) =>
        untilAborted(
          () => open(cid, messageId),
          options,
          () => close(cid, messageId),
        ),
      close: () => close(cid, messageId),
      send(input) {
        doors.onSending(cid);
        const operation = { ...input, cid, threadId: messageId };
        const { id, done } = doors.outbox.add(sendMessage, operation);
        createDraftActions(doors, cid).clearDraft(messageId);
        return { clientId: id, done };
      },
      loadOlder: (options) =>
        untilAborted(() => mover.extend(historyOf(cid, messageId), "older"), options),
      loadNewer: (options) =>
        untilAborted(() => mover.extend(historyOf(cid, messageId), "newer"), options),
      jumpTo: (replyId, options) => untilAborted(() => jumpTo(cid, messageId, replyId), options),
      jumpToSeq: (seq, options) => untilAborted(() => jumpToSeq(cid, messageId, seq), options),
      jumpToLatest: (options) => untilAborted(() => jumpToLatest(cid, messageId), options),
      forget: (end, most) =>
        engine.store.update((state) =>
          changeThread(state, { cid, rootId: messageId }, (thread) => ({
            ...thread,
            window: forgetMessages(thread.window, end, most),
          })),
        ),
      follow: async () => void (await doors.outbox.add(followThread, { cid, messageId }).done),
      unfollow: async () => void (await doors.outbox.add(unfollowThread, { cid, messageId }).done),
      markRead(seq) {
        const thread = threadIn(cid, messageId);
        const watermark = thread?.standing?.watermark;
        const upTo = seq ?? thread?.window.confirmed.at(-1)?.seq ?? 0;
        if (!thread?.standing?.following || !watermark || upTo <= watermark.seq) return;
        const marked = { generation: watermark.generation, seq: upTo };
        doors.outbox
          .add(markThreadRead, { cid, messageId, watermark: marked })
          .done.catch((error: unknown) =>
            engine.log("debug", "A thread was not marked read.", error),
          );
      },
      async markUnread(seq) {
        const generation = threadIn(cid, messageId)?.standing?.watermark.generation ?? 0;
        const watermark = { generation: generation + 1, seq: seq - 1 };
        await doors.outbox.add(markThreadUnread, { cid, messageId, seq, watermark }).done;
      },
    }),
  };
}

/** What is gone for good takes with it what was loaded of it; what may come back stays shown. */
function toFailed(thread: ThreadState, error: ChatError): ThreadState {
  const kept = error.retry ? thread : emptyThreadState(thread.rootId);
  return { ...kept, window: { ...kept.window, status: "error", error } };
}

function withRoot(known: ThreadState, { root }: Thread, { me }: ChatState): ThreadState {
  const isNewer = known.confirmedRoot === null || root.version >= known.confirmedRoot.version;
  if (!isNewer) return { ...known, stale: false };
  return { ...known, confirmedRoot: toSentMessage(root, me?.id ?? null), stale: false };
}
