import { isShallowEqual } from "@natter/client";
import { useContext, useEffect, useMemo } from "react";
import { useLoadPresence } from "../people/use-online.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { WordingContext } from "../strings/use-strings.ts";
import { memberRows, type MemberRow } from "./member-rows.ts";
import { useMembers, type Members } from "./use-members.ts";

export type MemberListState = Members & { readonly rows: readonly MemberRow[] };

/** A search goes through this many members at most: the list is fetched as far as that. */
const mostSearched = 1_000;

/** The members of a channel in groups, by role and by who is there, as far as they fit a query. */
export function useMemberList(cid: string, query = ""): MemberListState {
  const { locale } = useContext(WordingContext);
  const list = useMembers(cid);
  const { members, hasMore, status, loadMore } = list;
  const online = useChatState((state) => {
    const inChannel = state.channels[cid]?.online;
    if (inChannel) return inChannel;
    return members.map((member) => member.user.id).filter((id) => state.presence[id]?.online);
  }, isShallowEqual);
  // An open channel's own stream tells who is there, up to the size where it only counts them.
  const isCounted = useChatState((state) => state.channels[cid]?.online === null);
  useLoadPresence(isCounted ? members.map((member) => member.user.id) : []);

  const isSearching = query.trim() !== "";
  const wantsMore = isSearching && hasMore && status === "ready" && members.length < mostSearched;
  useEffect(() => {
    if (wantsMore) loadMore();
    // One page after the other: `members` tells that the last one came.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wantsMore, members]);

  const rows = useMemo(() => {
    const here = new Set<string>(online);
    return memberRows(members, { isOnline: (id) => here.has(id), query, locale });
  }, [members, online, query, locale]);
  return { ...list, rows };
}
