import type { ReadStateAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream, userStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess, type ChannelAccess } from "../channels/public.ts";
import { markRecipientDelivered, markRecipientRead } from "../messages/public.ts";
import { readUnread } from "./public.ts";
import { lockReadState, saveReadState, type ReadStateRow } from "./read-state-rows.ts";
import type { ReceiptTeller } from "./receipt-teller.ts";
import { afterDelivery, afterReading, afterUnreading } from "./watermark.ts";

/** Marks a channel read up to a message; numbers beyond the newest message mean the newest. */
export function markRead(
  call: UserCall,
  teller: ReceiptTeller,
  mark: { cid: string; seq: number; generation: number },
): Promise<ReadStateAnswer> {
  return changeReadState(call, teller, mark.cid, (tx, row, newest) => {
    if (mark.generation > row.generation) {
      throw new ChatError(
        "read.stale_generation",
        `The read state is at generation ${row.generation}.`,
        {
          details: { generation: row.generation },
        },
      );
    }
    return afterReading(row, {
      generation: mark.generation,
      seq: Math.min(mark.seq, newest),
      at: tx.now,
    });
  });
}

/** Marks a channel unread from a message on, on every device. */
export function markUnread(
  call: UserCall,
  teller: ReceiptTeller,
  mark: { cid: string; seq: number },
): Promise<ReadStateAnswer> {
  return changeReadState(call, teller, mark.cid, (_tx, row, newest) =>
    mark.seq > newest ? row : afterUnreading(row, mark.seq),
  );
}

type Change = (tx: Tx, row: ReadStateRow, newest: number) => ReadStateRow;

async function changeReadState(
  call: UserCall,
  teller: ReceiptTeller,
  cid: string,
  change: Change,
): Promise<ReadStateAnswer> {
  return await transact(call.engine, call.appId, async (tx) => {
    const access = await getMembership(tx, cid, call.userId);
    const row = await lockReadState(tx, cid, call.userId);
    const head = await readHead(tx, channelStream(cid));
    const changed = change(tx, row, head.messageSeq);
    const { userId, receiptSeq } = changed;
    if (changed !== row) await saveReadState(tx, changed);
    if (receiptSeq > row.receiptSeq && access.mode === "feed") {
      await markRecipientRead(tx, {
        cid,
        userId,
        after: row.receiptSeq,
        upTo: receiptSeq,
        at: tx.now,
      });
    }
    const standing = (
      await readUnread(tx, userId, [{ cid, joinedSeq: access.joinedSeq, position: head }])
    ).get(cid);
    if (!standing) throw new Error("A read state vanished while it was changed.");
    const { watermark, unread } = standing;
    if (changed !== row) {
      const { messageSeq, eventSeq } = head;
      await tx.emit(userStream(userId), {
        type: "notification.read",
        data: { cid, watermark, unread, messageSeq, eventSeq },
      });
      tellReceipt(tx, teller, access, changed, receiptSeq > row.receiptSeq ? "message.read" : null);
    }
    return { cid: access.cid, watermark, unread } as ReadStateAnswer; // the cid was parsed with the request
  });
}

/** Notes that messages up to one have reached a client. */
export async function markDelivered(
  call: UserCall,
  teller: ReceiptTeller,
  { cid, seq }: { cid: string; seq: number },
): Promise<void> {
  await transact(call.engine, call.appId, async (tx) => {
    const access = await getMembership(tx, cid, call.userId);
    const row = await lockReadState(tx, cid, call.userId);
    const head = await readHead(tx, channelStream(cid));
    const changed = afterDelivery(row, Math.min(seq, head.messageSeq), tx.now);
    if (changed === row) return;
    await saveReadState(tx, changed);
    const { userId, deliveredSeq } = changed;
    if (access.mode === "feed") {
      await markRecipientDelivered(tx, {
        cid,
        userId,
        after: row.deliveredSeq,
        upTo: deliveredSeq,
        at: tx.now,
      });
    }
    tellReceipt(tx, teller, access, changed, "message.delivered");
  });
}

function tellReceipt(
  tx: Tx,
  teller: ReceiptTeller,
  access: ChannelAccess,
  row: ReadStateRow,
  type: "message.read" | "message.delivered" | null,
): void {
  if (type === null || access.memberCount > tx.engine.limits.receiptMembers) return;
  tx.afterCommit(() => teller.tell(tx.appId, type, row));
}

/** Only members have a read state: a reader who has not joined has no unread to keep. */
async function getMembership(tx: Tx, cid: string, userId: string): Promise<ChannelAccess> {
  const access = await getAccess(tx, cid, userId);
  if (access.role === null) throw new ChatError("channel.forbidden", "Join the channel first.");
  return access;
}
