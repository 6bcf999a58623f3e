import type { ChannelSort } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { channelFilters } from "./filter-table.ts";

type FilterRow = { readonly name: string; readonly filter: unknown; readonly sort: ChannelSort[] };

const placeholder = sql.placeholder;

const all = statement<{ appId: string; limit: number }>(
  "channel_filters",
  sql`select name, filter, sort from ${channelFilters}
      where app_id = ${placeholder("appId")} order by name limit ${placeholder("limit")}`,
);

/** An app's own filters by name. */
export function filterRows(tx: Tx, limit: number): Promise<FilterRow[]> {
  return tx.connection.query<FilterRow>(all.statement, all.bind({ appId: tx.appId, limit }));
}

const one = statement<{ appId: string; name: string }>(
  "channel_filter",
  sql`select name, filter, sort from ${channelFilters}
      where app_id = ${placeholder("appId")} and name = ${placeholder("name")}`,
);

export async function findFilterRow(tx: Tx, name: string): Promise<FilterRow | null> {
  const [row] = await tx.connection.query<FilterRow>(
    one.statement,
    one.bind({ appId: tx.appId, name }),
  );
  return row ?? null;
}

const save = statement<{
  appId: string;
  name: string;
  filter: string;
  sort: string;
  most: number;
  now: Date;
}>(
  "save_channel_filter",
  sql`insert into ${channelFilters} (app_id, name, filter, sort, updated_at)
      select ${placeholder("appId")}::text, ${placeholder("name")}::text, ${placeholder("filter")}::jsonb,
        ${placeholder("sort")}::jsonb, ${placeholder("now")}::timestamptz
      where (select count(*) from ${channelFilters} other
          where other.app_id = ${placeholder("appId")} and other.name <> ${placeholder("name")}) < ${placeholder("most")}::bigint
      on conflict (app_id, name) do update set filter = excluded.filter, sort = excluded.sort, updated_at = excluded.updated_at
      returning 1`,
);

/** Writes a filter; false when the app has as many others as it may. */
export async function saveFilterRow(
  tx: Tx,
  row: { name: string; filter: unknown; sort: readonly ChannelSort[]; most: number },
): Promise<boolean> {
  const { name, most } = row;
  const rows = await tx.connection.query(
    save.statement,
    save.bind({
      ...{ appId: tx.appId, name, most, now: tx.now },
      filter: JSON.stringify(row.filter),
      sort: JSON.stringify(row.sort),
    }),
  );
  return rows.length > 0;
}

const remove = statement<{ appId: string; name: string }>(
  "delete_channel_filter",
  sql`delete from ${channelFilters}
      where app_id = ${placeholder("appId")} and name = ${placeholder("name")} returning 1`,
);

/** Removes a filter; false when there is none. */
export async function deleteFilterRow(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, name }));
  return rows.length > 0;
}
