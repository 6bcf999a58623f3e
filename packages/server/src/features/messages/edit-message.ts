import type { EditMessageInput, Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { assertCan, readAccess, type ChannelAccess } from "../channels/public.ts";
import { whichAreMembers } from "../members/public.ts";
import { assertCanEdit, assertContent } from "./message-policy.ts";
import { lockMessage, updateMessage, type MessageRow } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { insertMentions } from "./recipient-rows.ts";

/** Edits the caller's own message. Saving what is there already changes nothing and tells nobody. */
export function editMessage(
  call: UserCall,
  messageId: string,
  input: EditMessageInput,
): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    assertCan(access, "edit-own");
    assertCanEdit(row, call.userId);
    const changed = await applyEdit(tx, row, input);
    assertContent(changed);
    const isSame = JSON.stringify(changed) === JSON.stringify(row);
    const saved = isSame ? row : await save(tx, { ...changed, editedAt: tx.now });
    return await viewOf(tx, saved);
  });
}

async function applyEdit(tx: Tx, row: MessageRow, input: EditMessageInput): Promise<MessageRow> {
  return {
    ...row,
    text: input.text ?? row.text,
    custom: input.custom ?? row.custom,
    mentions: input.mentions ? await whichAreMembers(tx, row.cid, input.mentions) : row.mentions,
  };
}

async function save(tx: Tx, row: MessageRow): Promise<MessageRow> {
  const version = await tx.emit(channelStream(row.cid), {
    type: "message.updated",
    data: { messageId: row.id },
  });
  const saved = { ...row, version };
  await updateMessage(tx, saved);
  await insertMentions(tx, saved);
  return saved;
}

/** A message locked for a change, with what its channel allows the caller. Unknown and unreadable answer alike. */
export async function openForChange(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<{ row: MessageRow; access: ChannelAccess }> {
  const row = await lockMessage(tx, messageId);
  const access = row && (await readAccess(tx, row.cid, userId));
  if (!row || !access) throw messageNotFound();
  return { row, access };
}

/** One answer for a message that does not exist and one the caller may not see. */
export function messageNotFound(): ChatError {
  return new ChatError("message.not_found", "There is no such message, or you cannot see it.");
}

/** One message as it is now. */
export async function viewOf(tx: Tx, row: MessageRow): Promise<Message> {
  const [message] = await messageViews(tx, [row]);
  if (!message) throw new Error("A message has no view.");
  return message;
}
