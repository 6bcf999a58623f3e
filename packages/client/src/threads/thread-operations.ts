import { defineOperation } from "../outbox/operation.ts";
import type { ChatState } from "../store/state.ts";
import type { ReadWatermark, ThreadStanding } from "../wire/entities.ts";
import { changeThread } from "./change-thread.ts";
import { applyStanding, raiseThreadWatermark } from "./thread-unread.ts";

type OnThread = { readonly cid: string; readonly messageId: string };
type Marking = OnThread & { readonly watermark: ReadWatermark };
type Unmarking = Marking & { readonly seq: number };
type Place = { readonly input: OnThread };

/** Follows a thread. */
export const followThread = defineOperation<OnThread, ThreadStanding>({
  type: "threads.follow",
  lane: "read",
  cidOf: ({ cid }) => cid,
  show: (state, operation) => showFollow(state, operation, true),
  send: async (engine, { input: { messageId } }) =>
    (await engine.api("threads.follow", { params: { messageId } }, engine)).standing,
  confirm,
  undo: forget,
});

/** Follows a thread no longer. */
export const unfollowThread = defineOperation<OnThread, ThreadStanding>({
  type: "threads.unfollow",
  lane: "read",
  cidOf: ({ cid }) => cid,
  show: (state, operation) => showFollow(state, operation, false),
  send: async (engine, { input: { messageId } }) =>
    (await engine.api("threads.unfollow", { params: { messageId } }, engine)).standing,
  confirm,
  undo: forget,
});

/** Marks a thread read; a later mark of the same thread takes the place of one still queued. */
export const markThreadRead = defineOperation<Marking, ThreadStanding>({
  type: "threads.markRead",
  lane: "read",
  cidOf: ({ cid }) => cid,
  everyMs: 1_000,
  atLeave: true,
  show: (state, { input }) => showWatermark(state, input),
  send: async ({ api, signal }, { input: { messageId, watermark } }) => {
    const call = { params: { messageId }, body: { ...watermark } };
    return (await api("threads.markRead", call, { signal, keepalive: true })).standing;
  },
  confirm: confirmMark,
  undo: forget,
  supersede: (older, input) => {
    const before = older.input as Marking; // of the type that is asked for next
    const isSame = older.type === "threads.markRead" && before.messageId === input.messageId;
    return isSame ? input : null;
  },
});

/** Makes a reply the first unread one: a new generation of the watermark. */
export const markThreadUnread = defineOperation<Unmarking, ThreadStanding>({
  type: "threads.markUnread",
  lane: "read",
  cidOf: ({ cid }) => cid,
  show: (state, { input }) => showWatermark(state, input),
  send: async (engine, { input: { messageId, seq } }) => {
    const call = { params: { messageId }, body: { seq } };
    return (await engine.api("threads.markUnread", call, engine)).standing;
  },
  confirm: confirmMark,
  undo: forget,
});

function showFollow(state: ChatState, { input }: Place, following: boolean): ChatState {
  return changeThread(state, placeOf(input), (thread) => {
    const { standing } = thread;
    if (standing === null || standing.following === following) return thread;
    const unread = { count: 0, mentions: 0 };
    return { ...thread, standing: { ...standing, following, reason: "manual", unread } };
  });
}

function showWatermark(state: ChatState, input: Marking): ChatState {
  const { watermark, cid } = input;
  return changeThread(state, placeOf(input), (thread) =>
    // Nothing is kept of how far a thread is read that is not followed.
    !thread.standing?.following
      ? thread
      : raiseThreadWatermark({ ...thread, marked: watermark }, watermark, readerIn(state, cid)),
  );
}

/** Whose unread is counted in the threads of a channel. */
export function readerIn({ me, channels }: ChatState, cid: string) {
  if (me === null) return null;
  return { userId: me.id, joinedSeq: channels[cid]?.channel?.membership?.joinedSeq ?? 0 };
}

/** The answer takes the place of what was shown for the mark, also where the server left everything as it was. */
function confirmMark(
  state: ChatState,
  { input }: { readonly input: Marking },
  answer: ThreadStanding,
): ChatState {
  const { generation, seq } = input.watermark;
  return changeThread(state, placeOf(input), (thread) => {
    const isShown = thread.marked?.generation === generation && thread.marked.seq === seq;
    const settled = isShown ? { ...thread, marked: null } : thread;
    return applyStanding(settled, answer, readerIn(state, input.cid));
  });
}

function confirm(state: ChatState, { input }: Place, standing: ThreadStanding): ChatState {
  return changeThread(state, placeOf(input), (thread) =>
    applyStanding(thread, standing, readerIn(state, input.cid)),
  );
}

/** What was refused never happened: the server says what is. */
function forget(state: ChatState, { input }: Place): ChatState {
  return changeThread(state, placeOf(input), (thread) =>
    thread.standing === null ? thread : { ...thread, said: null, marked: null, stale: true },
  );
}

function placeOf({ cid, messageId }: OnThread) {
  return { cid, rootId: messageId };
}
