import type { Scheduled } from "@natter/contract";
import { and, asc, count, eq, gt, or } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { scheduledMessages as table } from "./scheduled-table.ts";

export type ScheduledRow = {
  readonly id: string;
  readonly userId: string;
  readonly cid: string;
  readonly clientId: string;
  readonly sendAt: Date;
  readonly body: Scheduled["message"];
  readonly failure: Scheduled["failure"];
  readonly version: number;
  readonly createdAt: Date;
};

const columns = {
  id: table.id,
  userId: table.userId,
  cid: table.cid,
  clientId: table.clientId,
  sendAt: table.sendAt,
  body: table.body,
  failure: table.failure,
  version: table.version,
  createdAt: table.createdAt,
};

/** Writes one; false where the same client id scheduled one there already. */
export async function insertScheduled(tx: Tx, row: ScheduledRow): Promise<boolean> {
  const made = await tx.db
    .insert(table)
    .values({ appId: tx.appId, ...row })
    .onConflictDoNothing()
    .returning({ id: table.id });
  return made.length > 0;
}

/** One by id, locked until the transaction ends. */
export async function lockScheduled(tx: Tx, id: string): Promise<ScheduledRow | null> {
  const [row] = await tx.db
    .select(columns)
    .from(table)
    .where(and(eq(table.appId, tx.appId), eq(table.id, id)))
    .for("update");
  return row ?? null;
}

export async function findScheduled(tx: Tx, id: string): Promise<ScheduledRow | null> {
  const [row] = await tx.db
    .select(columns)
    .from(table)
    .where(and(eq(table.appId, tx.appId), eq(table.id, id)));
  return row ?? null;
}

export async function findByClientId(
  tx: Tx,
  { userId, cid, clientId }: Pick<ScheduledRow, "userId" | "cid" | "clientId">,
): Promise<ScheduledRow | null> {
  const [row] = await tx.db
    .select(columns)
    .from(table)
    .where(
      and(
        eq(table.appId, tx.appId),
        eq(table.userId, userId),
        eq(table.cid, cid),
        eq(table.clientId, clientId),
      ),
    );
  return row ?? null;
}

export async function saveScheduled(tx: Tx, row: ScheduledRow): Promise<void> {
  const { sendAt, body, failure, version } = row;
  await tx.db
    .update(table)
    .set({ sendAt, body, failure, version })
    .where(and(eq(table.appId, tx.appId), eq(table.id, row.id)));
}

export async function deleteScheduled(tx: Tx, id: string): Promise<void> {
  await tx.db.delete(table).where(and(eq(table.appId, tx.appId), eq(table.id, id)));
}

export async function deleteScheduledOf(tx: Tx, userId: string): Promise<void> {
  await tx.db.delete(table).where(and(eq(table.appId, tx.appId), eq(table.userId, userId)));
}

export async function countScheduled(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.db
    .select({ count: count() })
    .from(table)
    .where(and(eq(table.appId, tx.appId), eq(table.userId, userId)));
  return row?.count ?? 0;
}

/** A user's by time, after a place in that order; of one channel if it is given. */
export async function pageOfScheduled(
  tx: Tx,
  userId: string,
  page: { cid: string | null; after: { sendAt: Date; id: string } | null; limit: number },
): Promise<ScheduledRow[]> {
  const { cid, after, limit } = page;
  const later =
    after &&
    or(gt(table.sendAt, after.sendAt), and(eq(table.sendAt, after.sendAt), gt(table.id, after.id)));
  return await tx.db
    .select(columns)
    .from(table)
    .where(
      and(
        eq(table.appId, tx.appId),
        eq(table.userId, userId),
        cid === null ? undefined : eq(table.cid, cid),
        later ?? undefined,
      ),
    )
    .orderBy(asc(table.sendAt), asc(table.id))
    .limit(limit);
}
