import { readHead } from "../../core/event-log.ts";
import { channelStream, userStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { rootsRepliedTo, tallyReplies } from "../messages/public.ts";
import { followsBeyond, saveFollow } from "./follow-rows.ts";
import { findThreads, saveThread, type ReplyTally } from "./thread-rows.ts";
import { readStandings } from "./thread-standing.ts";

/** The threads that are looked at in one call: those that were replied to last. */
const mostThreads = 200;

/**
 * Counts the replies of a channel's threads again, those with a reply above a number, and mends the summaries that say
 * something else. How many there were; everybody is told of each.
 */
export async function mendSummaries(
  tx: Tx,
  { cid, after }: { readonly cid: string; readonly after: number },
): Promise<number> {
  const roots = await rootsRepliedTo(tx, { cid, after, limit: mostThreads });
  const suspects = await wrongOnes(tx, roots);
  if (suspects.length === 0) return 0;
  // A reply that came between the two looks is not a fault: nobody replies behind the lock.
  const stream = channelStream(cid);
  await tx.hold(stream);
  const wrong = await wrongOnes(
    tx,
    suspects.map(({ rootId }) => rootId),
  );
  for (const { rootId, tally } of wrong) {
    const data = { messageId: rootId };
    const version = await tx.emit(stream, { type: "thread.updated", data });
    await saveThread(tx, { ...tally, rootId, version });
  }
  return wrong.length;
}

async function wrongOnes(
  tx: Tx,
  rootIds: readonly string[],
): Promise<{ rootId: string; tally: ReplyTally }[]> {
  const kept = new Map((await findThreads(tx, rootIds)).map((row) => [row.rootId, row]));
  const tallies = await Promise.all(
    [...kept.keys()].map(async (rootId) => ({
      rootId,
      tally: await tallyReplies(tx, rootId, null),
    })),
  );
  return tallies.filter(({ rootId, tally }) => {
    const row = kept.get(rootId);
    return row !== undefined && digest(row) !== digest(tally);
  });
}

function digest({ replyCount, lastReplySeq, participants }: ReplyTally): string {
  return JSON.stringify([replyCount, lastReplySeq, participants]);
}

/**
 * Brings watermarks of a user's threads back that are above the channel's newest message, each in a new generation, and tells
 * the user's devices. How many there were.
 */
export async function mendThreadWatermarks(
  tx: Tx,
  userId: string,
  channel: { readonly cid: string; readonly joinedSeq: number },
): Promise<number> {
  const { messageSeq } = await readHead(tx, channelStream(channel.cid));
  const rows = await followsBeyond(tx, userId, { cid: channel.cid, seq: messageSeq });
  for (const row of rows) {
    await saveFollow(tx, { ...row, generation: row.generation + 1, readSeq: messageSeq });
  }
  const roots = rows.map(({ rootId, cid }) => ({ id: rootId, cid }));
  const standings = await readStandings(tx, userId, { roots, channels: [channel] });
  for (const standing of standings.values()) {
    await tx.emit(userStream(userId), { type: "notification.thread_read", data: { standing } });
  }
  return rows.length;
}
