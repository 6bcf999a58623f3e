import { emptyWindow } from "../messages/empty-window.ts";
import type { ChannelState, SentMessage } from "../store/state.ts";
import type { ChannelEvent } from "../wire/entities.ts";
import { countReplyEvent } from "./thread-unread.ts";
import type { ThreadState } from "./thread-state.ts";

type Apply = (entry: ChannelState) => ChannelState;

/**
 * Applies what happened in a channel to its open threads, by the same function as to the channel: a thread's window is a
 * window of messages like the channel's, but that only its replies belong in it.
 */
export function applyToThreads(
  entry: ChannelState,
  event: ChannelEvent | null,
  { apply, viewerId }: { apply: Apply; viewerId: string | null },
): ChannelState {
  let threads = entry.threads;
  for (const [rootId, before] of Object.entries(entry.threads)) {
    const counted =
      event === null ? before : countReplyEvent(before, event, readerOf(entry, viewerId));
    const after = applyToThread(counted, entry, apply);
    if (after !== before) threads = { ...threads, [rootId]: after };
  }
  return threads === entry.threads ? entry : { ...entry, threads };
}

function readerOf({ channel }: ChannelState, viewerId: string | null) {
  return viewerId === null
    ? null
    : { userId: viewerId, joinedSeq: channel?.membership?.joinedSeq ?? 0 };
}

/** A thread after something was applied to its window and its root. */
export function applyToThread(thread: ThreadState, entry: ChannelState, apply: Apply): ThreadState {
  const asWindow = { ...entry, channel: null, threads: {}, threadId: thread.rootId };
  const replies = apply({ ...asWindow, window: thread.window, outbox: thread.outbox });
  // The root stands alone: nothing else belongs to a window that has more on both sides.
  const { confirmedRoot: root } = thread;
  const alone = { ...emptyWindow, status: "ready", hasOlder: true, hasNewer: true } as const;
  const confirmed: readonly SentMessage[] = root === null ? [] : [root];
  const rooted = apply({ ...asWindow, threadId: "", window: { ...alone, confirmed }, outbox: [] });
  const confirmedRoot = rooted.window.confirmed[0] ?? null;
  const isSame =
    replies.window === thread.window &&
    replies.outbox === thread.outbox &&
    confirmedRoot === thread.confirmedRoot;
  return isSame
    ? thread
    : { ...thread, window: replies.window, outbox: replies.outbox, confirmedRoot };
}
