import { useCallback } from "react";
import { useToast } from "../primitives/toaster.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

/** A function that marks everything read, or everything in a space, and offers to take that back. */
export function useMarkAllRead(spaceId?: string): () => Promise<void> {
  const client = useChatClient();
  const attempt = useAttempt();
  const toast = useToast();
  const strings = useStrings();
  return useCallback(async () => {
    const before = Object.values(client.store.getState().channels).flatMap(({ channel }) =>
      channel?.membership &&
      channel.unread.count > 0 &&
      (spaceId === undefined || channel.spaceId === spaceId)
        ? [{ cid: channel.cid, firstUnread: channel.membership.watermark.seq + 1 }]
        : [],
    );
    if (!(await attempt(() => client.markAllRead(spaceId)))) return;
    const undo = () =>
      void attempt(() =>
        Promise.all(
          before.map(({ cid, firstUnread }) => client.channel(cid).markUnread(firstUnread)),
        ),
      );
    toast(
      strings("inbox.allRead"),
      before.length === 0 ? undefined : { label: strings("form.undo"), run: undo },
    );
  }, [client, spaceId, attempt, toast, strings]);
}
