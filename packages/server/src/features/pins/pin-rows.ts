import { and, count, desc, eq, gt, inArray, isNull, lt, or } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { pins } from "./pin-table.ts";

export type PinRow = {
  readonly messageId: string;
  readonly cid: string;
  readonly pinnedBy: string;
  readonly pinnedAt: Date;
  readonly expiresAt: Date | null;
};

const columns = {
  messageId: pins.messageId,
  cid: pins.cid,
  pinnedBy: pins.pinnedBy,
  pinnedAt: pins.pinnedAt,
  expiresAt: pins.expiresAt,
};

// A pin whose time is over is none, whether it was taken away by then or not.
const holds = (tx: Tx) => or(isNull(pins.expiresAt), gt(pins.expiresAt, tx.now));

/** The pins of messages that hold. */
export async function findPins(tx: Tx, messageIds: readonly string[]): Promise<PinRow[]> {
  if (messageIds.length === 0) return [];
  return await tx.db
    .select(columns)
    .from(pins)
    .where(and(eq(pins.appId, tx.appId), inArray(pins.messageId, [...messageIds]), holds(tx)));
}

export async function countPins(tx: Tx, cid: string): Promise<number> {
  const [row] = await tx.db
    .select({ count: count() })
    .from(pins)
    .where(and(eq(pins.appId, tx.appId), eq(pins.cid, cid), holds(tx)));
  return row?.count ?? 0;
}

export async function putPin(tx: Tx, pin: PinRow): Promise<void> {
  const { pinnedBy, pinnedAt, expiresAt } = pin;
  await tx.db
    .insert(pins)
    .values({ appId: tx.appId, ...pin })
    .onConflictDoUpdate({
      target: [pins.appId, pins.messageId],
      set: { pinnedBy, pinnedAt, expiresAt },
    });
}

/** Takes a pin away; false where there was none. */
export async function deletePin(tx: Tx, messageId: string): Promise<boolean> {
  const gone = await tx.db
    .delete(pins)
    .where(and(eq(pins.appId, tx.appId), eq(pins.messageId, messageId)))
    .returning({ id: pins.messageId });
  return gone.length > 0;
}

/** A pin whose time is over, if it is there still. */
export async function findEndedPin(tx: Tx, messageId: string): Promise<PinRow | null> {
  const [row] = await tx.db
    .select(columns)
    .from(pins)
    .where(and(eq(pins.appId, tx.appId), eq(pins.messageId, messageId)));
  return row?.expiresAt && row.expiresAt <= tx.now ? row : null;
}

/** The pins of a channel, the latest first, after a place in that order. */
export async function pageOfPins(
  tx: Tx,
  cid: string,
  { before, limit }: { before: { pinnedAt: Date; messageId: string } | null; limit: number },
): Promise<PinRow[]> {
  const earlier =
    before &&
    or(
      lt(pins.pinnedAt, before.pinnedAt),
      and(eq(pins.pinnedAt, before.pinnedAt), lt(pins.messageId, before.messageId)),
    );
  return await tx.db
    .select(columns)
    .from(pins)
    .where(and(eq(pins.appId, tx.appId), eq(pins.cid, cid), holds(tx), earlier ?? undefined))
    .orderBy(desc(pins.pinnedAt), desc(pins.messageId))
    .limit(limit);
}
