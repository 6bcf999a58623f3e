import type { ChatClientOptions } from "./chat-client-options.ts";
import type { ChatClient } from "./chat-client.ts";

/** Makes a client for one user of one app. It does nothing until `connect`. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  throw new Error(`not connected to ${options.endpoint} yet`);
}
