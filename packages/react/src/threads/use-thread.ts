import { selectThread, type LoadStatus, type SentMessage, type Unread } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type ThreadView = {
  /** The message that is answered; null until it is loaded. */
  readonly root: SentMessage | null;
  readonly status: LoadStatus;
  /** Whether it is not there, or not for the viewer. */
  readonly gone: boolean;
  readonly following: boolean;
  readonly unread: Unread;
  readonly follow: () => Promise<void>;
  /** Until the viewer replies again. */
  readonly unfollow: () => Promise<void>;
  readonly markRead: () => void;
};

const nothing: Unread = { count: 0, mentions: 0 };

/** An open thread: what it is about, and what the viewer is to it. `useMessages(cid, messageId)` has its replies. */
export function useThread(cid: string, messageId: string): ThreadView {
  const client = useChatClient();
  const thread = useChatState(selectThread(cid, messageId));
  const actions = useMemo(() => {
    const handle = client.channel(cid).thread(messageId);
    return {
      follow: () => handle.follow(),
      unfollow: () => handle.unfollow(),
      markRead: () => handle.markRead(),
    };
  }, [client, cid, messageId]);
  const status = thread?.window.status ?? "loading";
  const code = thread?.window.error?.status;
  return {
    root: thread?.root ?? null,
    status,
    gone: status === "error" && (code === 403 || code === 404),
    following: thread?.standing?.following ?? false,
    unread: thread?.standing?.unread ?? nothing,
    ...actions,
  };
}
