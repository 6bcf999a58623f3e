import type { RepairAnswer, UnreadRepair } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { readAccess, type ChannelAccess } from "../channels/public.ts";
import { membershipsOf } from "../members/public.ts";
import { mendExtraMentions, mendMissingMentions, mendMissingRows } from "../messages/public.ts";
import { mendWatermark } from "../read-state/public.ts";
import { mendSummaries, mendThreadWatermarks } from "../threads/totals/public.ts";

const channelsPerCall = 25;
const messagesPerChannel = 1_000;

/**
 * Finds and mends what is not as the messages say, in some of the caller's channels and the last thousand messages of each:
 * watermarks above the newest message, of channels and of threads, rows that are missing, marks of mentions that are missing or
 * too many, and summaries of threads that are no recount. Says what it changed; a second call finds nothing.
 */
export async function repairUnread(
  call: UserCall,
  cursor: string | undefined,
): Promise<RepairAnswer> {
  const { engine, appId, userId } = call;
  const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  const cids = await transact(engine, appId, async (tx) =>
    (await membershipsOf(tx, userId))
      .map(({ cid }) => cid)
      .filter((cid) => cid > after)
      .toSorted(),
  );
  const part = cids.slice(0, channelsPerCall);
  const repairs: UnreadRepair[] = [];
  // One transaction each: a lock on a channel's rows is held no longer than it takes to mend them.
  for (const cid of part) {
    repairs.push(...(await transact(engine, appId, (tx) => repairChannel(tx, userId, cid))));
  }
  const last = part.at(-1);
  return {
    repairs,
    channels: part.length,
    next: cids.length > part.length && last !== undefined ? encodeCursor([last]) : null,
  };
}

async function repairChannel(tx: Tx, userId: string, cid: string): Promise<UnreadRepair[]> {
  const access = await readAccess(tx, cid, userId);
  if (!access || access.role === null) return [];
  const found = await mend(tx, userId, access);
  return found
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => ({ kind, cid, count }) as UnreadRepair); // a cid of our own row
}

async function mend(
  tx: Tx,
  userId: string,
  { cid, mode, joinedSeq }: ChannelAccess,
): Promise<{ kind: UnreadRepair["kind"]; count: number }[]> {
  const head = await readHead(tx, channelStream(cid));
  const span = { userId, cid, after: Math.max(joinedSeq, head.messageSeq - messagesPerChannel) };
  // The marks first: a row that is made for a mention is not one that was missing as well.
  const mentions = await mendMissingMentions(tx, span);
  const extra = await mendExtraMentions(tx, { userId, cid });
  const rows = mode === "feed" ? await mendMissingRows(tx, span) : 0;
  // The channel's line before the user's own.
  const summaries = await mendSummaries(tx, span);
  const watermark = await mendWatermark(tx, userId, { cid, joinedSeq });
  const ofThreads = await mendThreadWatermarks(tx, userId, { cid, joinedSeq });
  return [
    { kind: "mention_missing", count: mentions },
    { kind: "row_extra", count: extra },
    { kind: "row_missing", count: rows },
    { kind: "watermark_beyond_head", count: watermark ? 1 : 0 },
    { kind: "thread_watermark_beyond_head", count: ofThreads },
    { kind: "thread_summary", count: summaries },
  ];
}
