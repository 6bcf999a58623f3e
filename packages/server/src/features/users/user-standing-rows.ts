import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userNotFound } from "./user-views.ts";
import { users } from "./user-table.ts";

/** What decides whether a user may come in. */
export type UserStanding = {
  readonly deactivatedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Tokens issued before it are refused. */
  readonly tokensValidAfter: Date | null;
};

const placeholder = sql.placeholder;

const standing = statement<{ appId: string; id: string }>(
  "user_standing",
  sql`select deactivated_at as "deactivatedAt", deleted_at as "deletedAt", tokens_valid_after as "tokensValidAfter"
      from ${users} where app_id = ${placeholder("appId")} and id = ${placeholder("id")}`,
);

/** How a user stands; null for one who does not exist. */
export async function findStanding(tx: Tx, userId: string): Promise<UserStanding | null> {
  const [row] = await tx.connection.query<UserStanding>(
    standing.statement,
    standing.bind({ appId: tx.appId, id: userId }),
  );
  return row ?? null;
}

const refuse = statement<{ appId: string; id: string; before: Date }>(
  "refuse_user_tokens",
  sql`update ${users} set tokens_valid_after = greatest(tokens_valid_after, ${placeholder("before")}::timestamptz)
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")} and deleted_at is null returning 1`,
);

/** Refuses a user's tokens from before a time, or `user.not_found`. An earlier time than one given before changes nothing. */
export async function refuseUserTokens(tx: Tx, userId: string, before: Date): Promise<void> {
  const rows = await tx.connection.query(
    refuse.statement,
    refuse.bind({ appId: tx.appId, id: userId, before }),
  );
  if (rows.length === 0) throw userNotFound([userId]);
}
