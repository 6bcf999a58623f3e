import { defaultLimits } from "@natter/client";
import { useCallback } from "react";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

/** Deletes a message of a channel and offers to take that back, for as long as the server lets it be taken back. */
export function useDeleteMessage(cid: string): (messageId: string) => void {
  const client = useChatClient();
  const toast = useToast();
  const strings = useStrings();
  return useCallback(
    (messageId) => {
      const channel = client.channel(cid);
      const complain = (error: unknown) =>
        toast(error instanceof Error && error.message ? error.message : strings("error.generic"));
      channel.delete(messageId).then(({ sender }) => {
        // Only its author can take it back.
        if (sender?.id !== client.store.getState().me?.id) return;
        toast(strings("message.deletedToast"), {
          label: strings("message.undo"),
          forMs: defaultLimits.undoSeconds * 1_000,
          run: () => void channel.undelete(messageId).catch(complain),
        });
      }, complain);
    },
    [client, cid, toast, strings],
  );
}
