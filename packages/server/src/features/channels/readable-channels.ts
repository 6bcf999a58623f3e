import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { isLetIn } from "../ban-register/public.ts";
import { idsOfSpacesOf } from "../spaces/public.ts";
import { channels, channelSettings, members } from "./channel-table.ts";
import { viewedColumns, type ViewedChannelRow } from "./channel-view-rows.ts";
import { readableOf } from "./channel-views.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const viewerId = sql`${placeholder("viewerId")}`;

/**
 * The channels that one user may know of by membership and space, from the user's own rows: the work grows with what the
 * user is in, not with the app. Nothing else can be readable; what of it is, the policy decides. A part of a statement.
 */
export function cidsWithinReach(of: { appId: SQL; userId: SQL }): SQL {
  return sql`select reach.cid from ${members} reach where reach.app_id = ${of.appId} and reach.user_id = ${of.userId}
    union
    select open.cid from ${channels} open
    where open.app_id = ${of.appId} and open.visibility = 'space' and open.space_id in (${idsOfSpacesOf(of)})
      and ${isLetIn({ ...of, cid: sql`open.cid`, now: sql`now()` })}`;
}

const withinReach = statement<{ appId: string; viewerId: string }>(
  "channels_within_reach",
  sql`select ${viewedColumns({ appId, viewerId })}
      from (${cidsWithinReach({ appId, userId: viewerId })}) near
      join ${channels} c on c.app_id = ${appId} and c.cid = near.cid
      left join ${members} m on m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${viewerId}
      left join ${channelSettings} s on s.app_id = m.app_id and s.cid = m.cid and s.user_id = m.user_id`,
);

/** Every channel that a user may read now, joined or not, in no particular order. */
export async function readableChannels(tx: Tx, viewer: string): Promise<ViewedChannelRow[]> {
  const rows = await tx.connection.query<ViewedChannelRow>(
    withinReach.statement,
    withinReach.bind({ appId: tx.appId, viewerId: viewer }),
  );
  return readableOf(rows, viewer);
}
