import { selectMessage, type SentMessage } from "@natter/client";
import { useCallback, useEffect, useRef } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChatClient } from "../provider/use-chat-client.ts";

/** Makes the composer answer a message of which only the id is known: from what is loaded, else from the server. */
export function useQuoteById(): (messageId: string) => void {
  const { cid, setMode } = useChannelScope();
  const client = useChatClient();
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return useCallback(
    (messageId) => {
      const answer = (message: SentMessage) => {
        if (isThere.current && !message.deletedAt) setMode({ type: "reply", message });
      };
      const known = selectMessage(cid, messageId)(client.store.getState());
      if (known?.state === "sent") return answer(known);
      client.api("messages.get", { params: { messageId } }).then(
        ({ message }) =>
          answer({ ...message, key: message.id, state: "sent", pendingChange: false, error: null }),
        () => undefined, // gone, or no way there: then the text goes without what it answers
      );
    },
    [client, cid, setMode],
  );
}
