import type { ChannelTypeChange, Role } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import { lastMessageAtOf } from "../../core/stream-heads.ts";
import type { Tx } from "../../core/transact.ts";
import { typeChangeOf } from "../channel-types/public.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { channelColumns, type ChannelRow } from "./channel-rows.ts";
import { channels, members } from "./channel-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const viewerId = sql`${placeholder("viewerId")}`;

/** A channel with what its viewer is in it. */
export type ViewedChannelRow = ChannelRow & {
  readonly role: Role | null;
  readonly joinedSeq: number | null;
  readonly joinedAt: Date | null;
  readonly spaceRole: Role | null;
  readonly typeChange: ChannelTypeChange | null;
};

const viewed = statement<{ appId: string; viewerId: string; cids: readonly string[] }>(
  "viewed_channels",
  sql`select ${channelColumns}, m.role, m.joined_seq as "joinedSeq", m.joined_at as "joinedAt",
        ${typeChangeOf({ appId, type: sql`c.type` })} as "typeChange",
        ${spaceRoleOf({ appId, spaceId: sql`c.space_id`, userId: viewerId })} as "spaceRole"
      from ${channels} c
      left join ${members} m on m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${viewerId}
      where c.app_id = ${appId} and c.cid = any(${placeholder("cids")}::text[])`,
);

/** Channels with what a viewer is in them, readable or not, in no particular order. */
export function findViewedChannels(
  tx: Tx,
  cids: readonly string[],
  viewer: string,
): Promise<ViewedChannelRow[]> {
  return tx.connection.query<ViewedChannelRow>(
    viewed.statement,
    viewed.bind({ appId: tx.appId, viewerId: viewer, cids }),
  );
}

const mine = statement<{
  appId: string;
  viewerId: string;
  kind: string | null;
  beforeAt: Date | null;
  beforeCid: string;
  limit: number;
}>(
  "channels_of_member",
  sql`select mine.cid, mine."activeAt" from (
        select c.cid, coalesce(${lastMessageAtOf({ appId: sql`m.app_id`, stream: sql`'chat:' || m.cid` })}, c.created_at) as "activeAt" from ${members} m
        join ${channels} c on c.app_id = m.app_id and c.cid = m.cid
        where m.app_id = ${appId} and m.user_id = ${viewerId}
          and (${placeholder("kind")}::text is null or c.kind = ${placeholder("kind")})
      ) mine
      where ${placeholder("beforeAt")}::timestamptz is null
        or (mine."activeAt", mine.cid) < (${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeCid")}::text)
      order by mine."activeAt" desc, mine.cid desc limit ${placeholder("limit")}`,
);

/** The channels a user is a member of, the one with the newest message first, before a place in that order. */
export function pageOfOwnChannels(
  tx: Tx,
  page: {
    viewerId: string;
    kind: string | null;
    before: { at: Date; cid: string } | null;
    limit: number;
  },
): Promise<{ cid: string; activeAt: Date }[]> {
  const { before, viewerId: viewer, kind, limit } = page;
  return tx.connection.query(
    mine.statement,
    mine.bind({
      appId: tx.appId,
      viewerId: viewer,
      kind,
      beforeAt: before?.at ?? null,
      beforeCid: before?.cid ?? "",
      limit,
    }),
  );
}
