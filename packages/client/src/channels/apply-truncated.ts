import type { ChannelState } from "../store/state.ts";
import type { ChatEventOf } from "../wire/entities.ts";

/**
 * Drops the messages that are gone for everybody. What is unread of the rest the server tells; the line has begun anew, so
 * the channel is fetched again in any case.
 */
export function applyTruncated(
  entry: ChannelState,
  event: ChatEventOf<"channel.truncated">,
): ChannelState {
  const { channel, window } = entry;
  const confirmed = window.confirmed.filter(({ seq }) => seq > event.messageSeq);
  const last = channel?.lastMessage ?? null;
  const isGone = last !== null && last.seq <= event.messageSeq;
  return {
    ...entry,
    stale: true,
    window: { ...window, confirmed, hasOlder: false },
    channel: channel === null || !isGone ? channel : { ...channel, lastMessage: null },
  };
}
