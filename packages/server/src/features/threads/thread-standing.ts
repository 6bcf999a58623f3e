import type { ThreadStanding } from "@natter/contract";
import type { StreamHead } from "../../core/stream-heads.ts";
import { readHeads } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { findFollows, type FollowRow } from "./follow-rows.ts";
import { countThreadUnread, type ReadableChannel } from "./thread-unread-rows.ts";

type Root = { readonly id: string; readonly cid: string };

/** What a user is to some threads in channels they can read, by the root's id. Three queries, however many threads. */
export async function readStandings(
  tx: Tx,
  userId: string,
  { roots, channels }: { roots: readonly Root[]; channels: readonly ReadableChannel[] },
): Promise<Map<string, ThreadStanding>> {
  const ids = roots.map((root) => root.id);
  const streams = [...new Set(roots.map((root) => channelStream(root.cid)))];
  // The positions first: a client counts on from them.
  const heads = await readHeads(tx, streams);
  const follows = new Map(
    (await findFollows(tx, userId, ids)).map((row) => [row.rootId, row] as const),
  );
  const joined = new Map(channels.map((channel) => [channel.cid, channel.joinedSeq]));
  const places = roots.map(({ id, cid }) => {
    const head = heads.get(channelStream(cid)) ?? { epoch: "", eventSeq: 0, messageSeq: 0 };
    return { id, cid, head, follow: follows.get(id) ?? null };
  });
  const spans = places.flatMap(({ id, cid, head, follow }) =>
    follow?.following
      ? [
          {
            rootId: id,
            after: Math.max(follow.readSeq, joined.get(cid) ?? 0),
            upTo: head.messageSeq,
            eventSeq: head.eventSeq,
          },
        ]
      : [],
  );
  const unread = new Map(
    (await countThreadUnread(tx, userId, spans)).map((row) => [row.rootId, row]),
  );
  return new Map(places.map((place) => [place.id, standingView(place, unread.get(place.id))]));
}

type Place = Root & { readonly head: StreamHead; readonly follow: FollowRow | null };

function standingView(
  { id, cid, head, follow }: Place,
  unread: { readonly count: number; readonly mentions: number } | undefined,
): ThreadStanding {
  const view = {
    messageId: id,
    cid,
    following: follow?.following ?? false,
    reason: follow?.reason ?? null,
    watermark: { generation: follow?.generation ?? 0, seq: follow?.readSeq ?? 0 },
    unread: { count: unread?.count ?? 0, mentions: unread?.mentions ?? 0 },
    messageSeq: head.messageSeq,
    eventSeq: head.eventSeq,
  };
  return view as ThreadStanding; // ids in our rows were parsed when they came in
}
