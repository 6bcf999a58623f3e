import {
  isShallowEqual,
  selectUnread,
  selectUnreadTotal,
  type Unread,
  type UnreadFilter,
} from "@natter/client";
import { useChatState } from "../provider/use-chat-state.ts";

/** Unread messages of one channel (by `cid`), or of all joined channels that pass a filter. */
export function useUnread(scope: { readonly cid: string } | UnreadFilter = {}): Unread {
  return useChatState(
    "cid" in scope ? selectUnread(scope.cid) : selectUnreadTotal(scope),
    isShallowEqual,
  );
}
