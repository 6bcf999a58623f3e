import { emptyChannelState } from "../channels/empty-channel-state.ts";
import { showMessages } from "../messages/show-messages.ts";
import { underEstimate } from "../read-state/estimate.ts";
import type { ChannelState, ChatState } from "./state.ts";

/** Changes one channel's state, made if it was not there, and works out anew what its window shows. */
export function changeChannel(
  state: ChatState,
  cid: string,
  change: (entry: ChannelState) => ChannelState,
): ChatState {
  const before = state.channels[cid];
  const after = underEstimate(before ?? emptyChannelState(cid), change);
  if (after === before) return state;
  return { ...state, channels: { ...state.channels, [cid]: showMessages(after) } };
}

/** The same, but leaves a channel alone that is not there. */
export function changeKnownChannel(
  state: ChatState,
  cid: string,
  change: (entry: ChannelState) => ChannelState,
): ChatState {
  return state.channels[cid] === undefined ? state : changeChannel(state, cid, change);
}

/** Forgets channels. */
export function removeChannels(state: ChatState, cids: readonly string[]): ChatState {
  const gone = cids.filter((cid) => state.channels[cid] !== undefined);
  if (gone.length === 0) return state;
  const channels = { ...state.channels };
  for (const cid of gone) delete channels[cid];
  return { ...state, channels };
}
