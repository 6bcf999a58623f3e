import type { ChatMessage, PendingMessage, Sending } from "@natter/client";
import { selectThreadWindow, selectWindow, isShallowEqual } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import type { OutgoingMessage } from "./outgoing.ts";

export type Send = {
  /** Shows the message at once and sends it when there is a way; `done` tells how it went. */
  readonly send: (message: OutgoingMessage) => Sending;
  /** Sends a failed one again: it is never there twice. */
  readonly retry: (clientId: string) => Promise<unknown>;
  /** Drops one that was not sent; false when it is too late. */
  readonly cancel: (clientId: string) => boolean;
  /** What is on its way or failed, in the order of sending. */
  readonly queue: readonly PendingMessage[];
};

/** Sends messages into a channel, or as replies into one of its threads. */
export function useSend(cid: string, threadId: string | null = null): Send {
  const client = useChatClient();
  const select = threadId === null ? selectWindow(cid) : selectThreadWindow(cid, threadId);
  const queue = useChatState((state) => select(state).items.filter(isPending), isShallowEqual);
  const actions = useMemo(() => {
    const channel = client.channel(cid);
    return {
      send: (message: OutgoingMessage) =>
        threadId === null ? channel.send(message) : channel.thread(threadId).send(message),
      retry: (clientId: string) => channel.retry(clientId),
      cancel: (clientId: string) => channel.cancel(clientId),
    };
  }, [client, cid, threadId]);
  return { queue, ...actions };
}

function isPending(message: ChatMessage): message is PendingMessage {
  return message.state !== "sent";
}
