import { withOneReply } from "../messages/message-changes.ts";
import { changeMessage } from "../messages/confirmed-messages.ts";
import type { Operation } from "../outbox/operation.ts";
import type { ChannelState, ChatState, SentMessage } from "../store/state.ts";
import type { Message, User } from "../wire/entities.ts";
import { applyToThread } from "./apply-to-threads.ts";

type Replying = Pick<Operation, "id" | "at"> & { readonly threadId: string };

/** Counts a reply on its way into the summary of its root, until the change is taken away. */
export function withReplyChange(
  entry: ChannelState,
  { id, at, threadId }: Replying,
  { me }: ChatState,
): ChannelState {
  if (entry.changes.some(({ changeId }) => changeId === id)) return entry;
  const change = {
    type: "reply",
    changeId: id,
    messageId: threadId,
    user: summaryOf(me),
    at,
  } as const;
  return { ...entry, changes: [...entry.changes, change] };
}

/** Takes a pending change away. */
export function withoutChange(entry: ChannelState, { id }: Pick<Operation, "id">): ChannelState {
  const changes = entry.changes.filter(({ changeId }) => changeId !== id);
  return changes.length === entry.changes.length ? entry : { ...entry, changes };
}

/**
 * Keeps a confirmed reply of one's own in the summary of its root until the thread's event comes with what it is: the
 * root's version stays, so that the event decides.
 */
export function withReplyCounted(
  entry: ChannelState,
  reply: Message,
  { me }: ChatState,
): ChannelState {
  const { threadId } = reply;
  if (threadId === null || reply.deletedAt !== null) return entry;
  const count = (message: SentMessage): SentMessage =>
    message.version >= reply.version || (message.thread?.lastReplySeq ?? 0) >= reply.seq
      ? message
      : {
          ...message,
          thread: {
            ...withOneReply(message, { user: summaryOf(me), at: reply.createdAt }),
            lastReplySeq: reply.seq,
          },
        };
  const confirmed = changeMessage(entry.window.confirmed, threadId, count);
  const thread = entry.threads[threadId];
  const root = thread?.confirmedRoot ?? null;
  const threads =
    thread === undefined || root === null
      ? entry.threads
      : { ...entry.threads, [threadId]: { ...thread, confirmedRoot: count(root) } };
  return { ...entry, window: { ...entry.window, confirmed }, threads };
}

/** Changes the window of an open thread. */
export function changeReplies(
  entry: ChannelState,
  rootId: string,
  change: (replies: ChannelState) => ChannelState,
): ChannelState {
  const thread = entry.threads[rootId];
  if (thread === undefined) return entry;
  const apply = (into: ChannelState) => (into.threadId === rootId ? change(into) : into);
  return { ...entry, threads: { ...entry.threads, [rootId]: applyToThread(thread, entry, apply) } };
}

function summaryOf(me: User | null) {
  return me === null ? null : { id: me.id, name: me.name, image: me.image };
}
