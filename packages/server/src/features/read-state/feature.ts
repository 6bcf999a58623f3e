import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { eraseReadStates } from "./erase-read-states.ts";
import { listMessageReceipts, listReceipts } from "./list-read-state.ts";
import { markMention } from "./mark-mention.ts";
import { markDelivered, markRead, markUnread } from "./mark-read.ts";
import { readAll } from "./read-all.ts";
import type { ReceiptTeller } from "./receipt-teller.ts";

/** How far everyone has read and received, and what is unread. */
export function readStateFeature(teller: ReceiptTeller): Feature {
  return {
    name: "read-state",
    handlers: {
      "readState.mark": (call, { params, body }) =>
        markRead(asUser(call), teller, { ...params, ...body }),
      "readState.markUnread": (call, { params, body }) =>
        markUnread(asUser(call), teller, { ...params, ...body }),
      "readState.markDelivered": (call, { params, body }) =>
        markDelivered(asUser(call), teller, { ...params, ...body }),
      "readState.receipts": (call, { params }) => listReceipts(asUser(call), params.cid),
      "readState.messageReceipts": (call, { params }) =>
        listMessageReceipts(asUser(call), params.messageId),
      "readState.markMention": (call, { params }) => markMention(asUser(call), params.messageId),
      "unread.readAll": (call, { body }) => readAll(asUser(call), teller, body),
    },
    eraseUser: eraseReadStates,
  };
}
