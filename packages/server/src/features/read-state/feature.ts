import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { listMessageReceipts, listReceipts, listUnread } from "./list-read-state.ts";
import { markDelivered, markRead, markUnread } from "./mark-read.ts";
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
      "readState.unread": (call) => listUnread(asUser(call)),
    },
  };
}
