import type { HistoryPage, HistoryQuery, Message } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { allows, assertCan, getAccess, readAccess } from "../channels/public.ts";
import { messageNotFound, viewOf } from "./edit-message.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";
import { isSeenBy } from "./message-policy.ts";
import { readHistory } from "./read-history.ts";

/** A page of a channel's history. Replies that show in their thread only are not in it. */
export function listMessages(
  call: UserCall,
  cid: string,
  query: HistoryQuery,
): Promise<HistoryPage> {
  return transact(call.engine, call.appId, async (tx) => {
    assertCan(await getAccess(tx, cid, call.userId), "see-history");
    return await readHistory(tx, { viewerId: call.userId, cid, threadId: null }, query);
  });
}

/** One message, or `message.not_found` for one that the caller may not read. */
export function getMessage(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) =>
    viewOf(tx, await getMessageRow(tx, messageId, call.userId), call.userId),
  );
}

/**
 * One message's row, or `message.not_found` where the user may not read its channel, or came after it to a channel that
 * shows them nothing of before.
 */
export async function getMessageRow(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<MessageRow> {
  const [row] = await findMessages(tx, [messageId]);
  const access = row && isSeenBy(row, userId) ? await readAccess(tx, row.cid, userId) : null;
  if (!row || !access) throw messageNotFound();
  if (row.seq <= access.joinedSeq && !allows(access, "see-history")) throw messageNotFound();
  return row;
}
