import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { idsInSameChannels } from "../channels/public.ts";
import { idsInSameSpaces } from "../spaces/public.ts";
import { userColumns, type UserRow } from "./user-rows.ts";
import { users } from "./user-table.ts";

type Page = {
  /** Null for whoever sees everybody. */
  readonly viewerId: string | null;
  readonly prefix: string;
  /** Null for whoever is there. */
  readonly ids: readonly string[] | null;
  readonly after: string;
  readonly limit: number;
};

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("viewerId")}`;

const inApp = sql`u.app_id = ${appId} and u.id > ${placeholder("after")}`;
const inOrder = sql`order by u.id limit ${placeholder("limit")}`;

// Ranges instead of functions: under row-level security an index is used for comparisons only. Nothing is above the last
// character there is.
const last = sql.raw("chr(1114111)");
const prefix = sql`${placeholder("prefix")}`;
const begins = sql`((u.name_key ~>=~ lower(${prefix}) and u.name_key ~<=~ (lower(${prefix}) || ${last}))
  or (u.id >= ${prefix} and u.id <= (${prefix} || ${last})))`;

// Who was deleted is found by id, not in lists.
const listed = sql`u.deleted_at is null`;
const shown = sql`u.deactivated_at is null and u.deleted_at is null and (u.id = ${userId}
  or u.id in (${idsInSameSpaces({ appId, userId })})
  or u.id in (${idsInSameChannels({ appId, userId })}))`;

type Params = {
  appId: string;
  after: string;
  prefix: string;
  ids: readonly string[];
  limit: number;
  viewerId: string;
};

/** One kind of list each: of all users, of those that begin so, and of one. */
function statementsOf(name: string, condition: SQL, one: SQL) {
  return {
    page: statement<Params>(
      `${name}_page`,
      sql`select ${userColumns} from ${users} u where ${inApp} and ${condition} ${inOrder}`,
    ),
    byPrefix: statement<Params>(
      `${name}_by_prefix`,
      sql`select ${userColumns} from ${users} u where ${inApp} and ${begins} and ${condition} ${inOrder}`,
    ),
    among: statement<Params>(
      `${name}_among`,
      sql`select ${userColumns} from ${users} u where ${inApp} and u.id = any(${placeholder("ids")}::text[])
          and (${prefix} = '' or ${begins}) and ${condition} ${inOrder}`,
    ),
    byId: statement<{ appId: string; onlyId: string; viewerId: string }>(
      `${name}_by_id`,
      sql`select ${userColumns} from ${users} u
          where u.app_id = ${appId} and u.id = ${placeholder("onlyId")} and ${one}`,
    ),
  };
}

const all = statementsOf("users_listed", listed, sql`true`);
const visible = statementsOf("users_visible", shown, shown);

/** The users a viewer may know of, by ascending id, after one. */
export function pageOfUsers(
  tx: Tx,
  { viewerId, prefix: begin, ids, after, limit }: Page,
): Promise<UserRow[]> {
  const { page, byPrefix, among } = viewerId === null ? all : visible;
  const ofOne = begin === "" ? page : byPrefix;
  const { statement: text, bind } = ids === null ? ofOne : among;
  const params = {
    ...{ appId: tx.appId, after, limit, viewerId: viewerId ?? "" },
    ...{ prefix: begin, ids: ids ?? [] },
  };
  return tx.connection.query<UserRow>(text, bind(params));
}

/** One user, if the viewer may know of them. */
export async function findVisibleUser(
  tx: Tx,
  viewerId: string | null,
  onlyId: string,
): Promise<UserRow | null> {
  const { statement: text, bind } = (viewerId === null ? all : visible).byId;
  const params = bind({ appId: tx.appId, onlyId, viewerId: viewerId ?? "" });
  const [row] = await tx.connection.query<UserRow>(text, params);
  return row ?? null;
}
