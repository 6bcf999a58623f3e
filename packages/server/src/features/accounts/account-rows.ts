import { and, eq, gt, isNull, lt } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { accounts, accountSessions } from "./account-table.ts";

export type SessionRow = typeof accountSessions.$inferSelect;

export async function insertAccount(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.db.insert(accounts).values({ appId: tx.appId, userId, passwordHash, createdAt: tx.now });
}

/** The password hash of an account; null for a user without one. */
export async function findPasswordHash(tx: Tx, userId: string): Promise<string | null> {
  const [row] = await tx.db
    .select({ passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(and(eq(accounts.appId, tx.appId), eq(accounts.userId, userId)));
  return row?.passwordHash ?? null;
}

type NewSession = { id: string; userId: string; refreshHash: Uint8Array; expiresAt: Date };

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.db.insert(accountSessions).values({ appId: tx.appId, createdAt: tx.now, ...session });
}

/** A session that is neither ended nor expired, locked until the transaction ends. */
export async function lockSession(tx: Tx, id: string): Promise<SessionRow | null> {
  const [row] = await tx.db
    .select()
    .from(accountSessions)
    .where(
      and(
        eq(accountSessions.appId, tx.appId),
        eq(accountSessions.id, id),
        isNull(accountSessions.endedAt),
        gt(accountSessions.expiresAt, tx.now),
      ),
    )
    .for("update");
  return row ?? null;
}

export async function renewSession(
  tx: Tx,
  id: string,
  next: { refreshHash: Uint8Array; expiresAt: Date },
): Promise<void> {
  await tx.db
    .update(accountSessions)
    .set(next)
    .where(and(eq(accountSessions.appId, tx.appId), eq(accountSessions.id, id)));
}

/** Ends one session. */
export async function endSession(tx: Tx, id: string): Promise<void> {
  await tx.db
    .update(accountSessions)
    .set({ endedAt: tx.now })
    .where(
      and(
        eq(accountSessions.appId, tx.appId),
        eq(accountSessions.id, id),
        isNull(accountSessions.endedAt),
      ),
    );
}

/** Ends all sessions of a user. */
export async function endSessionsOf(tx: Tx, userId: string): Promise<void> {
  await tx.db
    .update(accountSessions)
    .set({ endedAt: tx.now })
    .where(
      and(
        eq(accountSessions.appId, tx.appId),
        eq(accountSessions.userId, userId),
        isNull(accountSessions.endedAt),
      ),
    );
}

/** Whether a session of a user is neither ended nor expired. */
export async function isSessionLive(tx: Tx, id: string, userId: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) return false;
  const found = await tx.db
    .select({ id: accountSessions.id })
    .from(accountSessions)
    .where(
      and(
        eq(accountSessions.appId, tx.appId),
        eq(accountSessions.id, id),
        eq(accountSessions.userId, userId),
        isNull(accountSessions.endedAt),
        gt(accountSessions.expiresAt, tx.now),
      ),
    );
  return found.length > 0;
}

/** Ends the sessions that were begun before a time: of one user, or of all. */
export async function endSessionsBefore(tx: Tx, before: Date, userId?: string): Promise<void> {
  await tx.db
    .update(accountSessions)
    .set({ endedAt: tx.now })
    .where(
      and(
        eq(accountSessions.appId, tx.appId),
        userId === undefined ? undefined : eq(accountSessions.userId, userId),
        isNull(accountSessions.endedAt),
        lt(accountSessions.createdAt, before),
      ),
    );
}
