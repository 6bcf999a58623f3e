import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { Channel, ChatEventOf } from "../wire/entities.ts";

export type ChannelChangeEvent = ChatEventOf<
  | "channel.updated"
  | "channel.frozen"
  | "channel.unfrozen"
  | "channel.archived"
  | "channel.unarchived"
>;

/** Applies a change of the channel itself. */
export function applyChannelEvent(entry: ChannelState, event: ChannelChangeEvent): ChannelState {
  const channel = channelBehind(entry, event);
  if (channel === null) return entry;
  const changed = event.channel;
  return {
    ...entry,
    // What the viewer may do in a frozen or archived channel depends on their role: only the server knows.
    stale: entry.stale || isOtherwise(changed, channel) || changed.name === null,
    channel: { ...channel, ...changed, title: changed.name ?? channel.title },
  };
}

type States = Pick<Channel, "frozen" | "archived">;

function isOtherwise(one: States, other: States): boolean {
  return one.frozen !== other.frozen || one.archived !== other.archived;
}
