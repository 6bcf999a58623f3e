import type { Channel } from "@natter/client";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";

/** A function that opens the direct channel with somebody, making it at the first time. */
export function useStartChat(): (userId: string) => Promise<Channel> {
  const client = useChatClient();
  return useCallback((userId) => client.channels.direct(userId), [client]);
}
