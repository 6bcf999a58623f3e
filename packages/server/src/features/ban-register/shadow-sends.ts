import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { shadowSends } from "./ban-table.ts";

const placeholder = sql.placeholder;

const note = statement<{ appId: string; userId: string; cid: string; now: Date }>(
  "note_shadow_send",
  sql`insert into ${shadowSends} as s (app_id, user_id, cid, last_at)
      values (${placeholder("appId")}, ${placeholder("userId")}, ${placeholder("cid")}, ${placeholder("now")})
      on conflict (app_id, user_id, cid) do update set last_at = greatest(s.last_at, excluded.last_at)`,
);

/** Notes that somebody writes where only they see it. */
export async function noteShadowSend(tx: Tx, userId: string, cid: string): Promise<void> {
  await tx.connection.query(
    note.statement,
    note.bind({ appId: tx.appId, userId, cid, now: tx.now }),
  );
}

/** When a user last wrote in a channel where only they see it, else null: a part of another room's statement. */
export function shadowSentAtOf(of: { appId: SQL; userId: SQL; cid: SQL }): SQL {
  return sql`(select s.last_at from ${shadowSends} s
    where s.app_id = ${of.appId} and s.user_id = ${of.userId} and s.cid = ${of.cid})`;
}
