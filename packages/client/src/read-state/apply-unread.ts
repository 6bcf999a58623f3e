import { defaultLimits } from "@natter/contract/limits";
import { isMentioned, isUnread, laterWatermark, type LedgerMessage } from "@natter/contract/unread";
import type { ChannelState } from "../store/state.ts";
import type { ChatEventOf, Message, ReadWatermark, Unread } from "../wire/entities.ts";

type MessageEvent = ChatEventOf<
  "message.new" | "message.updated" | "message.deleted" | "message.undeleted"
>;
const nothing: Unread = { count: 0, mentions: 0 };
type Reader = { readonly userId: string; readonly readSeq: number; readonly joinedSeq: number };

/** Counts a message's event into the viewer's unread, unless the count holds it already (UNREAD-6). */
export function applyUnreadOfMessage(
  entry: ChannelState,
  event: MessageEvent,
  viewerId: string | null,
): ChannelState {
  const reader = readerOf(entry, viewerId);
  if (entry.channel === null || reader === null || event.eventSeq <= entry.unreadAsOf) return entry;
  const { unread } = entry.channel;
  if (event.type === "message.new") {
    // The server tells a message as it is now. One deleted since counts until its own event comes and takes it away.
    if (!isUnread({ ...toLedger(event.message), deleted: false }, reader)) return entry;
    const mentioned = isMentioned(event.message, reader.userId);
    const counted = withUnread(entry, unread.count + 1, unread.mentions + (mentioned ? 1 : 0));
    // Of a message that mentions more people than it lists only the server knows whether it means the viewer.
    return mentioned === null ? toStale(counted) : counted;
  }
  if (event.type === "message.undeleted") {
    if (!isUnread({ ...toLedger(event.message), deleted: false }, reader)) return entry;
    // A count read while the message was gone may hold it or not: only the server knows.
    return toStale(withUnread(entry, unread.count + 1, unread.mentions));
  }
  const before = findMessage(entry, event);
  if (event.type === "message.updated") {
    if (!isUnread(toLedger(event.message), reader)) return entry;
    const mentions = countsAsMention(event.message, reader, unread);
    if (mentions === null) return toStale(entry);
    if (before === null) return mentions || unread.mentions > 0 ? toStale(entry) : entry;
    const mentioned = countsAsMention(before, reader, unread);
    if (mentioned === null) return toStale(entry);
    return withUnread(entry, unread.count, unread.mentions + +mentions - +mentioned);
  }
  const { messageSeq: seq, senderId, kind, silent, inChannel } = event;
  const gone = { seq, senderId, kind, silent, inChannel, deleted: false };
  if (!isUnread(gone, reader)) return entry;
  const counted = withUnread(entry, unread.count - 1, unread.mentions);
  if (unread.mentions === 0) return counted;
  if (before === null) return toStale(counted);
  const mentioned = countsAsMention(before, reader, unread);
  if (mentioned === null) return toStale(counted);
  return withUnread(counted, unread.count - 1, unread.mentions - +mentioned);
}

/** Whether an unread message counts as a mention: not one that was marked read on its own. Null where only the server knows. */
function countsAsMention(message: Message, reader: Reader, unread: Unread): boolean | null {
  if (unread.readMentions?.includes(message.seq)) return false;
  return isMentioned(message, reader.userId);
}

/** Applies what the server counted when the viewer read somewhere, on whatever device (UNREAD-7). */
export function applyReadEvent(
  entry: ChannelState,
  event: Pick<
    ChatEventOf<"notification.read">,
    "watermark" | "lastReadAt" | "unread" | "messageSeq" | "eventSeq"
  >,
  viewerId: string | null,
): ChannelState {
  const membership = entry.channel?.membership;
  if (entry.channel === null || !membership) return entry;
  if (!isSame(laterWatermark(event.watermark, membership.watermark), event.watermark)) return entry;
  const marked = withLastRead(withWatermark(entry, event.watermark), event.lastReadAt);
  if (event.eventSeq >= entry.unreadAsOf) {
    const told = withReadMentions(marked, event.unread.readMentions ?? []);
    const counted = withUnread(told, event.unread.count, event.unread.mentions);
    return settleUnread({ ...counted, unreadAsOf: event.eventSeq }, viewerId);
  }
  // Counted before events that are applied here already: count again, or ask.
  return recountUnread(marked, viewerId) ?? toStale(marked);
}

/**
 * Applies the answer to a mark. Its count is as of a moment that is not told, and events from before it may still be on
 * their way here: it is never taken. The messages are counted here, or the channel is asked for again.
 */
export function applyReadAnswer(
  entry: ChannelState,
  answer: { readonly watermark: ReadWatermark },
  viewerId: string | null,
): ChannelState {
  const marked = raiseWatermark(entry, answer.watermark, viewerId);
  const watermark = marked.channel?.membership?.watermark;
  // The viewer has read on meanwhile, here or elsewhere: the answer to that will count.
  if (watermark === undefined || !isSame(watermark, answer.watermark)) return marked;
  return recountUnread(marked, viewerId) ?? toStale(marked);
}

