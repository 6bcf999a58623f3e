import { selectThread, selectUnread, type ChatState, type Unread } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";

/** How far the viewer has read a channel or a thread, and how to move that. */
export type ReadLine = {
  /** The highest number that is read; null for who is no member or does not follow the thread. */
  readonly seqIn: (state: ChatState) => number | null;
  readonly unreadIn: (state: ChatState) => Unread;
  readonly markRead: (seq?: number) => void;
  /** Makes the message with this seq the first unread one. */
  readonly markUnread: (seq: number) => Promise<void>;
};

const nothing: Unread = { count: 0, mentions: 0 };

/** The line between read and unread in a channel, or in a thread of it. */
export function useReadLine(cid: string, threadId: string | null): ReadLine {
  const client = useChatClient();
  return useMemo(() => {
    const channel = client.channel(cid);
    if (threadId === null) {
      return {
        seqIn: (state) => state.channels[cid]?.channel?.membership?.watermark.seq ?? null,
        unreadIn: selectUnread(cid),
        markRead: channel.markRead,
        markUnread: channel.markUnread,
      };
    }
    const thread = channel.thread(threadId);
    const standingIn = (state: ChatState) => {
      const standing = selectThread(cid, threadId)(state)?.standing;
      return standing?.following ? standing : null;
    };
    return {
      seqIn: (state) => standingIn(state)?.watermark.seq ?? null,
      unreadIn: (state) => standingIn(state)?.unread ?? nothing,
      markRead: thread.markRead,
      markUnread: thread.markUnread,
    };
  }, [client, cid, threadId]);
}
