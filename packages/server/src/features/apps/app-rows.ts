import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { apps, keys, signingKeys } from "./app-table.ts";

export type KeyRow = typeof keys.$inferSelect;

/** Creates the app of this transaction; false when there is one with its id. */
export async function insertApp(tx: Tx, name: string): Promise<boolean> {
  const made = await tx.db
    .insert(apps)
    .values({ appId: tx.appId, name, createdAt: tx.now })
    .onConflictDoNothing()
    .returning({ appId: apps.appId });
  return made.length > 0;
}

/** Whether the app of this transaction exists. */
export async function hasApp(tx: Tx): Promise<boolean> {
  const found = await tx.db
    .select({ appId: apps.appId })
    .from(apps)
    .where(eq(apps.appId, tx.appId));
  return found.length > 0;
}

type NewKey = {
  id: string;
  kind: "publishable" | "secret";
  name: string;
  hash: Uint8Array;
  hint: string;
};

export async function insertKey(tx: Tx, key: NewKey): Promise<KeyRow> {
  const [row] = await tx.db
    .insert(keys)
    .values({ appId: tx.appId, createdAt: tx.now, ...key })
    .returning();
  if (!row) throw new Error("Inserting a key returned no row.");
  return row;
}

/** The app's keys, newest first; a bounded list, since a person makes each of them. */
export function listKeyRows(tx: Tx): Promise<KeyRow[]> {
  return tx.db
    .select()
    .from(keys)
    .where(eq(keys.appId, tx.appId))
    .orderBy(desc(keys.createdAt), asc(keys.id))
    .limit(100);
}

/** Revokes a key that is live; false when there is none. */
export async function revokeKeyRow(tx: Tx, id: string): Promise<boolean> {
  const revoked = await tx.db
    .update(keys)
    .set({ revokedAt: tx.now })
    .where(and(eq(keys.appId, tx.appId), eq(keys.id, id), isNull(keys.revokedAt)))
    .returning({ id: keys.id });
  return revoked.length > 0;
}

/** A live key by its hash. */
export async function findKeyByHash(
  tx: Tx,
  hash: Uint8Array,
): Promise<{ id: string; kind: KeyRow["kind"] } | null> {
  const [row] = await tx.db
    .select({ id: keys.id, kind: keys.kind })
    .from(keys)
    .where(and(eq(keys.appId, tx.appId), eq(keys.hash, hash), isNull(keys.revokedAt)));
  return row ?? null;
}

export async function insertSigningKey(
  tx: Tx,
  key: { kid: string; sealedSecret: Uint8Array },
): Promise<void> {
  await tx.db.insert(signingKeys).values({ appId: tx.appId, createdAt: tx.now, ...key });
}

/** A live signing key by its id. */
export async function findSigningKeyRow(
  tx: Tx,
  kid: string,
): Promise<{ kid: string; sealedSecret: Uint8Array } | null> {
  const [row] = await tx.db
    .select({ kid: signingKeys.kid, sealedSecret: signingKeys.sealedSecret })
    .from(signingKeys)
    .where(
      and(eq(signingKeys.appId, tx.appId), eq(signingKeys.kid, kid), isNull(signingKeys.revokedAt)),
    );
  return row ?? null;
}

/** The app's newest live signing key: the one that new tokens are signed with. */
export async function newestSigningKeyRow(
  tx: Tx,
): Promise<{ kid: string; sealedSecret: Uint8Array } | null> {
  const [row] = await tx.db
    .select({ kid: signingKeys.kid, sealedSecret: signingKeys.sealedSecret })
    .from(signingKeys)
    .where(and(eq(signingKeys.appId, tx.appId), isNull(signingKeys.revokedAt)))
    .orderBy(desc(signingKeys.createdAt), desc(signingKeys.kid))
    .limit(1);
  return row ?? null;
}