/** Moves the viewer's watermark to a later one and counts what is left unread, as far as that can be known here. */
export function raiseWatermark(
  entry: ChannelState,
  watermark: ReadWatermark,
  viewerId: string | null,
): ChannelState {
  const membership = entry.channel?.membership;
  if (!membership) return entry;
  const later = laterWatermark(membership.watermark, watermark);
  if (isSame(later, membership.watermark)) return entry;
  const marked = withWatermark(entry, later);
  return recountUnread(marked, viewerId) ?? marked;
}

/**
 * Takes the count from the loaded messages where they hold all that could be unread. A number that was handed on from
 * event to event is no better than the one it began with, and that one was read while others were writing.
 */
export function settleUnread(entry: ChannelState, viewerId: string | null): ChannelState {
  return recountUnread(entry, viewerId) ?? entry;
}

/**
 * Counts the unread messages from the loaded history; null when it does not hold all that could be unread, or not
 * all that happened to it. Counts as of `unreadAsOf`: what the window knows beyond that is counted when its event comes.
 */
export function recountUnread(entry: ChannelState, viewerId: string | null): ChannelState | null {
  const reader = readerOf(entry, viewerId);
  if (entry.channel === null || reader === null) return null;
  const { messageSeq, position } = entry.channel;
  if (position.eventSeq < entry.unreadAsOf) return null;
  const from = Math.max(reader.readSeq, reader.joinedSeq);
  if (messageSeq <= from) return withUnread(entry, 0, 0);
  const { window } = entry;
  const oldest = window.confirmed[0];
  const covers =
    (entry.applied?.eventSeq ?? 0) >= entry.unreadAsOf &&
    window.status === "ready" &&
    (window.confirmed.at(-1)?.seq ?? 0) >= messageSeq &&
    (!window.hasOlder || (oldest !== undefined && oldest.seq <= from + 1));
  if (!covers) return null;
  const unread = window.confirmed.filter(
    (message) =>
      message.seq <= messageSeq &&
      isUnread(
        {
          ...toLedger(message),
          deleted: message.deletedAt !== null && message.version <= entry.unreadAsOf,
        },
        reader,
      ),
  );
  const mentioned = unread.map((message) =>
    countsAsMention(message, reader, entry.channel?.unread ?? nothing),
  );
  if (mentioned.includes(null)) return null;
  return withUnread(entry, unread.length, mentioned.filter(Boolean).length);
}

/** Sets the viewer's watermark, whatever it was. */
export function withWatermark(entry: ChannelState, watermark: ReadWatermark): ChannelState {
  const { channel } = entry;
  if (!channel?.membership) return entry;
  const moved = {
    ...entry,
    channel: { ...channel, membership: { ...channel.membership, watermark } },
  };
  // "Unread from here" makes mentions unread again that were marked read on their own.
  const isAnew = watermark.generation !== channel.membership.watermark.generation;
  return isAnew ? withReadMentions(moved, []) : moved;
}

function withLastRead(entry: ChannelState, lastReadAt: Date | null | undefined): ChannelState {
  const { channel } = entry;
  if (!channel?.membership || lastReadAt === undefined) return entry;
  return { ...entry, channel: { ...channel, membership: { ...channel.membership, lastReadAt } } };
}

function readerOf(entry: ChannelState, viewerId: string | null): Reader | null {
  const membership = entry.channel?.membership;
  if (!membership || viewerId === null) return null;
  return { userId: viewerId, readSeq: membership.watermark.seq, joinedSeq: membership.joinedSeq };
}

function toLedger(message: Message): LedgerMessage {
  return {
    seq: message.seq,
    senderId: message.sender?.id ?? null,
    kind: message.kind,
    deleted: message.deletedAt !== null,
    silent: message.silent,
    inChannel: message.inChannel,
  };
}

/** The message as it was before an event; null if it is not loaded, or loaded in a later state. */
function findMessage(
  entry: ChannelState,
  event: ChatEventOf<"message.updated" | "message.deleted">,
): Message | null {
  const id = event.type === "message.deleted" ? event.messageId : event.message.id;
  const last = entry.channel?.lastMessage;
  const found =
    entry.window.confirmed.find((message) => message.id === id) ?? (last?.id === id ? last : null);
  return found && found.version < event.eventSeq ? found : null;
}

function withUnread(entry: ChannelState, count: number, mentions: number): ChannelState {
  if (entry.channel === null) return entry;
  const bounded = Math.min(Math.max(count, 0), defaultLimits.unreadMax);
  const before = entry.channel.unread;
  const unread: Unread = {
    ...before,
    count: bounded,
    mentions: Math.min(Math.max(mentions, 0), bounded),
  };
  if (before.count === unread.count && before.mentions === unread.mentions) return entry;
  return { ...entry, channel: { ...entry.channel, unread } };
}

/** Sets which mentions were marked read on their own. */
export function withReadMentions(entry: ChannelState, seqs: readonly number[]): ChannelState {
  if (entry.channel === null) return entry;
  const { readMentions = [], ...counts } = entry.channel.unread;
  if (readMentions.join() === seqs.join()) return entry;
  const unread: Unread = seqs.length > 0 ? { ...counts, readMentions: [...seqs] } : counts;
  return { ...entry, channel: { ...entry.channel, unread } };
}

function toStale(entry: ChannelState): ChannelState {
  return entry.stale ? entry : { ...entry, stale: true };
}

function isSame(one: ReadWatermark, other: ReadWatermark): boolean {
  return one.generation === other.generation && one.seq === other.seq;
}
