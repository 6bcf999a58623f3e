import type { User } from "@natter/client";
import { useChatState } from "./use-chat-state.ts";

/** The signed-in user; null until the first answer of the server. */
export function useCurrentUser(): User | null {
  return useChatState((state) => state.me);
}
