import type { ReadAllAnswer, ReadAllInput } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { readHeads, type StreamHead } from "../../core/stream-heads.ts";
import { channelStream, userStream, type StreamKey } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { cidsOfSpace, readAccess } from "../channels/public.ts";
import { membershipsOf } from "../members/public.ts";
import { markRecipientsRead } from "../messages/public.ts";
import { findPrivacy, openPrivacy } from "../settings/public.ts";
import { getSpaceRole } from "../spaces/public.ts";
import {
  lockReadStates,
  readStatesOf,
  saveReadStates,
  type ReadStateRow,
} from "./read-state-rows.ts";
import { showsReceipts } from "./reader.ts";
import type { ReceiptTeller } from "./receipt-teller.ts";
import { afterReading } from "./watermark.ts";

const batch = 100;
const mostBatches = 10;

/**
 * Marks everything read that there is now, up to 1,000 channels in transactions of 100. Each channel is read up to the newest
 * message of the moment: what is sent meanwhile stays unread. Every device is told of each channel.
 */
export async function readAll(
  call: UserCall,
  teller: ReceiptTeller,
  { spaceId }: ReadAllInput,
): Promise<ReadAllAnswer> {
  const { engine, appId, userId } = call;
  const cids = await transact(engine, appId, (tx) => findBehind(tx, userId, spaceId));
  let channels = 0;
  const upTo = Math.min(cids.length, batch * mostBatches);
  for (let from = 0; from < upTo; from += batch) {
    const part = cids.slice(from, Math.min(from + batch, upTo));
    channels += await transact(engine, appId, (tx) => readPart(tx, teller, userId, part));
  }
  return { channels, more: cids.length > upTo };
}

/** The channels that have messages above the user's watermark, ascending. */
async function findBehind(tx: Tx, userId: string, spaceId: string | undefined): Promise<string[]> {
  if (spaceId !== undefined) await getSpaceRole(tx, spaceId, userId);
  const inSpace = spaceId === undefined ? null : new Set(await cidsOfSpace(tx, spaceId));
  const joined = (await membershipsOf(tx, userId)).filter(
    ({ cid }) => !inSpace || inSpace.has(cid),
  );
  const cids = joined.map(({ cid }) => cid);
  const [heads, states] = await Promise.all([
    readHeads(tx, cids.map(channelStream)),
    readStatesOf(tx, userId, cids),
  ]);
  const readSeqs = new Map(states.map((row) => [row.cid, row.readSeq]));
  return joined
    .filter(({ cid, joinedSeq }) => {
      const newest = heads.get(channelStream(cid))?.messageSeq ?? 0;
      return newest > Math.max(joinedSeq, readSeqs.get(cid) ?? 0);
    })
    .map(({ cid }) => cid)
    .toSorted();
}

async function readPart(
  tx: Tx,
  teller: ReceiptTeller,
  userId: string,
  cids: readonly string[],
): Promise<number> {
  const settings = await findPrivacy(tx, [userId]);
  const found = await Promise.all(cids.map((cid) => readAccess(tx, cid, userId)));
  const joined = new Map(
    found.flatMap((access) => (access && access.role !== null ? [[access.cid, access]] : [])),
  );
  const rows = await lockReadStates(tx, userId, [...joined.keys()]);
  const heads = await readHeads(tx, [...joined.keys()].map(channelStream));
  const privacy = settings.get(userId) ?? openPrivacy;
  const changes = rows.flatMap((row) => {
    const access = joined.get(row.cid);
    const head = heads.get(channelStream(row.cid));
    if (!access || !head) return [];
    const { generation } = row;
    const isShown = showsReceipts(access, privacy);
    const mark = { generation, seq: head.messageSeq, at: tx.now, isShown };
    const changed = afterReading(row, mark);
    return changed === row ? [] : [{ access, row, changed, head }];
  });
  await saveReadStates(
    tx,
    userId,
    changes.map(({ changed }) => changed),
  );
  const raised = changes.filter(({ row, changed }) => changed.receiptSeq > row.receiptSeq);
  await markRecipientsRead(tx, userId, {
    at: tx.now,
    spans: raised
      .filter(({ access }) => access.mode === "feed")
      .map(({ row, changed }) => ({
        cid: row.cid,
        after: row.receiptSeq,
        upTo: changed.receiptSeq,
      })),
  });
  await tell(tx, userId, changes);
  const small = raised.filter(({ access }) => !access.degraded.includes("receipts"));
  tx.afterCommit(() => {
    for (const { changed } of small) teller.tell(tx.appId, "message.read", changed);
  });
  return changes.length;
}

async function tell(
  tx: Tx,
  userId: string,
  changes: readonly { readonly changed: ReadStateRow; readonly head: StreamHead }[],
): Promise<void> {
  if (changes.length === 0) return;
  const stream: StreamKey = userStream(userId);
  await tx.emit(
    stream,
    ...changes.map(({ changed, head: { messageSeq, eventSeq } }) => ({
      type: "notification.read" as const,
      data: {
        cid: changed.cid,
        watermark: { generation: changed.generation, seq: changed.readSeq },
        lastReadAt: (changed.ownReadAt ?? changed.readAt)?.toISOString() ?? null,
        // Read up to the newest message there is: nothing is left.
        unread: { count: 0, mentions: 0 },
        messageSeq,
        eventSeq,
      },
    })),
  );
}
