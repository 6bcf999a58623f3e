import { emptyWindow } from "./empty-window.ts";
import { applyEvent, type AppliedEvent } from "../sync/apply-event.ts";
import { settleUnread } from "../read-state/apply-unread.ts";
import type { ChannelState, SentMessage } from "../store/state.ts";
import type { ThreadState } from "../threads/thread-state.ts";
import type { ChannelEvent, HistoryPage } from "../wire/entities.ts";
import { mergeMessages, toSentMessage } from "./confirmed-messages.ts";

/** Which part of the history a page is: the newest, around a message, or next to what is loaded. */
export type PagePlace = "newest" | "around" | "older" | "newer";

/**
 * Takes a page of history into a channel's window. `missed` are the events applied since the page was asked for:
 * those after the page's position are applied to its messages, so that no change falls between fetch and line. The newest page
 * is followed from there, though something was said while it was read and it says that there is more.
 */
export function installPage(
  entry: ChannelState,
  page: HistoryPage,
  place: PagePlace,
  missed: readonly ChannelEvent[],
  viewerId: string | null,
): ChannelState {
  const fetched = page.items.map((message) => toSentMessage(message, viewerId));
  const extends_ = place === "older" || place === "newer";
  const confirmed = extends_
    ? mergeMessages(entry.window.confirmed, fetched)
    : keepKnown(entry.window.confirmed, fetched);
  const arrived = new Set(fetched.map((message) => message.key));
  const installed: ChannelState = {
    ...entry,
    outbox: entry.outbox.filter((pending) => !arrived.has(pending.clientId)),
    window: {
      ...(extends_ ? entry.window : emptyWindow),
      confirmed,
      hasOlder: place === "newer" ? entry.window.hasOlder : page.previous !== null,
      hasNewer:
        place === "older" ? entry.window.hasNewer : place !== "newest" && page.next !== null,
      status: "ready",
      loadingOlder: place === "older" ? false : extends_ && entry.window.loadingOlder,
      loadingNewer: place === "newer" ? false : extends_ && entry.window.loadingNewer,
      error: null,
    },
  };
  const caughtUp = missed
    .filter((event): event is AppliedEvent => event.type !== "channel.deleted")
    .filter((event) => event.eventSeq > page.position.eventSeq)
    .reduce((later, event) => applyEvent(later, event, viewerId), installed);
  return settleUnread(caughtUp, viewerId);
}

/** The same for a thread's window: its replies, and the events that its channel's line brought meanwhile. */
export function installReplies(
  entry: ChannelState,
  thread: ThreadState,
  { page, place, missed }: Loaded,
  viewerId: string | null,
): ThreadState {
  const asWindow = { ...entry, channel: null, threads: {}, threadId: thread.rootId };
  const { window, outbox } = installPage(
    { ...asWindow, window: thread.window, outbox: thread.outbox },
    page,
    place,
    missed.filter(({ type }) => !/^(member|channel)\./.test(type)),
    viewerId,
  );
  return { ...thread, window, outbox };
}

type Loaded = {
  readonly page: HistoryPage;
  readonly place: PagePlace;
  readonly missed: readonly ChannelEvent[];
};

/** The fetched messages, each as it is known already when that is the same, or newer: two pages can arrive in either order. */
function keepKnown(
  known: readonly SentMessage[],
  fetched: readonly SentMessage[],
): readonly SentMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  return fetched.map((message) => {
    const before = byId.get(message.id);
    if (before === undefined) return message;
    const isNewer = before.version > message.version;
    return isNewer || JSON.stringify(before) === JSON.stringify(message) ? before : message;
  });
}
