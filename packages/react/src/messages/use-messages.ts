import {
  selectThreadWindow,
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
  readonly loadingNewer: boolean;
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
  | "jumpToSeq"
  | "jumpToLatest"
  | "forget"
>;

/** The messages of an open channel, or of an open thread of it, and what can be done with them. */
export function useMessages(cid: string, threadId: string | null = null): Messages {
  const channel = useChatClient().channel(cid);
  const history = threadId === null ? channel : channel.thread(threadId);
  const window = useChatState(
    threadId === null ? selectWindow(cid) : selectThreadWindow(cid, threadId),
  );
  return {
    messages: window.items,
    hasOlder: window.hasOlder,
    hasNewer: window.hasNewer,
    status: window.status,
    loadingOlder: window.loadingOlder,
    loadingNewer: window.loadingNewer,
    error: window.error,
    send: history.send,
    retry: channel.retry,
    cancel: channel.cancel,
    edit: channel.edit,
    delete: channel.delete,
    react: channel.react,
    unreact: channel.unreact,
    loadOlder: history.loadOlder,
    loadNewer: history.loadNewer,
    jumpTo: history.jumpTo,
    jumpToSeq: history.jumpToSeq,
    jumpToLatest: history.jumpToLatest,
    forget: history.forget,
  };
}
