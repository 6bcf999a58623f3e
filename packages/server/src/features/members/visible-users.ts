import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { idsInSameChannels } from "../channels/public.ts";
import { idsInSameSpaces } from "../spaces/public.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("viewerId")}`;

const visible = statement<{ appId: string; viewerId: string; ids: readonly string[] }>(
  "visible_users",
  sql`select wanted.id from unnest(${placeholder("ids")}::text[]) as wanted (id)
      where wanted.id = ${userId}
        or wanted.id in (${idsInSameSpaces({ appId, userId })})
        or wanted.id in (${idsInSameChannels({ appId, userId })})`,
);

/** Those of some ids whom a viewer may know of: the people who share a space or a channel with them, and themselves. */
export async function visibleUsers(
  tx: Tx,
  viewerId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx.connection.query<{ id: string }>(
    visible.statement,
    visible.bind({ appId: tx.appId, viewerId, ids }),
  );
  return rows.map((row) => row.id);
}
