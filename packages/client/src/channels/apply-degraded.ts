import type { ChannelState } from "../store/state.ts";
import { channelBehind } from "../sync/channel-behind.ts";
import type { ChatEventOf } from "../wire/entities.ts";

/** Notes what is otherwise in a channel from now on, or is no longer. */
export function applyDegraded(
  entry: ChannelState,
  event: ChatEventOf<"channel.degraded" | "channel.restored">,
): ChannelState {
  const channel = channelBehind(entry, event);
  if (channel === null) return entry;
  const others = channel.degraded.filter((feature) => feature !== event.feature);
  const degraded = event.type === "channel.degraded" ? [...others, event.feature] : others;
  return { ...entry, channel: { ...channel, degraded } };
}
