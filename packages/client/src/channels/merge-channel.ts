import { laterWatermark } from "@natter/contract/unread";
import { emptyWindow } from "../messages/empty-window.ts";
import { raiseWatermark, recountUnread } from "../read-state/apply-unread.ts";
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
    return withNew({ ...entry, window: emptyWindow, changes: [], applied: null }, fetched);
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
  const { capabilities, membership, other } = fetched;
  if (membership !== null && known.membership !== null) {
    const merged = { ...entry, channel: { ...known, capabilities, other } };
    return raiseWatermark(merged, membership.watermark, viewerId);
  }
  // Joined or left meanwhile: what is unread since then has to be asked again.
  return {
    ...entry,
    stale: entry.stale || membership !== null,
    channel: { ...known, capabilities, other, membership, unread: fetched.unread },
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
  if (watermark === membership.watermark) return taken;
  // The viewer has read on here and the server does not know yet.
  const ahead = { ...taken, channel: { ...fetched, membership: { ...membership, watermark } } };
  return recountUnread(ahead, viewerId) ?? ahead;
}

function activeSince(channel: Channel): Date {
  return channel.lastMessage?.createdAt ?? channel.createdAt;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
