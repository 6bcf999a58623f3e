import type { LoadStatus, Member } from "@natter/client";
import { useEffect } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Members = {
  readonly members: readonly Member[];
  readonly status: LoadStatus;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
};

const none: readonly Member[] = [];

/** The members of a channel, page by page; the first page is fetched when the list is first shown. */
export function useMembers(cid: string): Members {
  const client = useChatClient();
  const list = useChatState((state) => state.channels[cid]?.members);
  const readable = useChatState((state) => Boolean(state.channels[cid]?.channel));
  const status = list?.status ?? "idle";
  // A failure is in the status, which the caller shows.
  const loadMore = () =>
    void client
      .channel(cid)
      .loadMembers()
      .catch(() => {});
  useEffect(() => {
    if (readable && status === "idle")
      client
        .channel(cid)
        .loadMembers()
        .catch(() => {});
  }, [client, cid, readable, status]);
  return { members: list?.items ?? none, status, hasMore: list?.hasMore ?? false, loadMore };
}
