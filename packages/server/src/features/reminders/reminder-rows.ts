import { and, asc, count, eq, gt, or } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { reminders } from "./reminder-table.ts";

export type ReminderRow = {
  readonly userId: string;
  readonly messageId: string;
  readonly remindAt: Date;
  readonly note: string;
};

const columns = {
  userId: reminders.userId,
  messageId: reminders.messageId,
  remindAt: reminders.remindAt,
  note: reminders.note,
};

function of(tx: Tx, userId: string, messageId: string) {
  return and(
    eq(reminders.appId, tx.appId),
    eq(reminders.userId, userId),
    eq(reminders.messageId, messageId),
  );
}

export async function putReminder(tx: Tx, row: ReminderRow): Promise<void> {
  const { remindAt, note } = row;
  await tx.db
    .insert(reminders)
    .values({ appId: tx.appId, ...row })
    .onConflictDoUpdate({
      target: [reminders.appId, reminders.userId, reminders.messageId],
      set: { remindAt, note },
    });
}

/** A reminder, locked until the transaction ends. */
export async function lockReminder(
  tx: Tx,
  userId: string,
  messageId: string,
): Promise<ReminderRow | null> {
  const [row] = await tx.db
    .select(columns)
    .from(reminders)
    .where(of(tx, userId, messageId))
    .for("update");
  return row ?? null;
}

export async function deleteReminder(tx: Tx, userId: string, messageId: string): Promise<void> {
  await tx.db.delete(reminders).where(of(tx, userId, messageId));
}

export async function deleteRemindersOf(tx: Tx, userId: string): Promise<void> {
  await tx.db
    .delete(reminders)
    .where(and(eq(reminders.appId, tx.appId), eq(reminders.userId, userId)));
}

export async function countReminders(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.db
    .select({ count: count() })
    .from(reminders)
    .where(and(eq(reminders.appId, tx.appId), eq(reminders.userId, userId)));
  return row?.count ?? 0;
}

/** A user's reminders by time, after a place in that order. */
export async function pageOfReminders(
  tx: Tx,
  userId: string,
  { after, limit }: { after: { remindAt: Date; messageId: string } | null; limit: number },
): Promise<ReminderRow[]> {
  const later =
    after &&
    or(
      gt(reminders.remindAt, after.remindAt),
      and(eq(reminders.remindAt, after.remindAt), gt(reminders.messageId, after.messageId)),
    );
  return await tx.db
    .select(columns)
    .from(reminders)
    .where(and(eq(reminders.appId, tx.appId), eq(reminders.userId, userId), later ?? undefined))
    .orderBy(asc(reminders.remindAt), asc(reminders.messageId))
    .limit(limit);
}
