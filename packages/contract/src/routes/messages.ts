import * as messages from "../messages.ts";
import { ofChannel, ofMessage } from "./params.ts";
import { route } from "../route.ts";

export const messagesRoutes = {
  "messages.list": route("messages.list", {
    auth: "user",
    summary: "A page of a channel's history",
    params: ofChannel,
    query: messages.HistoryQuery,
    answer: messages.HistoryPage,
    status: 200,
    errors: ["channel.not_found", "message.not_found"],
  }),
  "messages.send": route("messages.send", {
    auth: "user",
    summary:
      "Send a message; a repeat with the same client id answers with the message as it is now",
    params: ofChannel,
    body: messages.SendMessageInput,
    answer: messages.MessageAnswer,
    status: 201,
    rpc: true,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "channel.frozen",
      "channel.slow_mode",
      "message.conflict",
      "message.empty",
      "message.too_large",
      "message.quote_not_found",
    ],
  }),
  "messages.get": route("messages.get", {
    auth: "user",
    summary: "One message",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    errors: ["message.not_found"],
  }),
  "messages.edit": route("messages.edit", {
    auth: "user",
    summary: "Edit one's own message",
    params: ofMessage,
    body: messages.EditMessageInput,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: [
      "message.not_found",
      "message.forbidden",
      "message.deleted",
      "message.empty",
      "message.too_large",
    ],
  }),
  "messages.delete": route("messages.delete", {
    auth: "user",
    summary: "Delete a message; its place stays",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "message.forbidden"],
  }),
  "messages.import": route("messages.import", {
    auth: "server",
    summary: "Import up to 100 messages with their own times; marked read, nobody is notified",
    body: messages.ImportInput,
    answer: messages.ImportAnswer,
    status: 200,
    errors: [],
  }),
} as const;
