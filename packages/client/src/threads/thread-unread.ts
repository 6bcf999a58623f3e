import { defaultLimits } from "@natter/contract/limits";
import { isMentioned, laterWatermark, uncountedKinds } from "@natter/contract/unread";
import type { ChannelEvent, Message, ReadWatermark, ThreadStanding } from "../wire/entities.ts";
import type { ThreadState } from "./thread-state.ts";

/** Whose unread is counted, and the last number that was there before they joined. */
type Reader = { readonly userId: string; readonly joinedSeq: number };

/** Counts a channel's event into what the viewer is to a thread, unless that holds it already (UNREAD-24). */
export function countReplyEvent(
  thread: ThreadState,
  event: ChannelEvent,
  reader: Reader | null,
): ThreadState {
  const { standing } = thread;
  if (standing === null || reader === null || event.eventSeq <= thread.unreadAsOf) return thread;
  const noted = { ...thread, unreadAsOf: event.eventSeq };
  switch (event.type) {
    case "message.new":
      return isReplyOf(thread, event.message) ? withReply(noted, event.message, reader) : thread;
    case "message.updated":
    case "message.undeleted": {
      if (!isReplyOf(thread, event.message)) return thread;
      // How many mentions a change took or brought, and whether a count read meanwhile holds it: the server knows.
      const isQuiet = event.type === "message.updated" && !mayMention(thread, event.message);
      return isQuiet ? noted : { ...noted, stale: true };
    }
    case "message.deleted": {
      if (event.threadId !== thread.rootId) return thread;
      const { messageSeq: seq, senderId, kind, silent } = event;
      if (!isUnreadReply({ seq, senderId, kind, silent }, standing, reader)) return noted;
      const counted = withCount(noted, -1, 0);
      return standing.unread.mentions > 0 ? { ...counted, stale: true } : counted;
    }
    default:
      return thread;
  }
}

function isReplyOf({ rootId }: ThreadState, message: Message): boolean {
  return message.threadId === rootId;
}

function mayMention({ standing }: ThreadState, message: Message): boolean {
  const hasAny = message.mentions.length > 0 || message.mentionGroups.length > 0;
  return hasAny || (standing?.unread.mentions ?? 0) > 0;
}

function withReply(thread: ThreadState, message: Message, reader: Reader): ThreadState {
  const followed = withFollow(thread, message, reader.userId);
  const { standing } = followed;
  if (standing === null) return followed;
  const { seq, kind, silent } = message;
  const line = { seq, senderId: message.sender?.id ?? null, kind, silent };
  if (!isUnreadReply(line, standing, reader)) return followed;
  const mentioned = isMentioned(message, reader.userId);
  const counted = withCount(followed, 1, mentioned === true ? 1 : 0);
  return mentioned === null ? { ...counted, stale: true } : counted;
}

/** Who replies follows, and so do the root's author and whoever is mentioned, unless they said they do not want to (UNREAD-20, 21). */
function withFollow(thread: ThreadState, message: Message, userId: string): ThreadState {
  const { standing, confirmedRoot } = thread;
  if (standing === null || standing.following) return thread;
  const isAuthor = confirmedRoot?.sender?.id === userId;
  const begin = (reason: ThreadStanding["reason"], seq: number): ThreadState => {
    const watermark = { ...standing.watermark, seq: Math.max(standing.watermark.seq, seq) };
    return { ...thread, standing: { ...standing, following: true, reason, watermark } };
  };
  if (message.sender?.id === userId) return begin(isAuthor ? "author" : "replied", message.seq);
  if (standing.reason !== null) return thread;
  if (isAuthor) return begin("author", confirmedRoot?.seq ?? 0);
  return message.mentions.includes(userId) ? begin("mentioned", message.seq - 1) : thread;
}

type Line = Pick<Message, "seq" | "kind" | "silent"> & { readonly senderId: string | null };

function isUnreadReply(line: Line, { following, watermark }: ThreadStanding, reader: Reader) {
  return (
    following &&
    line.seq > watermark.seq &&
    line.seq > reader.joinedSeq &&
    line.senderId !== reader.userId &&
    !line.silent &&
    !uncountedKinds.includes(line.kind)
  );
}

function withCount(thread: ThreadState, count: number, mentions: number): ThreadState {
  const { standing } = thread;
  if (standing === null) return thread;
  const bounded = Math.min(Math.max(standing.unread.count + count, 0), defaultLimits.unreadMax);
  const unread = {
    count: bounded,
    mentions: Math.min(Math.max(standing.unread.mentions + mentions, 0), bounded),
  };
  return { ...thread, standing: { ...standing, unread } };
}

/**
 * Takes in what the server says the viewer is to a thread, unless it said something later before. A mark of the viewer's own
 * that is on its way stays on top of it.
 */
export function applyStanding(
  thread: ThreadState,
  standing: ThreadStanding,
  reader: Reader | null,
): ThreadState {
  const { said, marked } = thread;
  if (said && !isSame(laterWatermark(standing.watermark, said), standing.watermark)) return thread;
  const { eventSeq, watermark } = standing;
  const taken = {
    ...thread,
    standing,
    said: watermark,
    // Counted before events that are applied here already: only the server can tell what it comes to by now.
    stale: eventSeq < thread.unreadAsOf,
    unreadAsOf: Math.max(thread.unreadAsOf, eventSeq),
  };
  return marked === null ? taken : raiseThreadWatermark(taken, marked, reader);
}

/** Raises the viewer's watermark before the server confirmed it; what is left unread is counted from the loaded replies. */
export function raiseThreadWatermark(
  thread: ThreadState,
  watermark: ReadWatermark,
  reader: Reader | null,
): ThreadState {
  const { standing, window } = thread;
  if (standing === null || reader === null) return thread;
  const later = laterWatermark(standing.watermark, watermark);
  if (isSame(later, standing.watermark)) return thread;
  const marked = { ...standing, watermark: later };
  const unread = window.confirmed.filter(
    (message) =>
      message.deletedAt === null &&
      isUnreadReply({ ...message, senderId: message.sender?.id ?? null }, marked, reader),
  );
  const mentions = unread.filter((message) => isMentioned(message, reader.userId) === true).length;
  // What is beyond the loaded replies is above every mark that can be made here.
  const isWhole = !window.hasNewer && window.status === "ready";
  const counted = { count: unread.length, mentions };
  return { ...thread, standing: { ...marked, unread: isWhole ? counted : standing.unread } };
}

function isSame(one: ReadWatermark, other: ReadWatermark): boolean {
  return one.generation === other.generation && one.seq === other.seq;
}
