import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userColumns, type UserRow } from "./user-rows.ts";
import { users } from "./user-table.ts";

const placeholder = sql.placeholder;

const locked = statement<{ appId: string; ids: readonly string[] }>(
  "lock_users",
  sql`select ${userColumns} from ${users} u
      where u.app_id = ${placeholder("appId")} and u.id = any(${placeholder("ids")}::text[])
      order by u.id for no key update`,
);

/** Users by ascending id, locked until the transaction ends; unknown ids are left out. */
export function lockUsers(tx: Tx, ids: readonly string[]): Promise<UserRow[]> {
  return tx.connection.query<UserRow>(locked.statement, locked.bind({ appId: tx.appId, ids }));
}

const deactivate = statement<{
  appId: string;
  ids: readonly string[];
  isOut: boolean;
  now: Date;
}>(
  "deactivate_users",
  sql`update ${users} as u set updated_at = ${placeholder("now")},
        deactivated_at = case when ${placeholder("isOut")}::boolean then coalesce(u.deactivated_at, ${placeholder("now")}) end
      where u.app_id = ${placeholder("appId")} and u.id = any(${placeholder("ids")}::text[])
      returning ${userColumns}`,
);

/** Shuts locked users out, or lets them in. */
export function setDeactivated(tx: Tx, ids: readonly string[], isOut: boolean): Promise<UserRow[]> {
  return tx.connection.query<UserRow>(
    deactivate.statement,
    deactivate.bind({ appId: tx.appId, ids, isOut, now: tx.now }),
  );
}

const bury = statement<{ appId: string; ids: readonly string[]; name: string; now: Date }>(
  "bury_users",
  sql`update ${users} as u set name = ${placeholder("name")}, image = null, custom = '{}', last_seen_at = null,
        updated_at = ${placeholder("now")}, deleted_at = ${placeholder("now")}
      where u.app_id = ${placeholder("appId")} and u.id = any(${placeholder("ids")}::text[]) and u.deleted_at is null`,
);

/** The name that stands where a deleted user's was. */
export const tombstoneName = "Deleted user";

/** Leaves of locked users a name that is nobody's. */
export async function buryUsers(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.connection.query(
    bury.statement,
    bury.bind({ appId: tx.appId, ids, name: tombstoneName, now: tx.now }),
  );
}
