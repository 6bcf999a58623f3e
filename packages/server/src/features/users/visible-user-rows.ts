import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { idsInSameChannels } from "../channels/public.ts";
import { idsInSameSpaces } from "../spaces/public.ts";
import { userColumns, type UserRow } from "./user-rows.ts";
import { users } from "./user-table.ts";

type Page = {
  /** Null for whoever sees everybody. */
  readonly viewerId: string | null;
  readonly onlyId?: string;
  readonly prefix: string;
  readonly after: string;
  readonly limit: number;
};

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("viewerId")}`;

const matches = sql`u.app_id = ${appId} and u.id > ${placeholder("after")}
  and (${placeholder("onlyId")}::text is null or u.id = ${placeholder("onlyId")})
  and (starts_with(lower(u.name), lower(${placeholder("prefix")})) or starts_with(u.id, ${placeholder("prefix")}))`;

type Params = {
  appId: string;
  after: string;
  onlyId: string | null;
  prefix: string;
  limit: number;
};

const all = statement<Params>(
  "users_page",
  // Who was deleted is found by id, not in lists.
  sql`select ${userColumns} from ${users} u
      where ${matches} and (u.deleted_at is null or u.id = ${placeholder("onlyId")})
      order by u.id limit ${placeholder("limit")}`,
);

const visible = statement<Params & { viewerId: string }>(
  "visible_users_page",
  sql`select ${userColumns} from ${users} u
      where ${matches} and u.deactivated_at is null and u.deleted_at is null and (u.id = ${userId}
        or u.id in (${idsInSameSpaces({ appId, userId })})
        or u.id in (${idsInSameChannels({ appId, userId })}))
      order by u.id limit ${placeholder("limit")}`,
);

/** The users a viewer may know of, by ascending id, after one. */
export function pageOfUsers(tx: Tx, page: Page): Promise<UserRow[]> {
  const { viewerId, onlyId = null, prefix, after, limit } = page;
  const params = { appId: tx.appId, onlyId, prefix, after, limit };
  return viewerId === null
    ? tx.connection.query<UserRow>(all.statement, all.bind(params))
    : tx.connection.query<UserRow>(visible.statement, visible.bind({ ...params, viewerId }));
}
