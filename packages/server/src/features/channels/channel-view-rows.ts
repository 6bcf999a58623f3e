import type { Role } from "@natter/contract";
import { sql } from "drizzle-orm";
import { streamHeads } from "../../core/event-log-table.ts";
import { statement } from "../../core/statement.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { channelColumns, type ChannelRow } from "./channel-rows.ts";
import { channels, members } from "./channel-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const viewerId = sql`${placeholder("viewerId")}`;

/** Where a channel's stream stands. */
export type HeadRow = {
  readonly epoch: string;
  readonly eventSeq: number;
  readonly messageSeq: number;
};

const heads = statement<{ appId: string; streams: readonly string[] }>(
  "channel_heads",
  sql`select stream, epoch, event_seq as "eventSeq", message_seq as "messageSeq" from ${streamHeads}
      where app_id = ${appId} and stream = any(${placeholder("streams")}::text[])`,
);

/** Where channels' streams stand, by cid, in one statement. A channel that never had an event is left out. */
export async function readHeads(tx: Tx, cids: readonly string[]): Promise<Map<string, HeadRow>> {
  const rows = await tx.connection.query<HeadRow & { stream: string }>(
    heads.statement,
    heads.bind({ appId: tx.appId, streams: cids.map(channelStream) }),
  );
  return new Map(rows.map((row) => [row.stream.slice("chat:".length), row]));
}

/** A channel with what its viewer is in it. */
export type ViewedChannelRow = ChannelRow & {
  readonly role: Role | null;
  readonly joinedSeq: number | null;
  readonly joinedAt: Date | null;
  readonly spaceRole: Role | null;
};

const viewed = statement<{ appId: string; viewerId: string; cids: readonly string[] }>(
  "viewed_channels",
  sql`select ${channelColumns}, m.role, m.joined_seq as "joinedSeq", m.joined_at as "joinedAt",
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
        select c.cid, coalesce(h.last_message_at, c.created_at) as "activeAt" from ${members} m
        join ${channels} c on c.app_id = m.app_id and c.cid = m.cid
        left join ${streamHeads} h on h.app_id = m.app_id and h.stream = 'chat:' || m.cid
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
