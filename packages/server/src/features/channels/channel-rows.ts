import type {
  ChannelKind,
  ChannelType,
  ChannelVisibility,
  DegradedFeature,
  FanOutMode,
} from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { channels, members } from "./channel-table.ts";

export type ChannelRow = {
  readonly cid: string;
  readonly type: ChannelType;
  readonly kind: ChannelKind;
  readonly spaceId: string | null;
  readonly name: string | null;
  readonly image: string | null;
  readonly visibility: ChannelVisibility;
  readonly mode: FanOutMode;
  readonly frozen: boolean;
  readonly slowModeSeconds: number;
  readonly messageSeconds: number | null;
  readonly memberCount: number;
  /** What is otherwise in it, as it was told. */
  readonly degraded: readonly DegradedFeature[];
  readonly custom: Record<string, unknown>;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const placeholder = sql.placeholder;

export const channelColumns = sql.raw(
  `c.cid, c.type, c.kind, c.space_id as "spaceId", c.name, c.image, c.visibility, c.mode, c.frozen,
   c.slow_mode_seconds as "slowModeSeconds", c.message_seconds as "messageSeconds", c.member_count as "memberCount", c.degraded, c.custom, c.created_by as "createdBy",
   c.created_at as "createdAt", c.updated_at as "updatedAt"`,
);

type NewChannel = {
  readonly cid: string;
  readonly type: ChannelType;
  readonly kind: ChannelKind;
  readonly visibility: ChannelVisibility;
  readonly spaceId?: string | null;
  readonly name?: string | null;
  readonly custom?: Record<string, unknown>;
  readonly slowModeSeconds?: number;
  readonly createdBy: string | null;
};

const insert = statement<{
  appId: string;
  cid: string;
  type: string;
  kind: string;
  spaceId: string | null;
  name: string | null;
  visibility: string;
  custom: string;
  slowModeSeconds: number;
  createdBy: string | null;
  now: Date;
}>(
  "insert_channel",
  sql`insert into ${channels} as c (app_id, cid, type, kind, space_id, name, visibility, custom, slow_mode_seconds, created_by, created_at, updated_at)
      values (${placeholder("appId")}, ${placeholder("cid")}, ${placeholder("type")}, ${placeholder("kind")},
        ${placeholder("spaceId")}, ${placeholder("name")}, ${placeholder("visibility")}, ${placeholder("custom")}::jsonb,
        ${placeholder("slowModeSeconds")}, ${placeholder("createdBy")}, ${placeholder("now")}, ${placeholder("now")})
      on conflict (app_id, cid) do nothing
      returning ${channelColumns}`,
);

/** Creates a channel without members; null when its address is taken. */
export async function insertChannel(tx: Tx, channel: NewChannel): Promise<ChannelRow | null> {
  const { cid, type, kind, visibility, createdBy } = channel;
  const [row] = await tx.connection.query<ChannelRow>(
    insert.statement,
    insert.bind({
      appId: tx.appId,
      ...{ cid, type, kind, visibility, createdBy },
      spaceId: channel.spaceId ?? null,
      name: channel.name ?? null,
      custom: JSON.stringify(channel.custom ?? {}),
      slowModeSeconds: channel.slowModeSeconds ?? 0,
      now: tx.now,
    }),
  );
  return row ?? null;
}

const byCids = statement<{ appId: string; cids: readonly string[] }>(
  "channels_by_cid",
  sql`select ${channelColumns} from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.cid = any(${placeholder("cids")}::text[])`,
);

/** Channels by address, in no particular order; unknown ones are left out. */
export async function findChannels(tx: Tx, cids: readonly string[]): Promise<ChannelRow[]> {
  if (cids.length === 0) return [];
  return await tx.connection.query<ChannelRow>(
    byCids.statement,
    byCids.bind({ appId: tx.appId, cids }),
  );
}

/** Which of some addresses are channels. */
export async function existingChannels(tx: Tx, cids: readonly string[]): Promise<Set<string>> {
  return new Set((await findChannels(tx, cids)).map((row) => row.cid));
}

const byAddress = statement<{ appId: string; after: string; limit: number }>(
  "channels_by_address",
  sql`select ${channelColumns} from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.cid > ${placeholder("after")}
      order by c.cid limit ${placeholder("limit")}`,
);

/** The channels of the app behind an address, ascending. */
export function pageOfChannels(tx: Tx, after: string, limit: number): Promise<ChannelRow[]> {
  return tx.connection.query<ChannelRow>(
    byAddress.statement,
    byAddress.bind({ appId: tx.appId, after, limit }),
  );
}

const lock = statement<{ appId: string; cids: readonly string[] }>(
  "lock_channels",
  sql`select ${channelColumns} from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.cid = any(${placeholder("cids")}::text[])
      order by c.cid for no key update`,
);

/**
 * Locks channels until the transaction ends, for whoever changes them or who is in them. Always before rows of members
 * and heads of streams, or two transactions wait for each other.
 */
export async function lockChannels(tx: Tx, cids: readonly string[]): Promise<ChannelRow[]> {
  if (cids.length === 0) return [];
  return await tx.connection.query<ChannelRow>(
    lock.statement,
    lock.bind({ appId: tx.appId, cids }),
  );
}

type ChannelChange = Pick<
  ChannelRow,
  | "cid"
  | "name"
  | "image"
  | "mode"
  | "frozen"
  | "slowModeSeconds"
  | "messageSeconds"
  | "memberCount"
  | "degraded"
  | "custom"
>;

const update = statement<{
  appId: string;
  cid: string;
  name: string | null;
  image: string | null;
  mode: string;
  frozen: boolean;
  slowModeSeconds: number;
  messageSeconds: number | null;
  memberCount: number;
  degraded: readonly string[];
  custom: string;
  updatedAt: Date;
}>(
  "update_channel",
  sql`update ${channels} set name = ${placeholder("name")}, image = ${placeholder("image")}, mode = ${placeholder("mode")},
        frozen = ${placeholder("frozen")}, slow_mode_seconds = ${placeholder("slowModeSeconds")}, message_seconds = ${placeholder("messageSeconds")},
        member_count = ${placeholder("memberCount")}, degraded = ${placeholder("degraded")}::text[], custom = ${placeholder("custom")}::jsonb,
        updated_at = ${placeholder("updatedAt")}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")}`,
);

/** Writes a locked channel back. */
export async function saveChannel(
  tx: Tx,
  channel: ChannelChange & { readonly updatedAt: Date },
): Promise<void> {
  const { cid, name, image, mode, frozen, memberCount, updatedAt } = channel;
  const { slowModeSeconds, messageSeconds, degraded } = channel;
  const custom = JSON.stringify(channel.custom);
  await tx.connection.query(
    update.statement,
    update.bind({
      appId: tx.appId,
      ...{ cid, name, image, mode, frozen, memberCount, custom, updatedAt },
      ...{ slowModeSeconds, messageSeconds, degraded },
    }),
  );
}

const inUse = statement<{ appId: string; type: string }>(
  "type_in_use",
  sql`select 1 as one from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.cid >= ${placeholder("type")}::text || ':' and c.cid < ${placeholder("type")}::text || ';'
      limit 1`,
);

/** Whether there is a channel of a type. An address begins with the type, so the primary key finds it. */
export async function isTypeInUse(tx: Tx, type: string): Promise<boolean> {
  const rows = await tx.connection.query(inUse.statement, inUse.bind({ appId: tx.appId, type }));
  return rows.length > 0;
}

const remove = statement<{ appId: string; cid: string }>(
  "delete_channel",
  sql`delete from ${channels} where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")}`,
);

/** Removes a channel with its member rows and read states. */
export async function deleteChannelRow(tx: Tx, cid: string): Promise<void> {
  await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, cid }));
}

