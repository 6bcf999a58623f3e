import { laterWatermark } from "@natter/contract/unread";
import { emptyWindow } from "../messages/empty-window.ts";
import { raiseWatermark, recountUnread, settleUnread } from "../read-state/apply-unread.ts";
import type { ChannelState } from "../store/state.ts";
import type { Channel } from "../wire/entities.ts";

/**
 * Takes in a channel as the server answered it. Its numbered facts count only if they are not older than what
 * was applied since; what concerns the viewer alone is always taken. Of another epoch, everything starts anew.
 */
export function mergeChannel(
  entry: ChannelState,
  fetched: Channel,
  viewerId: string | null,
): ChannelState {
  const known = entry.channel;
  if (known === null) return withNew(entry, fetched);
  if (known.position.epoch !== fetched.position.epoch) {
    const emptied = { ...entry, window: emptyWindow, changes: [], applied: null };
    // Nothing told before compares with this. What came from a call meanwhile is made sure of by one more fetch.
    return { ...withNew(emptied, fetched), stale: true };
  }
  if (fetched.position.eventSeq >= known.position.eventSeq) {
    return withNewer(entry, known, fetched, viewerId);
  }
  return withViewerFacts(entry, known, fetched, viewerId);
}

/** An answer older than what was applied: only what concerns the viewer alone is taken from it. */
function withViewerFacts(
  entry: ChannelState,
  known: Channel,
  fetched: Channel,
  viewerId: string | null,
): ChannelState {
  const { capabilities, membership, other, settings } = fetched;
  if (membership !== null && known.membership !== null) {
    const merged = { ...entry, channel: { ...known, capabilities, other, settings } };
    return raiseWatermark(merged, membership.watermark, viewerId);
  }
  // Joined or left meanwhile: what is unread since then has to be asked again.
  return {
    ...entry,
    stale: entry.stale || membership !== null,
    channel: { ...known, capabilities, other, membership, settings, unread: fetched.unread },
  };
}

function withNew(entry: ChannelState, fetched: Channel): ChannelState {
  return {
    ...entry,
    channel: fetched,
    applied: entry.applied ?? fetched.position,
    unreadAsOf: fetched.position.eventSeq,
    stale: false,
    activeAt: activeSince(fetched),
  };
}

function withNewer(
  entry: ChannelState,
  known: Channel,
  fetched: Channel,
  viewerId: string | null,
): ChannelState {
  const taken: ChannelState = {
    ...entry,
    channel: fetched,
    // A loaded window still needs the events in between; without one there is nothing else to bring up to date.
    applied: entry.window.status === "ready" ? entry.applied : fetched.position,
    unreadAsOf: fetched.position.eventSeq,
    stale: false,
    activeAt: later(entry.activeAt, activeSince(fetched)),
  };
  const { membership } = fetched;
  if (membership === null || known.membership === null) return taken;
  const watermark = laterWatermark(membership.watermark, known.membership.watermark);
  if (watermark === membership.watermark) return settleUnread(taken, viewerId);
  // The viewer has read on here and the answer does not know yet: its count is of another watermark.
  const ahead = { ...taken, channel: { ...fetched, membership: { ...membership, watermark } } };
  const counted = recountUnread(ahead, viewerId);
  if (counted !== null) return counted;
  return entry.unreadAsOf === fetched.position.eventSeq
    ? { ...ahead, channel: { ...ahead.channel, unread: known.unread } }
    : { ...ahead, stale: true };
}

function activeSince(channel: Channel): Date {
  return channel.lastMessage?.createdAt ?? channel.createdAt;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
