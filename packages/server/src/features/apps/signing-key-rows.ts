import { and, desc, eq, gt, isNull, ne, or } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { signingKeys } from "./app-table.ts";
import { isBehind, type KeyPlace } from "./key-cursor.ts";

export type SigningKeyRow = typeof signingKeys.$inferSelect;

export async function insertSigningKey(
  tx: Tx,
  key: { kid: string; sealedSecret: Uint8Array },
): Promise<SigningKeyRow> {
  const [row] = await tx.db
    .insert(signingKeys)
    .values({ appId: tx.appId, createdAt: tx.now, ...key })
    .returning();
  if (!row) throw new Error("Inserting a signing key returned no row.");
  return row;
}

/** The app's signing keys behind a place, the newest first. */
export function listSigningKeyRows(
  tx: Tx,
  { behind, limit }: { behind: KeyPlace | null; limit: number },
): Promise<SigningKeyRow[]> {
  return tx.db
    .select()
    .from(signingKeys)
    .where(
      and(
        eq(signingKeys.appId, tx.appId),
        isBehind({ createdAt: signingKeys.createdAt, id: signingKeys.kid }, behind),
      ),
    )
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.kid))
    .limit(limit);
}

/** The signing keys that are good now, locked, the newest first: the one that new tokens are signed with. */
export function lockLiveSigningKeys(tx: Tx): Promise<SigningKeyRow[]> {
  return tx.db
    .select()
    .from(signingKeys)
    .where(isLive(tx))
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.kid))
    .for("update");
}

/** A signing key that is good now: of an id, or the newest that is not about to end when none is named. */
export async function findSigningKeyRow(tx: Tx, kid?: string): Promise<SigningKeyRow | null> {
  const [row] = await tx.db
    .select()
    .from(signingKeys)
    .where(kid === undefined ? isLive(tx) : and(isLive(tx), eq(signingKeys.kid, kid)))
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.kid))
    .limit(1);
  return row ?? null;
}

/** Whether tokens that a key signed are still taken. */
export async function isSigningKeyLive(tx: Tx, kid: string): Promise<boolean> {
  return (await findSigningKeyRow(tx, kid)) !== null;
}

/** Lets all signing keys but one end at a time, or earlier where they would have; the ids of those that end otherwise now. */
export async function expireOtherSigningKeys(
  tx: Tx,
  kept: string,
  expiresAt: Date,
): Promise<string[]> {
  const isLater = or(isNull(signingKeys.expiresAt), gt(signingKeys.expiresAt, expiresAt));
  const ended = await tx.db
    .update(signingKeys)
    .set({ expiresAt })
    .where(and(eq(signingKeys.appId, tx.appId), ne(signingKeys.kid, kept), isLater))
    .returning({ kid: signingKeys.kid });
  return ended.map(({ kid }) => kid);
}

export async function revokeSigningKeyRow(tx: Tx, kid: string): Promise<void> {
  await tx.db
    .update(signingKeys)
    .set({ revokedAt: tx.now })
    .where(and(eq(signingKeys.appId, tx.appId), eq(signingKeys.kid, kid)));
}

function isLive(tx: Tx) {
  return and(
    eq(signingKeys.appId, tx.appId),
    isNull(signingKeys.revokedAt),
    or(isNull(signingKeys.expiresAt), gt(signingKeys.expiresAt, tx.now)),
  );
}
