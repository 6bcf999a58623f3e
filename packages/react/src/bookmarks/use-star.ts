import { selectStarred } from "@natter/client";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Star = {
  readonly starred: boolean;
  /** Stars it, or takes the star away; shown at once, taken back when it is refused. */
  readonly toggle: () => Promise<void>;
};

/** Whether the viewer starred a message, which nobody else sees. */
export function useStar(cid: string, messageId: string): Star {
  const client = useChatClient();
  const starred = useChatState(selectStarred(messageId));
  const toggle = useCallback(async () => {
    const channel = client.channel(cid);
    await (starred ? channel.unstar(messageId) : channel.star(messageId));
  }, [client, cid, messageId, starred]);
  return { starred, toggle };
}
