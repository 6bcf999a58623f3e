import type { ChatState } from "../store/state.ts";

/** Whether somebody is online as far as is known. */
export function selectOnline(userId: string) {
  return (state: ChatState): boolean => state.presence[userId]?.online ?? false;
}
