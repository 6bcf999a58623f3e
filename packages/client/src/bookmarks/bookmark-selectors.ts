import type { ChatState } from "../store/state.ts";

/** Whether the viewer starred a message, as far as is known. */
export function selectStarred(messageId: string) {
  return (state: ChatState): boolean => state.flags[messageId]?.starred ?? false;
}
