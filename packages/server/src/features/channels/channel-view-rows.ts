import type { ChannelListState, ChannelTypeChange, Role } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import { lastMessageAtOf, messageSeqOf } from "../../core/stream-heads.ts";
import type { Tx } from "../../core/transact.ts";
import { isLetIn, shadowSentAtOf } from "../ban-register/public.ts";
import { typeChangeOf } from "../channel-types/public.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { channelColumns, type ChannelRow } from "./channel-rows.ts";
import { settingsColumns, settingsJoin, type SettingsColumns } from "./settings-rows.ts";
import { channels, channelSettings, members } from "./channel-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const viewerId = sql`${placeholder("viewerId")}`;

/** A channel with what its viewer is in it. */
export type ViewedChannelRow = ChannelRow &
  SettingsColumns & {
    readonly role: Role | null;
    readonly joinedSeq: number | null;
    readonly joinedAt: Date | null;
    readonly spaceRole: Role | null;
    readonly typeChange: ChannelTypeChange | null;
  };

/** The columns of a `ViewedChannelRow`, of a channel `c` and the viewer's member row `m`: a part of a statement. */
function viewedColumns(of: { appId: SQL; viewerId: SQL }): SQL {
  return sql`${channelColumns}, m.role, m.joined_seq as "joinedSeq", m.joined_at as "joinedAt",
        ${settingsColumns},
        ${typeChangeOf({ appId: of.appId, type: sql`c.type` })} as "typeChange",
        ${spaceRoleOf({ appId: of.appId, spaceId: sql`c.space_id`, userId: of.viewerId })} as "spaceRole"`;
}

// The viewer's rows by their keys, one channel after the other: a plan made for people in few channels would otherwise compare every
// channel with every membership of somebody in hundreds.
const viewed = statement<{ appId: string; viewerId: string; cids: readonly string[]; now: Date }>(
  "viewed_channels",
  sql`select ${viewedColumns({ appId, viewerId })}
      from ${channels} c
      left join lateral (
        select * from ${members} m where m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${viewerId} limit 1
      ) m on true
      ${settingsJoin}
      where c.app_id = ${appId} and c.cid = any(${placeholder("cids")}::text[])
        and ${isLetIn({ appId, userId: viewerId, cid: sql`c.cid`, now: sql`${placeholder("now")}` })}`,
);

/** Channels with what a viewer is in them, readable or not, in no particular order; none that the viewer is banned from. */
export function findViewedChannels(
  tx: Tx,
  cids: readonly string[],
  viewer: string,
): Promise<ViewedChannelRow[]> {
  return tx.connection.query<ViewedChannelRow>(
    viewed.statement,
    viewed.bind({ appId: tx.appId, viewerId: viewer, cids, now: tx.now }),
  );
}

const stream = sql`'chat:' || m.cid`;
const memberApp = sql`m.app_id`;

const mine = statement<{
  appId: string;
  viewerId: string;
  kind: string | null;
  state: string;
  beforePinned: boolean;
  beforeAt: Date | null;
  beforeCid: string;
  limit: number;
}>(
  "channels_of_member",
  sql`select mine.cid, mine.pinned, mine."activeAt" from (
        select c.cid, s.pinned_at is not null as pinned,
          greatest(coalesce(${lastMessageAtOf({ appId: memberApp, stream })}, c.created_at),
            ${shadowSentAtOf({ appId: memberApp, userId: sql`m.user_id`, cid: sql`m.cid` })}) as "activeAt",
          coalesce(s.archived, false) as archived,
          coalesce(s.hidden_seq >= ${messageSeqOf({ appId: memberApp, stream })}, false) as hidden
        from ${members} m
        join ${channels} c on c.app_id = m.app_id and c.cid = m.cid
        left join ${channelSettings} s on s.app_id = m.app_id and s.cid = m.cid and s.user_id = m.user_id
        where m.app_id = ${appId} and m.user_id = ${viewerId}
          and (${placeholder("kind")}::text is null or c.kind = ${placeholder("kind")})
      ) mine
      where (case ${placeholder("state")}::text
          when 'all' then true
          when 'archived' then mine.archived
          when 'hidden' then mine.hidden and not mine.archived
          else not mine.hidden and not mine.archived end)
        and (${placeholder("beforeAt")}::timestamptz is null
          or (mine.pinned, mine."activeAt", mine.cid)
            < (${placeholder("beforePinned")}::boolean, ${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeCid")}::text))
      order by mine.pinned desc, mine."activeAt" desc, mine.cid desc limit ${placeholder("limit")}`,
);

export type ListedChannel = {
  readonly cid: string;
  readonly pinned: boolean;
  readonly activeAt: Date;
};

/** The channels a user is a member of: pinned ones first, then the one with the newest message, before a place in that order. */
export function pageOfOwnChannels(
  tx: Tx,
  page: {
    viewerId: string;
    kind: string | null;
    state: ChannelListState;
    before: ListedChannel | null;
    limit: number;
  },
): Promise<ListedChannel[]> {
  const { before, viewerId: viewer, kind, state, limit } = page;
  return tx.connection.query(
    mine.statement,
    mine.bind({
      appId: tx.appId,
      viewerId: viewer,
      kind,
      state,
      beforePinned: before?.pinned ?? false,
      beforeAt: before?.activeAt ?? null,
      beforeCid: before?.cid ?? "",
      limit,
    }),
  );
}
