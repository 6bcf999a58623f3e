import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { isLetIn } from "../ban-register/public.ts";
import { idsOfSpacesOf } from "../spaces/public.ts";
import { channels, channelSettings, members } from "./channel-table.ts";
import { findViewedChannels } from "./channel-view-rows.ts";
import { readableOf, type SeenChannel } from "./channel-views.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const viewerId = sql`${placeholder("viewerId")}`;

type Reader = { readonly appId: SQL; readonly userId: SQL };

/**
 * The channels that one user may know of by membership and space, from the user's own rows: the work grows with what the
 * user is in, not with the app. Nothing else can be readable; what of it is, the policy decides. A part of a statement.
 */
function cidsWithinReach(of: Reader): SQL {
  return sql`select reach.cid from ${members} reach where reach.app_id = ${of.appId} and reach.user_id = ${of.userId}
    union
    select open.cid from ${channels} open
    where open.app_id = ${of.appId} and open.visibility = 'space' and open.space_id in (${idsOfSpacesOf(of)})
      and ${isLetIn({ ...of, cid: sql`open.cid`, now: sql`now()` })}`;
}

/**
 * The same channels as `c`, each with the user's row of members as `m` and of settings as `s`, if there are any: what a
 * statement of another room goes on from.
 */
export function channelsWithinReach(of: Reader): SQL {
  return sql`(${cidsWithinReach(of)}) near
    join ${channels} c on c.app_id = ${of.appId} and c.cid = near.cid
    left join ${members} m on m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${of.userId}
    left join ${channelSettings} s on s.app_id = m.app_id and s.cid = m.cid and s.user_id = m.user_id`;
}

/** Whether any of some users is in the channel `c`: a part of another room's statement. */
export function hasMember(userIds: SQL): SQL {
  return sql`exists (select from ${members} one
    where one.app_id = c.app_id and one.cid = c.cid and one.user_id = any(${userIds}))`;
}

const withinReach = statement<{ appId: string; viewerId: string }>(
  "cids_within_reach",
  cidsWithinReach({ appId, userId: viewerId }),
);

/** Every channel that a user may read now, joined or not, in no particular order. */
export async function readableChannels(tx: Tx, viewer: string): Promise<SeenChannel[]> {
  const rows = await tx.connection.query<{ cid: string }>(
    withinReach.statement,
    withinReach.bind({ appId: tx.appId, viewerId: viewer }),
  );
  const cids = rows.map((row) => row.cid);
  return readableOf(tx, await findViewedChannels(tx, cids, viewer), viewer);
}
