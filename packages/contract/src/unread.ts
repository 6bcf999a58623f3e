import type { MessageKind } from "./messages.ts";
import type { ReadWatermark } from "./read-state.ts";

/** Kinds of message that never count as unread. */
export const uncountedKinds: readonly MessageKind[] = ["system"];

/** What the unread rule looks at. The server reads it from rows, a client from its store. */
export type LedgerMessage = {
  readonly seq: number;
  readonly senderId: string | null;
  readonly kind: MessageKind;
  readonly deleted: boolean;
  readonly silent: boolean;
  /** False for a reply that shows in its thread only. */
  readonly inChannel: boolean;
};

/** Whose unread is counted: how far they have read, and the last seq that was there before they joined. */
export type UnreadReader = {
  readonly userId: string;
  readonly readSeq: number;
  readonly joinedSeq: number;
};

/** Whether one message counts as unread for a reader (SPEC/unread.md, UNREAD-1). */
export function isUnread(message: LedgerMessage, reader: UnreadReader): boolean {
  return (
    message.seq > reader.readSeq &&
    message.seq > reader.joinedSeq &&
    message.senderId !== reader.userId &&
    !message.deleted &&
    !message.silent &&
    message.inChannel &&
    !uncountedKinds.includes(message.kind)
  );
}

/** The number of unread messages: a function of the ledger, never a counter that can drift. */
export function countUnread(messages: Iterable<LedgerMessage>, reader: UnreadReader): number {
  let count = 0;
  for (const message of messages) if (isUnread(message, reader)) count += 1;
  return count;
}

/** The later of two watermarks: a higher generation wins, then a higher seq (UNREAD-4). */
export function laterWatermark(one: ReadWatermark, other: ReadWatermark): ReadWatermark {
  if (one.generation !== other.generation) return one.generation > other.generation ? one : other;
  return one.seq >= other.seq ? one : other;
}

/** Whom a message mentions, as it stands on the wire. */
export type Mentioning = {
  readonly mentions: readonly string[];
  readonly mentionGroups: readonly string[];
  readonly mentionedIds?: readonly string[] | null | undefined;
};

/**
 * Whether a message mentions a user who may read it and was a member before it (UNREAD-12): by id, by `channel`, or as one
 * of those whom its other groups meant when it was sent. Null: they are too many to be listed, so only the server knows.
 */
export function isMentioned(message: Mentioning, userId: string): boolean | null {
  const { mentions, mentionGroups, mentionedIds } = message;
  if (mentions.includes(userId) || mentionGroups.includes("channel")) return true;
  if (mentionGroups.length === 0) return false;
  return mentionedIds === null ? null : (mentionedIds?.includes(userId) ?? false);
}
