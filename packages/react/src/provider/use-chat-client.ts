import type { ChatClient } from "@natter/client";
import { createContext, useContext } from "react";

export const ChatClientContext = createContext<ChatClient | null>(null);

/** The client of the nearest `ChatProvider`. */
export function useChatClient(): ChatClient {
  const client = useContext(ChatClientContext);
  if (client === null) {
    throw new Error("There is no chat here: put a ChatProvider around this component.");
  }
  return client;
}
