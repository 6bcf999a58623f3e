import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { lockReadState, saveReadStates } from "./read-state-rows.ts";
import { tellStanding } from "./tell-standing.ts";

/**
 * Brings a read state back that is above the channel's newest message, and tells the member's devices. Whether it was.
 * A lower watermark needs a new generation, or no device would take it.
 */
export async function mendWatermark(
  tx: Tx,
  userId: string,
  access: { readonly cid: string; readonly joinedSeq: number },
): Promise<boolean> {
  const row = await lockReadState(tx, access.cid, userId);
  const head = await readHead(tx, channelStream(access.cid));
  const { messageSeq: newest } = head;
  if (Math.max(row.readSeq, row.receiptSeq, row.deliveredSeq) <= newest) return false;
  const mended = {
    ...row,
    generation: row.readSeq > newest ? row.generation + 1 : row.generation,
    readSeq: Math.min(row.readSeq, newest),
    receiptSeq: Math.min(row.receiptSeq, newest),
    deliveredSeq: Math.min(row.deliveredSeq, newest),
  };
  await saveReadStates(tx, userId, [mended]);
  await tellStanding(tx, userId, { access, head, isNews: true });
  return true;
}
