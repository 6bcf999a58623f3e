import type { ChatError, ConnectionStatus } from "@natter/client";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Connection = {
  readonly status: ConnectionStatus;
  readonly isConnected: boolean;
  readonly error: ChatError | null;
  /** How many of the viewer's messages wait for the connection. */
  readonly waiting: number;
  /** Tries again now. */
  readonly retry: () => void;
};

/** How the connection to the chat stands. */
export function useConnection(): Connection {
  const client = useChatClient();
  const status = useChatState((state) => state.connection);
  const error = useChatState((state) => state.connectionError);
  const waiting = useChatState((state) =>
    Object.values(state.channels).reduce(
      (count, { outbox }) => count + outbox.filter(({ state: its }) => its !== "failed").length,
      0,
    ),
  );
  const retry = useCallback(() => {
    client.disconnect();
    client.connect();
  }, [client]);
  return { status, error, waiting, isConnected: status === "online", retry };
}
