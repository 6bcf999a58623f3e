import type { KeyScope } from "@natter/contract";
import { and, count, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { keys } from "./app-table.ts";
import { isBehind, type KeyPlace } from "./key-cursor.ts";

export type KeyRow = typeof keys.$inferSelect;

type NewKey = {
  id: string;
  kind: "publishable" | "secret";
  name: string;
  hash: Uint8Array;
  hint: string;
  scopes: KeyScope[];
  expiresAt: Date | null;
};

export async function insertKey(tx: Tx, key: NewKey): Promise<KeyRow> {
  const [row] = await tx.db
    .insert(keys)
    .values({ appId: tx.appId, createdAt: tx.now, ...key })
    .returning();
  if (!row) throw new Error("Inserting a key returned no row.");
  return row;
}

/** The app's keys behind a place, the newest first. */
export function listKeyRows(
  tx: Tx,
  { behind, limit }: { behind: KeyPlace | null; limit: number },
): Promise<KeyRow[]> {
  return tx.db
    .select()
    .from(keys)
    .where(and(eq(keys.appId, tx.appId), isBehind(keys, behind)))
    .orderBy(desc(keys.createdAt), desc(keys.id))
    .limit(limit);
}

/** How many keys of the app are good now. */
export async function countLiveKeys(tx: Tx): Promise<number> {
  const [row] = await tx.db.select({ count: count() }).from(keys).where(isLive(tx));
  return Number(row?.count ?? 0);
}

/** A key that is good now, locked until the transaction ends. */
export async function lockLiveKey(tx: Tx, id: string): Promise<KeyRow | null> {
  const [row] = await tx.db
    .select()
    .from(keys)
    .where(and(isLive(tx), eq(keys.id, id)))
    .for("update");
  return row ?? null;
}

/** Lets a key end at a time. */
export async function expireKeyRow(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  await tx.db
    .update(keys)
    .set({ expiresAt })
    .where(and(eq(keys.appId, tx.appId), eq(keys.id, id)));
}

/** Revokes a key that is not revoked; false when there is none. */
export async function revokeKeyRow(tx: Tx, id: string): Promise<boolean> {
  const revoked = await tx.db
    .update(keys)
    .set({ revokedAt: tx.now })
    .where(and(eq(keys.appId, tx.appId), eq(keys.id, id), isNull(keys.revokedAt)))
    .returning({ id: keys.id });
  return revoked.length > 0;
}

/** What must be known of a key to let it in. */
export type LiveKey = Pick<KeyRow, "id" | "kind" | "scopes" | "expiresAt" | "lastUsedAt">;

/** A key that is good now, by its hash. */
export async function findKeyByHash(tx: Tx, hash: Uint8Array): Promise<LiveKey | null> {
  const { id, kind, scopes, expiresAt, lastUsedAt } = keys;
  const [row] = await tx.db
    .select({ id, kind, scopes, expiresAt, lastUsedAt })
    .from(keys)
    .where(and(isLive(tx), eq(keys.hash, hash)));
  return row ?? null;
}

/** Notes when a key was used. */
export async function touchKeyRow(tx: Tx, id: string): Promise<void> {
  await tx.db
    .update(keys)
    .set({ lastUsedAt: tx.now })
    .where(and(eq(keys.appId, tx.appId), eq(keys.id, id)));
}

function isLive(tx: Tx) {
  return and(
    eq(keys.appId, tx.appId),
    isNull(keys.revokedAt),
    or(isNull(keys.expiresAt), gt(keys.expiresAt, tx.now)),
  );
}
