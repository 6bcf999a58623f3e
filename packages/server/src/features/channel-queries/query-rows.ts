import type { ChannelSort, ChannelTest } from "@natter/contract";
import { sql } from "drizzle-orm";
import { compile } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { channelsWithinReach } from "../channels/views/public.ts";
import { filterSql } from "./filter-sql.ts";
import { afterSql, orderSql, sortKeys } from "./sort-sql.ts";

/** The caller's unread counts in one channel. */
export type Counted = { readonly cid: string; readonly unread: number; readonly mentions: number };

export type QueriedPage = {
  readonly viewerId: string;
  readonly test: ChannelTest;
  readonly sort: readonly ChannelSort[];
  /** Where the page before ended: a value for each key and the address. */
  readonly place: readonly string[] | null;
  readonly counts: readonly Counted[];
  readonly limit: number;
};

/** The addresses of channels within a user's reach that meet a filter, in order, each with its place in that order. */
export async function pageOfQuery(
  tx: Tx,
  { viewerId, test, sort, place, counts, limit }: QueriedPage,
): Promise<{ cid: string; place: string[] }[]> {
  const of = { appId: sql`${tx.appId}::text`, userId: sql`${viewerId}::text` };
  const keys = sortKeys(sort);
  const cids = sql.param(counts.map((one) => one.cid));
  const unread = sql.param(counts.map((one) => one.unread));
  const mentions = sql.param(counts.map((one) => one.mentions));
  const { statement, params } = compile(sql`
    select c.cid, array[${sql.join(
      keys.map((key) => sql`(${key.column})::text`),
      sql`, `,
    )}] as place
    from ${channelsWithinReach(of)}
    left join unnest(${cids}::text[], ${unread}::bigint[], ${mentions}::bigint[]) as u (cid, unread, mentions)
      on u.cid = c.cid
    where ${filterSql(test)}${place ? sql` and ${afterSql(keys, place)}` : sql``}
    order by ${orderSql(keys)} limit ${limit}::bigint`);
  return await tx.connection.query<{ cid: string; place: string[] }>(statement, params);
}
