import type { HistoryPage, HistoryQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { seqCursor } from "@natter/contract/seq-cursor";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { messagesAfter, messagesBefore, readEdges, type History } from "./history-rows.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";
import { messageViews } from "./message-views.ts";

/**
 * A page of a channel's history or of a thread's replies, by ascending number. The position is read before the messages,
 * so events after it complete the page. Whether there is more on either side is asked, not concluded from numbers.
 */
export async function readHistory(
  tx: Tx,
  history: History,
  query: HistoryQuery,
): Promise<HistoryPage> {
  const head = await readHead(tx, channelStream(history.cid));
  const rows = await readRange(tx, history, query);
  const [first, last] = [rows[0], rows.at(-1)];
  const [items, edges] = await Promise.all([
    messageViews(tx, rows, history.viewerId),
    first && last ? readEdges(tx, history, { first: first.seq, last: last.seq }) : null,
  ]);
  return {
    items,
    previous: first && edges?.hasOlder ? seqCursor(first.seq) : null,
    next: last && edges?.hasNewer && !isNewest(query) ? seqCursor(last.seq) : null,
    position: { epoch: head.epoch, eventSeq: head.eventSeq },
  };
}

/** Behind the newest page there is nothing: what was said since it was read belongs to the line after its position. */
function isNewest({ before, after, around }: HistoryQuery): boolean {
  return before === undefined && after === undefined && around === undefined;
}

async function readRange(
  tx: Tx,
  history: History,
  { before, after, around, limit }: HistoryQuery,
): Promise<MessageRow[]> {
  if (after !== undefined) {
    return await messagesAfter(tx, history, { seq: await seqOf(tx, history, after), limit });
  }
  if (around !== undefined) {
    const seq = await seqOf(tx, history, around);
    const half = Math.floor(limit / 2);
    const [older, newer] = await Promise.all([
      messagesBefore(tx, history, { seq, limit: half }),
      messagesAfter(tx, history, { seq: seq - 1, limit: limit - half }),
    ]);
    return [...older.toReversed(), ...newer];
  }
  const seq = before === undefined ? Number.MAX_SAFE_INTEGER : await seqOf(tx, history, before);
  return (await messagesBefore(tx, history, { seq, limit })).toReversed();
}

/** The number that a cursor or a message stands for. Any message of the channel is a place in it, as are its replies. */
async function seqOf(tx: Tx, { cid, threadId }: History, at: string): Promise<number> {
  if (at.startsWith("s_")) {
    const seq = Number.parseInt(at.slice(2), 36);
    if (Number.isSafeInteger(seq) && seqCursor(seq) === at) return seq;
  }
  const [row] = isUuid(at) ? await findMessages(tx, [at]) : [];
  const isHere =
    row?.cid === cid && (threadId === null || threadId === row.threadId || threadId === row.id);
  if (row && isHere) return row.seq;
  if (isUuid(at))
    throw new ChatError("message.not_found", "There is no such message in this history.");
  throw new ChatError("request.invalid", "That is neither a message id nor a cursor of this list.");
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
