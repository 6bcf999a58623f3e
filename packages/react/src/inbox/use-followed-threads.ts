import type { Thread } from "@natter/client";
import { useCallback, useEffect } from "react";
import type { Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

export type FollowedThreads = Pick<
  Pages<Thread>,
  "items" | "status" | "error" | "hasMore" | "loadMore" | "reload"
>;

/** The threads that the viewer follows in all channels, those with something new first. */
export function useFollowedThreads(): FollowedThreads {
  const client = useChatClient();
  const strings = useStrings();
  const me = useChatState((state) => state.me?.id);
  const { items, status, next } = useChatState((state) => state.threadList);
  // What went wrong is in the list's status.
  const reload = useCallback(
    () => void client.threads.load({ filter: "followed", order: "unread" }).catch(() => {}),
    [client],
  );
  const loadMore = useCallback(() => void client.threads.loadMore().catch(() => {}), [client]);
  useEffect(() => {
    if (me !== undefined) reload();
  }, [me, reload]);
  const error = status === "error" ? strings("error.generic") : null;
  return { items, status, error, hasMore: next !== null, loadMore, reload };
}
