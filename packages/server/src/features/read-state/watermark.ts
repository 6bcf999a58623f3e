import type { ReadStateRow } from "./read-state-rows.ts";

/**
 * A read state after reading up to `seq`: the watermark rises and never falls within a generation; a mark made in an
 * older generation changes nothing, since the user has said "unread from here" since. Who does not show what they read
 * (`isShown`) moves only their own watermark: what others see stays where it was.
 */
export function afterReading(
  row: ReadStateRow,
  mark: { generation: number; seq: number; at: Date; isShown: boolean },
): ReadStateRow {
  if (mark.generation < row.generation || mark.seq <= row.readSeq) return row;
  if (!mark.isShown) return { ...row, readSeq: mark.seq, ownReadAt: mark.at };
  const isNews = mark.seq > row.receiptSeq;
  return {
    ...row,
    readSeq: mark.seq,
    ownReadAt: mark.at,
    receiptSeq: Math.max(row.receiptSeq, mark.seq),
    readAt: isNews ? mark.at : row.readAt,
    // Who has read a message has received it.
    deliveredSeq: Math.max(row.deliveredSeq, mark.seq),
    deliveredAt: mark.seq > row.deliveredSeq ? mark.at : row.deliveredAt,
  };
}

/** A read state after "mark unread from `seq`": a new generation, in which the watermark may be lower. Receipts stay. */
export function afterUnreading(row: ReadStateRow, seq: number): ReadStateRow {
  return { ...row, generation: row.generation + 1, readSeq: seq - 1 };
}

/** A read state after messages up to `seq` have reached a client. */
export function afterDelivery(row: ReadStateRow, seq: number, at: Date): ReadStateRow {
  return seq <= row.deliveredSeq ? row : { ...row, deliveredSeq: seq, deliveredAt: at };
}
