import {
  selectThreadList,
  type LoadStatus,
  type Thread,
  type ThreadList,
  type ThreadsUnread,
} from "@natter/client";
import { useCallback, useEffect } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Threads = {
  /** Those with unread replies first. */
  readonly threads: readonly Thread[];
  readonly status: LoadStatus;
  readonly hasMore: boolean;
  /** In how many of them something is unread, how many replies, and how many that mention the viewer. */
  readonly unread: ThreadsUnread;
  readonly loadMore: () => Promise<void>;
  readonly reload: () => void;
};

const nothing: ThreadsUnread = { threads: 0, replies: 0, mentions: 0 };

/** The threads that the viewer follows, in all channels, those with something unread first. */
export function useThreads(filter: ThreadList["filter"] = "followed"): Threads {
  const { threads } = useChatClient();
  const list = useChatState(selectThreadList);
  const reload = useCallback(() => {
    // That it could not be loaded is in the list's status.
    threads.load({ filter, order: "unread" }).catch(() => {});
  }, [threads, filter]);
  useEffect(reload, [reload]);
  return {
    threads: list.items,
    status: list.status,
    hasMore: list.next !== null,
    unread: list.unread ?? nothing,
    loadMore: threads.loadMore,
    reload,
  };
}
