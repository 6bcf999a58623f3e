import type { ReadStateAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import type { ChannelAccess } from "../channels/public.ts";
import {
  markRecipientDelivered,
  markRecipientRead,
  unreadMentionsAnew,
} from "../messages/public.ts";
import { lockReadState, saveReadStates, type ReadStateRow } from "./read-state-rows.ts";
import { getReader, type Reader } from "./reader.ts";
import type { ReceiptTeller } from "./receipt-teller.ts";
import { tellStanding } from "./tell-standing.ts";
import { afterDelivery, afterReading, afterUnreading } from "./watermark.ts";

/** Marks a channel read up to a message; numbers beyond the newest message mean the newest. */
export function markRead(
  call: UserCall,
  teller: ReceiptTeller,
  mark: { cid: string; seq: number; generation: number },
): Promise<ReadStateAnswer> {
  return changeReadState(call, teller, mark.cid, (tx, row, { newest, reader }) => {
    if (mark.generation > row.generation) {
      throw new ChatError(
        "read.stale_generation",
        `The read state is at generation ${row.generation}.`,
        { details: { generation: row.generation } },
      );
    }
    const seq = Math.min(mark.seq, newest);
    return afterReading(row, {
      generation: mark.generation,
      seq,
      at: tx.now,
      isShown: reader.showsReceipts,
    });
  });
}

/** Marks a channel unread from a message on, on every device. Mentions from there on count again. */
export function markUnread(
  call: UserCall,
  teller: ReceiptTeller,
  mark: { cid: string; seq: number },
): Promise<ReadStateAnswer> {
  return changeReadState(call, teller, mark.cid, async (tx, row, { newest }) => {
    if (mark.seq > newest) return row;
    const { userId, cid } = row;
    await unreadMentionsAnew(tx, { userId, cid, from: mark.seq });
    return afterUnreading(row, mark.seq);
  });
}

type Change = (
  tx: Tx,
  row: ReadStateRow,
  at: { newest: number; reader: Reader },
) => ReadStateRow | Promise<ReadStateRow>;

async function changeReadState(
  call: UserCall,
  teller: ReceiptTeller,
  cid: string,
  change: Change,
): Promise<ReadStateAnswer> {
  return await transact(call.engine, call.appId, async (tx) => {
    const reader = await getReader(tx, cid, call.userId);
    const { access } = reader;
    const row = await lockReadState(tx, cid, call.userId);
    const head = await readHead(tx, channelStream(cid));
    const changed = await change(tx, row, { newest: head.messageSeq, reader });
    const { userId, receiptSeq } = changed;
    if (changed !== row) await saveReadStates(tx, userId, [changed]);
    if (receiptSeq > row.receiptSeq && access.mode === "feed") {
      const after = row.receiptSeq;
      await markRecipientRead(tx, { cid, userId, after, upTo: receiptSeq, at: tx.now });
    }
    const answer = await tellStanding(tx, userId, { access, head, isNews: changed !== row });
    if (receiptSeq > row.receiptSeq) tellReceipt(tx, teller, access, changed, "message.read");
    return answer;
  });
}

/** Notes that messages up to one have reached a client; of somebody who does not show it, nothing. */
export async function markDelivered(
  call: UserCall,
  teller: ReceiptTeller,
  { cid, seq }: { cid: string; seq: number },
): Promise<void> {
  await transact(call.engine, call.appId, async (tx) => {
    const { access, showsReceipts } = await getReader(tx, cid, call.userId);
    if (!showsReceipts) return;
    const row = await lockReadState(tx, cid, call.userId);
    const head = await readHead(tx, channelStream(cid));
    const changed = afterDelivery(row, Math.min(seq, head.messageSeq), tx.now);
    if (changed === row) return;
    const { userId, deliveredSeq } = changed;
    await saveReadStates(tx, userId, [changed]);
    if (access.mode === "feed") {
      const after = row.deliveredSeq;
      await markRecipientDelivered(tx, { cid, userId, after, upTo: deliveredSeq, at: tx.now });
    }
    tellReceipt(tx, teller, access, changed, "message.delivered");
  });
}

function tellReceipt(
  tx: Tx,
  teller: ReceiptTeller,
  access: ChannelAccess,
  row: ReadStateRow,
  type: "message.read" | "message.delivered",
): void {
  if (access.degraded.includes("receipts")) return;
  tx.afterCommit(() => teller.tell(tx.appId, type, row));
}
