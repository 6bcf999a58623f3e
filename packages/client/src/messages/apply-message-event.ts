import { applyUnreadOfMessage } from "../read-state/apply-unread.ts";
import type { ChannelState, SentMessage } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import { removeTyping } from "../typing/apply-typing-signal.ts";
import type { Channel, ChatEventOf, Message, Quote } from "../wire/entities.ts";
import { changeMessage, mergeMessages, toSentMessage } from "./confirmed-messages.ts";
import { toTombstone } from "./message-changes.ts";

export type MessageEvent = ChatEventOf<
  "message.new" | "message.updated" | "message.deleted" | "message.undeleted"
>;

/** Applies a message's event to its channel. Repeating it, or applying it late, changes nothing. */
export function applyMessageEvent(
  entry: ChannelState,
  event: MessageEvent,
  viewerId: string | null,
): ChannelState {
  const counted = applyUnreadOfMessage(entry, event, viewerId);
  const told = withChannelFacts(counted, event);
  if (event.type === "message.deleted") return withDeleted(told, event);
  const applied = applyMessage(told, event.message, viewerId);
  if (event.type === "message.new") return applied;
  const isLoaded = applied.window.confirmed.some(({ id }) => id === event.message.id);
  return isLoaded ? applied : withQuotesInWindow(applied, event.message);
}

/**
 * Takes in a message as the server has it, from wherever it came: an event, an answer or a page.
 * A pending message with its client id has arrived by that.
 */
export function applyMessage(
  entry: ChannelState,
  message: Message,
  viewerId: string | null,
): ChannelState {
  const sent = toSentMessage(message, viewerId);
  // A reply that shows in its thread only is nothing to the channel's window, nor is what left no trace.
  if (!isOfWindow(entry, sent)) return withQuotesInWindow(withoutPending(entry, sent), sent);
  if (sent.removed) return withoutTrace(withoutPending(entry, sent), sent);
  const { window } = entry;
  if (sent.seq > (window.confirmed.at(-1)?.seq ?? 0)) {
    // Newer than all that is loaded, so nothing here is it or quotes it.
    const here = withoutPending(entry, sent);
    if (!belongsInWindow(entry, sent)) return here;
    return { ...here, window: { ...window, confirmed: [...window.confirmed, sent] } };
  }
  const isKnown = window.confirmed.some((known) => known.id === sent.id);
  const confirmed =
    isKnown || belongsInWindow(entry, sent)
      ? mergeMessages(window.confirmed, [sent])
      : window.confirmed;
  const here = withoutPending(entry, sent);
  const arrived =
    confirmed === window.confirmed ? here : { ...here, window: { ...window, confirmed } };
  // Of two copies the later one is what quotes show.
  const kept = confirmed.find((known) => known.id === sent.id);
  return kept === undefined ? arrived : withQuotesInWindow(arrived, kept);
}

/** A thread's window holds its replies, a channel's what shows in the channel. What is held already stays. */
function isOfWindow({ threadId, window }: ChannelState, message: SentMessage): boolean {
  if (threadId === null) return message.inChannel;
  return message.threadId === threadId || window.confirmed.some(({ id }) => id === message.id);
}

/** Takes the pending message out that a confirmed one is the arrival of. */
function withoutPending(entry: ChannelState, sent: SentMessage): ChannelState {
  const outbox = entry.outbox.filter((pending) => pending.clientId !== sent.key);
  return outbox.length === entry.outbox.length ? entry : { ...entry, outbox };
}

function belongsInWindow({ window }: ChannelState, message: SentMessage): boolean {
  if (window.status !== "ready" || window.hasNewer) return false;
  const oldest = window.confirmed[0];
  return oldest === undefined ? !window.hasOlder : message.seq > oldest.seq || !window.hasOlder;
}

/** Takes a message out of the window. What quoted it shows a deleted one. */
function withoutTrace(entry: ChannelState, gone: Pick<Message, "id" | "deletedAt">): ChannelState {
  const { window } = entry;
  const confirmed = window.confirmed.filter(({ id }) => id !== gone.id);
  const left =
    confirmed.length === window.confirmed.length
      ? entry
      : { ...entry, window: { ...window, confirmed } };
  return withQuotesInWindow(left, { ...gone, text: "" });
}