const ofSpaces = statement<{ appId: string; spaceIds: readonly string[] }>(
  "default_channels",
  sql`select distinct on (c.space_id) c.space_id as "spaceId", c.cid from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.space_id = any(${placeholder("spaceIds")}::uuid[]) and c.visibility = 'space'
      order by c.space_id, c.created_at, c.cid`,
);

/** The oldest channel of each space that all its members can read, by space. */
export async function defaultChannels(
  tx: Tx,
  spaceIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.connection.query<{ spaceId: string; cid: string }>(
    ofSpaces.statement,
    ofSpaces.bind({ appId: tx.appId, spaceIds }),
  );
  return new Map(rows.map((row) => [row.spaceId, row.cid]));
}

const inSpace = statement<{ appId: string; spaceId: string }>(
  "cids_of_space",
  sql`select cid from ${channels}
      where app_id = ${placeholder("appId")} and space_id = ${placeholder("spaceId")}::uuid order by cid`,
);

/** The addresses of all channels of a space, private ones too, ascending. */
export async function cidsOfSpace(tx: Tx, spaceId: string): Promise<string[]> {
  const rows = await tx.connection.query<{ cid: string }>(
    inSpace.statement,
    inSpace.bind({ appId: tx.appId, spaceId }),
  );
  return rows.map((row) => row.cid);
}

const readableInSpace = statement<{
  appId: string;
  spaceId: string;
  userId: string;
  afterName: string;
  afterCid: string;
  limit: number;
}>(
  "readable_channels_of_space",
  sql`select c.cid, lower(c.name) as "sortName" from ${channels} c
      where c.app_id = ${placeholder("appId")} and c.space_id = ${placeholder("spaceId")}::uuid
        and (c.visibility = 'space' or exists (
          select from ${members} m where m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${placeholder("userId")}))
        and (lower(c.name), c.cid) > (${placeholder("afterName")}::text, ${placeholder("afterCid")}::text)
      order by lower(c.name), c.cid limit ${placeholder("limit")}`,
);

/** The channels of a space that one of its members may read, by name, after a place in that order. */
export function readableCidsOfSpace(
  tx: Tx,
  page: { spaceId: string; userId: string; afterName: string; afterCid: string; limit: number },
): Promise<{ cid: string; sortName: string }[]> {
  return tx.connection.query(
    readableInSpace.statement,
    readableInSpace.bind({ appId: tx.appId, ...page }),
  );
}
