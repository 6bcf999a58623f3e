import type { Message } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { capabilitiesOf } from "../channels/public.ts";
import { openForChange, viewOf } from "./edit-message.ts";
import { assertCanDelete } from "./message-policy.ts";
import { updateMessage } from "./message-rows.ts";

/** Deletes a message: its place stays, what it said goes. Deleting it again changes nothing. */
export function deleteMessage(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    assertCanDelete(row, call.userId, capabilitiesOf(access).includes("delete-any"));
    if (row.deletedAt) return await viewOf(tx, row);
    const { seq: messageSeq, senderId, kind, silent, inChannel } = row;
    const data = { messageId, messageSeq, senderId, kind, silent, inChannel };
    const version = await tx.emit(channelStream(row.cid), { type: "message.deleted", data });
    const deleted = { ...row, version, text: "", custom: {}, mentions: [], deletedAt: tx.now };
    await updateMessage(tx, deleted);
    return await viewOf(tx, deleted);
  });
}
