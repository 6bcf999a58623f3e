import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { users } from "./user-table.ts";

export type UserRow = {
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
  readonly custom: Record<string, unknown>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deactivatedAt: Date | null;
  readonly deletedAt: Date | null;
};

/** What is to be written of a user; what is absent stays as it is, or gets its default in a new row. */
export type UserChange = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly image?: string | null | undefined;
  readonly custom?: Record<string, unknown> | undefined;
};

const placeholder = sql.placeholder;

export const userColumns = sql.raw(
  `u.id, u.name, u.image, u.custom, u.created_at as "createdAt", u.updated_at as "updatedAt",
   u.deactivated_at as "deactivatedAt", u.deleted_at as "deletedAt"`,
);

const byIds = statement<{ appId: string; ids: readonly string[] }>(
  "users_by_id",
  sql`select ${userColumns} from ${users} u
      where u.app_id = ${placeholder("appId")} and u.id = any(${placeholder("ids")}::text[])`,
);

/** Users by id, in no particular order; unknown ids are left out. */
export async function findUsers(tx: Tx, ids: readonly string[]): Promise<UserRow[]> {
  if (ids.length === 0) return [];
  return await tx.connection.query<UserRow>(byIds.statement, byIds.bind({ appId: tx.appId, ids }));
}

/** A user's id, name and image as one JSON value, or null: a part of another room's statement. */
export function userSummaryJson({ appId, userId }: { appId: SQL; userId: SQL }): SQL {
  return sql`(select json_build_object('id', u.id, 'name', u.name, 'image', u.image) from ${users} u where u.app_id = ${appId} and u.id = ${userId})`;
}

const upsert = statement<{
  appId: string;
  ids: readonly string[];
  names: readonly (string | null)[];
  images: readonly (string | null)[];
  customs: readonly string[];
  named: readonly string[];
  pictured: readonly string[];
  customized: readonly string[];
  now: Date;
}>(
  "upsert_users",
  // By ascending id, so that two upserts of the same people wait for each other instead of locking crosswise.
  sql`insert into ${users} as u (app_id, id, name, image, custom, created_at, updated_at)
      select ${placeholder("appId")}::text, item.id, coalesce(item.name, item.id), item.image, item.custom::jsonb,
        ${placeholder("now")}::timestamptz, ${placeholder("now")}::timestamptz
      from unnest(${placeholder("ids")}::text[], ${placeholder("names")}::text[], ${placeholder("images")}::text[],
        ${placeholder("customs")}::text[]) as item (id, name, image, custom)
      order by item.id collate "C"
      on conflict (app_id, id) do update set
        name = case when u.id = any(${placeholder("named")}::text[]) then excluded.name else u.name end,
        image = case when u.id = any(${placeholder("pictured")}::text[]) then excluded.image else u.image end,
        custom = case when u.id = any(${placeholder("customized")}::text[]) then excluded.custom else u.custom end,
        updated_at = excluded.updated_at
      returning ${userColumns}`,
);

/** Creates or changes users, each given once, in one statement. A new user without a name is named by its id. */
export function upsertUsers(tx: Tx, changes: readonly UserChange[]): Promise<UserRow[]> {
  const idsWith = (key: "name" | "image" | "custom") =>
    changes.filter((change) => change[key] !== undefined).map((change) => change.id);
  return tx.connection.query<UserRow>(
    upsert.statement,
    upsert.bind({
      appId: tx.appId,
      ids: changes.map((change) => change.id),
      names: changes.map((change) => change.name ?? null),
      images: changes.map((change) => change.image ?? null),
      customs: changes.map((change) => JSON.stringify(change.custom ?? {})),
      named: idsWith("name"),
      pictured: idsWith("image"),
      customized: idsWith("custom"),
      now: tx.now,
    }),
  );
}

const insert = statement<{
  appId: string;
  id: string;
  name: string;
  image: string | null;
  now: Date;
}>(
  "insert_user",
  sql`insert into ${users} as u (app_id, id, name, image, custom, created_at, updated_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("name")}, ${placeholder("image")}, '{}', ${placeholder("now")}, ${placeholder("now")})
      on conflict do nothing
      returning ${userColumns}`,
);

/** Creates a user; null when there is one with this id already. */
export async function insertUser(
  tx: Tx,
  { id, name, image = null }: { id: string; name: string; image?: string | null },
): Promise<UserRow | null> {
  const [row] = await tx.connection.query<UserRow>(
    insert.statement,
    insert.bind({ appId: tx.appId, id, name, image, now: tx.now }),
  );
  return row ?? null;
}

const seen = statement<{ appId: string; id: string; at: Date }>(
  "touch_last_seen",
  sql`update ${users} set last_seen_at = greatest(last_seen_at, ${placeholder("at")}::timestamptz)
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}`,
);

/** Notes when a user was there; an earlier time than the one noted changes nothing. */
export async function touchLastSeen(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.connection.query(seen.statement, seen.bind({ appId: tx.appId, id: userId, at }));
}

const lastSeenOf = statement<{ appId: string; ids: readonly string[] }>(
  "last_seen",
  sql`select id, last_seen_at as "at" from ${users}
      where app_id = ${placeholder("appId")} and id = any(${placeholder("ids")}::text[])`,
);

/** When users were last there: null for never. Unknown ids are left out. */
export async function lastSeen(tx: Tx, ids: readonly string[]): Promise<Map<string, Date | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.connection.query<{ id: string; at: Date | null }>(
    lastSeenOf.statement,
    lastSeenOf.bind({ appId: tx.appId, ids }),
  );
  return new Map(rows.map((row) => [row.id, row.at]));
}
