import type { Channel } from "@natter/client";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";

/** A function that opens the direct channel with one person, or makes a group of several, with a name or without. */
export function useNewConversation(): (
  userIds: readonly string[],
  name?: string,
) => Promise<Channel> {
  const client = useChatClient();
  return useCallback(
    async (userIds, name = "") => {
      const [only, ...others] = userIds;
      if (only !== undefined && others.length === 0) return client.channels.direct(only);
      return client.channels.create({ members: [...userIds], ...(name === "" ? {} : { name }) });
    },
    [client],
  );
}
