import type { Channel, Message } from "@natter/client";
import { useChatClient } from "@natter/react";
import { useCallback } from "react";
import { useLocation } from "wouter";
import { pathOfChannel } from "./paths.ts";

export type Go = {
  readonly toChannel: (channel: Pick<Channel, "cid" | "spaceId">) => void;
  /** To a message where it stands: in its channel, or in the thread that it is a reply of. */
  readonly toMessage: (message: Pick<Message, "id" | "cid" | "threadId">) => void;
  readonly toThread: (root: Pick<Message, "id" | "cid">) => void;
};

/** Goes to channels, messages and threads; each is a step of the browser's history. */
export function useGo(): Go {
  const client = useChatClient();
  const [, navigate] = useLocation();
  const placeOf = useCallback(
    (cid: string) => ({
      cid,
      spaceId: client.store.getState().channels[cid]?.channel?.spaceId ?? null,
    }),
    [client],
  );
  return {
    toChannel: useCallback((channel) => navigate(pathOfChannel(channel)), [navigate]),
    toMessage: useCallback(
      ({ id, cid, threadId }) =>
        navigate(
          pathOfChannel(
            placeOf(cid),
            threadId === null ? { messageId: id } : { messageId: threadId, threadId },
          ),
        ),
      [navigate, placeOf],
    ),
    toThread: useCallback(
      ({ id, cid }) => navigate(pathOfChannel(placeOf(cid), { messageId: id, threadId: id })),
      [navigate, placeOf],
    ),
  };
}
