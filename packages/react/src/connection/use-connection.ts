import type { ChatError, ConnectionStatus } from "@natter/client";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Connection = {
  readonly status: ConnectionStatus;
  readonly isConnected: boolean;
  readonly error: ChatError | null;
  /** Tries again now. */
  readonly retry: () => void;
};

/** How the connection to the chat stands. */
export function useConnection(): Connection {
  const client = useChatClient();
  const status = useChatState((state) => state.connection);
  const error = useChatState((state) => state.connectionError);
  return {
    status,
    error,
    isConnected: status === "online",
    retry: () => {
      client.disconnect();
      client.connect();
    },
  };
}
