import {
  selectWindow,
  type ChatMessage,
  type ChannelHandle,
  type ChatError,
  type LoadStatus,
} from "@natter/client";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Messages = {
  /** The loaded stretch, oldest first; `key` is the React key. */
  readonly messages: readonly ChatMessage[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly status: LoadStatus;
  readonly loadingOlder: boolean;
  readonly error: ChatError | null;
} & Pick<
  ChannelHandle,
  | "send"
  | "retry"
  | "cancel"
  | "edit"
  | "delete"
  | "react"
  | "unreact"
  | "loadOlder"
  | "loadNewer"
  | "jumpTo"
  | "jumpToLatest"
>;

/** The messages of an open channel and what can be done with them. */
export function useMessages(cid: string): Messages {
  const handle = useChatClient().channel(cid);
  const window = useChatState(selectWindow(cid));
  return {
    messages: window.items,
    hasOlder: window.hasOlder,
    hasNewer: window.hasNewer,
    status: window.status,
    loadingOlder: window.loadingOlder,
    error: window.error,
    send: handle.send,
    retry: handle.retry,
    cancel: handle.cancel,
    edit: handle.edit,
    delete: handle.delete,
    react: handle.react,
    unreact: handle.unreact,
    loadOlder: handle.loadOlder,
    loadNewer: handle.loadNewer,
    jumpTo: handle.jumpTo,
    jumpToLatest: handle.jumpToLatest,
  };
}
