import type { HistoryPage, HistoryQuery, Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess, readAccess } from "../channels/public.ts";
import { messageNotFound, viewOf } from "./edit-message.ts";
import { findMessages, messagesAfter, messagesBefore, type MessageRow } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";

/** A page of history, by ascending number. The position is read before the messages, so events after it complete the page. */
export function listMessages(
  call: UserCall,
  cid: string,
  query: HistoryQuery,
): Promise<HistoryPage> {
  return transact(call.engine, call.appId, async (tx) => {
    await getAccess(tx, cid, call.userId);
    const head = await readHead(tx, channelStream(cid));
    const rows = await readRange(tx, cid, query);
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      items: await messageViews(tx, rows),
      previous: first && first.seq > 1 ? seqCursor(first.seq) : null,
      next: last && last.seq < head.messageSeq ? seqCursor(last.seq) : null,
      position: { epoch: head.epoch, eventSeq: head.eventSeq },
    };
  });
}

async function readRange(
  tx: Tx,
  cid: string,
  { before, after, around, limit }: HistoryQuery,
): Promise<MessageRow[]> {
  if (after !== undefined) return await messagesAfter(tx, cid, await seqOf(tx, cid, after), limit);
  if (around !== undefined) {
    const seq = await seqOf(tx, cid, around);
    const half = Math.floor(limit / 2);
    const [older, newer] = await Promise.all([
      messagesBefore(tx, cid, seq, half),
      messagesAfter(tx, cid, seq - 1, limit - half),
    ]);
    return [...older.toReversed(), ...newer];
  }
  const below = before === undefined ? Number.MAX_SAFE_INTEGER : await seqOf(tx, cid, before);
  return (await messagesBefore(tx, cid, below, limit)).toReversed();
}

/** One message, or `message.not_found` for one that the caller may not read. */
export function getMessage(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) =>
    viewOf(tx, await getMessageRow(tx, messageId, call.userId)),
  );
}

/** One message's row if the user may read its channel, or `message.not_found`. */
export async function getMessageRow(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<MessageRow> {
  const [row] = await findMessages(tx, [messageId]);
  if (!row || !(await readAccess(tx, row.cid, userId))) throw messageNotFound();
  return row;
}

function seqCursor(seq: number): string {
  return `s_${seq.toString(36)}`;
}

async function seqOf(tx: Tx, cid: string, at: string): Promise<number> {
  if (at.startsWith("s_")) {
    const seq = Number.parseInt(at.slice(2), 36);
    if (Number.isSafeInteger(seq) && seqCursor(seq) === at) return seq;
  }
  const [row] = isUuid(at) ? await findMessages(tx, [at]) : [];
  if (row?.cid === cid) return row.seq;
  if (isUuid(at))
    throw new ChatError("message.not_found", "There is no such message in this channel.");
  throw new ChatError("request.invalid", "That is neither a message id nor a cursor of this list.");
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