function withDeleted(entry: ChannelState, event: ChatEventOf<"message.deleted">): ChannelState {
  if (event.removed) return withoutTrace(entry, { id: event.messageId, deletedAt: event.at });
  const confirmed = changeMessage(entry.window.confirmed, event.messageId, (message) =>
    message.version >= event.eventSeq
      ? message
      : { ...toTombstone(message, event.at), version: event.eventSeq },
  );
  const deleted = { id: event.messageId, text: "", deletedAt: event.at };
  return withQuotesInWindow({ ...entry, window: { ...entry.window, confirmed } }, deleted);
}

/** Quotes show the quoted message as it is now. */
function withQuotesInWindow(
  entry: ChannelState,
  quoted: Pick<Message, "id" | "text" | "deletedAt">,
): ChannelState {
  const { window } = entry;
  const quoting = window.confirmed.filter((message) => message.quote?.id === quoted.id);
  if (quoting.length === 0) return entry;
  const confirmed = quoting.reduce(
    (list, { id }) =>
      changeMessage(list, id, (message) =>
        message.quote === null ? message : withQuote(message, message.quote, quoted),
      ),
    window.confirmed,
  );
  return confirmed === window.confirmed ? entry : { ...entry, window: { ...window, confirmed } };
}

function withQuote(
  message: SentMessage,
  quote: Quote,
  quoted: Pick<Message, "text" | "deletedAt">,
): SentMessage {
  const deleted = quoted.deletedAt !== null;
  const text = deleted ? "" : startOfText(quoted.text);
  if (quote.deleted === deleted && quote.text === text) return message;
  return { ...message, quote: { ...quote, deleted, text } };
}

const quoteCharacters = 200;

/** The start of a text as a quote shows it, never cut inside a surrogate pair; the server cuts in the same place. */
export function startOfText(text: string): string {
  return text.length <= quoteCharacters
    ? text
    : text.slice(0, quoteCharacters).replace(/[\uD800-\uDBFF]$/, "");
}

function withChannelFacts(entry: ChannelState, event: MessageEvent): ChannelState {
  const channel = channelBehind(entry, event);
  if (channel === null) return entry;
  if (event.type === "message.deleted") return withLastDeleted(entry, channel, event);
  const { message } = event;
  const messageSeq = Math.max(channel.messageSeq, message.seq);
  if (!message.inChannel || message.removed) {
    return { ...entry, channel: { ...channel, messageSeq } };
  }
  const last = channel.lastMessage;
  const isLast =
    last === null ||
    message.seq > last.seq ||
    (last.id === message.id && message.version >= last.version);
  const lastMessage = isLast ? message : last;
  if (event.type !== "message.new") return { ...entry, channel: { ...channel, lastMessage } };
  const arrived = message.sender === null ? entry : removeTyping(entry, message.sender.id);
  return {
    ...arrived,
    activeAt: message.createdAt > entry.activeAt ? message.createdAt : entry.activeAt,
    channel: { ...channel, messageSeq, lastMessage },
  };
}

function withLastDeleted(
  entry: ChannelState,
  channel: Channel,
  event: ChatEventOf<"message.deleted">,
): ChannelState {
  const last = channel.lastMessage;
  if (last?.id !== event.messageId || last.version >= event.eventSeq) return entry;
  if (event.removed) {
    const before = entry.window.confirmed.findLast(({ seq }) => seq < last.seq);
    // Which one is the last now is known from a window that holds it; else only the server knows.
    if (before !== undefined && !entry.window.hasNewer) {
      return { ...entry, channel: { ...channel, lastMessage: before } };
    }
    return { ...entry, stale: true, channel: { ...channel, lastMessage: null } };
  }
  const lastMessage = { ...toTombstone(last, event.at), version: event.eventSeq };
  return { ...entry, channel: { ...channel, lastMessage } };
}
