import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf } from "../wire/entities.ts";

export type ChannelChangeEvent = ChatEventOf<
  "channel.updated" | "channel.frozen" | "channel.unfrozen"
>;

/** Applies a change of the channel itself. */
export function applyChannelEvent(entry: ChannelState, event: ChannelChangeEvent): ChannelState {
  const channel = channelBehind(entry, event);
  if (channel === null) return entry;
  const changed = event.channel;
  return {
    ...entry,
    // What the viewer may do in a frozen channel depends on their role: only the server knows.
    stale: entry.stale || changed.frozen !== channel.frozen || changed.name === null,
    channel: { ...channel, ...changed, title: changed.name ?? channel.title },
  };
}
