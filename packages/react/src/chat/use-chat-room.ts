import type { ChatMessage, Message, Sending, UserSummary } from "@natter/client";
import { selectMessages } from "@natter/client";
import { useEffect, useMemo } from "react";
import { useConnection } from "../connection/use-connection.ts";
import { useOnlineUsers } from "../people/use-online.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useTyping } from "../typing/use-typing.ts";

export type ChatRoom = {
  readonly messages: readonly ChatMessage[];
  /** Empty where there are too many to name. */
  readonly onlineUsers: readonly UserSummary[];
  readonly typingUsers: readonly UserSummary[];
  readonly isConnected: boolean;
  readonly sendMessage: (text: string, quoteId?: string) => Sending;
  /** Call it on every keystroke. */
  readonly sendTyping: () => void;
  readonly sendReaction: (messageId: string, reaction: string) => Promise<Message>;
};

/** Opens a channel and gives everything a small chat of one's own making needs. */
export function useChatRoom(cid: string): ChatRoom {
  const client = useChatClient();
  const messages = useChatState(selectMessages(cid));
  const { users: onlineUsers } = useOnlineUsers(cid);
  const { users: typingUsers } = useTyping(cid);
  const { isConnected } = useConnection();
  useEffect(() => {
    const channel = client.channel(cid);
    // A refusal is in the channel's state.
    channel.watch().catch(() => {});
    return () => channel.unwatch();
  }, [client, cid]);
  const actions = useMemo(() => {
    const channel = client.channel(cid);
    return {
      sendMessage: (text: string, quoteId?: string) =>
        channel.send(quoteId === undefined ? { text } : { text, quoteId }),
      sendTyping: () => channel.typing(),
      sendReaction: (messageId: string, reaction: string) => channel.react(messageId, reaction),
    };
  }, [client, cid]);
  return { messages, onlineUsers: onlineUsers ?? [], typingUsers, isConnected, ...actions };
}
