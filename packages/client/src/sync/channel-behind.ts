import type { ChannelState } from "../store/state.ts";
import type { Channel, ChannelEvent } from "../wire/entities.ts";

/** The channel, if an event tells something about it that its facts do not hold yet; else null. */
export function channelBehind(entry: ChannelState, event: ChannelEvent): Channel | null {
  const { channel } = entry;
  return channel !== null && event.eventSeq > channel.position.eventSeq ? channel : null;
}
