export { createChatServer, type ChatServer, type ChatServerOptions } from "./create-chat-server.ts";
