import { and, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { revokedTokens } from "./token-table.ts";

/** How long after its end a token is still remembered, for clocks that differ. */
const graceMs = 3_600_000;

/** Whether a token was revoked by its id. */
export async function isTokenRevoked(tx: Tx, tokenId: string): Promise<boolean> {
  const found = await tx.db
    .select({ tokenId: revokedTokens.tokenId })
    .from(revokedTokens)
    .where(and(eq(revokedTokens.appId, tx.appId), eq(revokedTokens.tokenId, tokenId)));
  return found.length > 0;
}

/** Remembers that a token is refused, until it ends by itself (null: for ever), and forgets those that have ended. */
export async function insertRevokedToken(
  tx: Tx,
  { tokenId, expiresAt }: { tokenId: string; expiresAt: Date | null },
): Promise<void> {
  const { appId, now: revokedAt } = tx;
  const later = sql`case when excluded.expires_at is null then null
    else greatest(${revokedTokens.expiresAt}, excluded.expires_at) end`;
  await tx.db
    .insert(revokedTokens)
    .values({ appId, tokenId, revokedAt, expiresAt })
    .onConflictDoUpdate({
      target: [revokedTokens.appId, revokedTokens.tokenId],
      set: { expiresAt: later },
      setWhere: sql`${revokedTokens.expiresAt} is not null`,
    });
  const ended = lt(revokedTokens.expiresAt, new Date(tx.now.getTime() - graceMs));
  await tx.db.delete(revokedTokens).where(and(eq(revokedTokens.appId, appId), ended));
}
