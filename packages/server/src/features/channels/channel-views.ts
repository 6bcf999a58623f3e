import {
  callerClassOf,
  type Channel,
  type ChannelConfig,
  type ChannelTypeConfig,
  type Message,
  type UserSummary,
} from "@natter/contract";
import { readHeads, type StreamHead } from "../../core/stream-heads.ts";
import { channelStream, type StreamKey } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { lastMessages } from "../messages/public.ts";
import { readUnread } from "../read-state/public.ts";
import { resolveConfig, withinLimits } from "../channel-types/public.ts";
import { userSummaries } from "../users/public.ts";
import { channelNotFound } from "./channel-access.ts";
import { capabilitiesOf, isReader, type Standing } from "./channel-policy.ts";
import { findViewedChannels, type ViewedChannelRow } from "./channel-view-rows.ts";
import { firstMembers } from "./member-rows.ts";
import { settingsView } from "./settings-view.ts";

/** How many names make the title of a group that has none of its own. */
const namesInTitle = 3;

/** No user has this id. */
const nobody = "";

/**
 * Channels as one viewer sees them, in the order given; those the viewer may not know of are left out. A server key
 * (`null`) sees all and is in none. The positions are read first, so that every event after them completes the view.
 * A fixed number of queries, however many channels.
 */
export async function channelViews(
  tx: Tx,
  cids: readonly string[],
  viewerId: string | null,
): Promise<Channel[]> {
  if (cids.length === 0) return [];
  const [heads, rowsFound] = await Promise.all([
    readHeads(tx, cids.map(channelStream)),
    findViewedChannels(tx, cids, viewerId ?? nobody),
  ]);
  const found = rowsFound.map((row) => asSeenBy(tx, row, viewerId));
  const seen = viewerId === null ? found : found.filter(isReader);
  const rows = new Map(seen.map((row) => [row.cid, row]));
  const readable = cids.filter((cid) => rows.has(cid));
  const joined = [...rows.values()].flatMap(({ cid, joinedSeq }) =>
    joinedSeq === null ? [] : [{ cid, joinedSeq, position: heads.get(channelStream(cid)) }],
  );
  const [messages, unread, others] = await Promise.all([
    lastMessages(tx, readable, viewerId),
    readUnread(tx, viewerId ?? nobody, joined),
    readOthers(tx, seen, viewerId),
  ]);
  return readable.flatMap((cid) => {
    const row = rows.get(cid);
    const people = others.get(cid) ?? [];
    const isServer = viewerId === null;
    return row
      ? [channelView(row, { heads, messages, unread, people, isServer, now: tx.now })]
      : [];
  });
}

/** One channel as a viewer sees it, or `channel.not_found`. */
export async function getChannelView(
  tx: Tx,
  cid: string,
  viewerId: string | null,
): Promise<Channel> {
  const [channel] = await channelViews(tx, [cid], viewerId);
  if (!channel) throw channelNotFound();
  return channel;
}

/** Those of some channels that their viewer may read. */
export function readableOf(
  tx: Tx,
  rows: readonly ViewedChannelRow[],
  viewerId: string,
): SeenChannel[] {
  return rows.map((row) => asSeenBy(tx, row, viewerId)).filter(isReader);
}

/** Those of some channels that a viewer may know of. */
export async function readableCids(
  tx: Tx,
  cids: readonly string[],
  viewerId: string,
): Promise<Set<string>> {
  if (cids.length === 0) return new Set();
  const rows = await findViewedChannels(tx, cids, viewerId);
  return new Set(rows.flatMap((row) => (isReader(asSeenBy(tx, row, viewerId)) ? [row.cid] : [])));
}

/** A channel as one viewer may look at it, with what its type has. */
export type SeenChannel = ViewedChannelRow & Pick<Standing, "caller" | "config">;

function asSeenBy(tx: Tx, row: ViewedChannelRow, viewerId: string | null): SeenChannel {
  const config = withinLimits(resolveConfig(row.type, row.typeChange), tx.limits);
  return { ...row, config, caller: callerClassOf(viewerId ?? nobody) };
}

type Parts = {
  readonly heads: ReadonlyMap<StreamKey, StreamHead>;
  readonly messages: ReadonlyMap<string, Message>;
  readonly unread: Awaited<ReturnType<typeof readUnread>>;
  readonly people: readonly UserSummary[];
  readonly isServer: boolean;
  readonly now: Date;
};

function channelView(
  row: SeenChannel,
  { heads, messages, unread, people, isServer, now }: Parts,
): Channel {
  const { cid, type, kind, spaceId, name, image, visibility, mode, frozen } = row;
  const head = heads.get(channelStream(cid)) ?? { epoch: "", eventSeq: 0, messageSeq: 0 };
  const standing = unread.get(cid);
  const view = {
    ...{ cid, type, kind, spaceId, name, title: titleOf(row, people), image, visibility, mode },
    ...{
      frozen,
      slowModeSeconds: row.slowModeSeconds,
      messageSeconds: row.messageSeconds,
      memberCount: row.memberCount,
      degraded: row.degraded,
    },
    // Where the other was deleted, one is alone.
    other: kind === "direct" && row.memberCount > 1 ? (people[0] ?? null) : null,
    custom: row.custom,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    messageSeq: head.messageSeq,
    position: { epoch: head.epoch, eventSeq: head.eventSeq },
    lastMessage: messages.get(cid) ?? null,
    membership: row.role === null ? null : membershipOf(row, standing),
    settings: row.role === null ? null : settingsView(row, now),
    unread: standing?.unread ?? { count: 0, mentions: 0 },
    capabilities: isServer ? [] : capabilitiesOf(row),
    config: configView(row.config),
  };
  return view as Channel; // ids in our rows were parsed when they came in
}

function configView(config: ChannelTypeConfig): ChannelConfig {
  const { features, reactionMode, messageCharacters, commands } = config;
  return { features, reactionMode, messageCharacters, commands };
}

function membershipOf(row: ViewedChannelRow, standing: ReturnType<Parts["unread"]["get"]>) {
  return {
    role: row.role,
    joinedSeq: row.joinedSeq ?? 0,
    joinedAt: (row.joinedAt ?? row.createdAt).toISOString(),
    watermark: standing?.watermark ?? { generation: 0, seq: 0 },
    lastReadAt: standing?.lastReadAt?.toISOString() ?? null,
  };
}

function titleOf({ name, kind, memberCount }: ViewedChannelRow, others: readonly UserSummary[]) {
  if (name !== null) return name;
  const names = others.slice(0, namesInTitle).map((person) => person.name);
  const isMore = kind !== "direct" && memberCount - 1 > names.length && names.length > 0;
  return [...names, ...(isMore ? ["…"] : [])].join(", ");
}

/** The first few members besides the viewer of the channels that are called by them; the viewer, where alone. */
async function readOthers(
  tx: Tx,
  rows: readonly ViewedChannelRow[],
  viewerId: string | null,
): Promise<Map<string, UserSummary[]>> {
  const cids = rows.filter((row) => row.name === null).map((row) => row.cid);
  const members = await firstMembers(tx, cids, namesInTitle + 1);
  const people = await userSummaries(tx, [...new Set(members.map((member) => member.userId))]);
  const byCid = new Map<string, UserSummary[]>();
  for (const [cid, list] of Map.groupBy(members, (member) => member.cid)) {
    const others = list.filter((member) => member.userId !== viewerId);
    const shown = others.length > 0 ? others : list;
    byCid.set(
      cid,
      shown.flatMap((member) => people.get(member.userId) ?? []),
    );
  }
  return byCid;
}
