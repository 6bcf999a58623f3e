import type { ChatState } from "../store/state.ts";
import type { UserSummary } from "../wire/entities.ts";

const nobody: readonly UserSummary[] = [];

/** Who else is typing in a channel, in the order they began. */
export function selectTyping(cid: string) {
  return (state: ChatState): readonly UserSummary[] => state.channels[cid]?.typing ?? nobody;
}
