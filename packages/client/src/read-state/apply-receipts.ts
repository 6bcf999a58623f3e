import type { ChannelState } from "../store/state.ts";
import type { Receipt } from "../wire/entities.ts";

/** Takes in how far others have received and read. Receipts never go down, in whatever order they come. */
export function applyReceipts(entry: ChannelState, receipts: readonly Receipt[]): ChannelState {
  const next: Record<string, Receipt> = { ...entry.receipts };
  let changed = entry.receipts === null;
  for (const receipt of receipts) {
    const known = next[receipt.userId];
    const later = known === undefined ? receipt : laterReceipt(known, receipt);
    if (later === known) continue;
    next[receipt.userId] = later;
    changed = true;
  }
  return changed ? { ...entry, receipts: next } : entry;
}

function laterReceipt(one: Receipt, other: Receipt): Receipt {
  const isRead = other.readSeq > one.readSeq;
  const isDelivered = other.deliveredSeq > one.deliveredSeq;
  if (!isRead && !isDelivered) return one;
  return {
    userId: one.userId,
    readSeq: isRead ? other.readSeq : one.readSeq,
    readAt: isRead ? other.readAt : one.readAt,
    deliveredSeq: isDelivered ? other.deliveredSeq : one.deliveredSeq,
    deliveredAt: isDelivered ? other.deliveredAt : one.deliveredAt,
  };
}
