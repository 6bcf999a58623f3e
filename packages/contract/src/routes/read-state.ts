import * as readState from "../read-state.ts";
import { ofChannel, ofMessage } from "./params.ts";
import { route } from "../route.ts";

export const readStateRoutes = {
  "readState.mark": route("readState.mark", {
    auth: "user",
    summary: "Mark a channel read up to a message",
    params: ofChannel,
    body: readState.MarkReadInput,
    answer: readState.ReadStateAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.markUnread": route("readState.markUnread", {
    auth: "user",
    summary: "Mark a channel unread from a message on",
    params: ofChannel,
    body: readState.MarkUnreadInput,
    answer: readState.ReadStateAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.markDelivered": route("readState.markDelivered", {
    auth: "user",
    summary: "Say that messages up to one have reached this client",
    params: ofChannel,
    body: readState.MarkDeliveredInput,
    answer: null,
    status: 204,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.receipts": route("readState.receipts", {
    auth: "user",
    summary: "How far the members have received and read",
    params: ofChannel,
    answer: readState.ReceiptsAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "readState.messageReceipts": route("readState.messageReceipts", {
    auth: "user",
    summary: "Who received and read one message, and when",
    params: ofMessage,
    answer: readState.MessageReceiptsAnswer,
    status: 200,
    errors: ["message.not_found"],
  }),
  "readState.unread": route("readState.unread", {
    auth: "user",
    summary: "Unread counts of all channels that have any",
    answer: readState.UnreadAnswer,
    status: 200,
    errors: [],
  }),
} as const;
