import type { ReadWatermark, Unread } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { countUnread, readMentionSeqs } from "../messages/public.ts";
import { readStatesOf } from "./read-state-rows.ts";

type ReadStanding = {
  readonly watermark: ReadWatermark;
  readonly lastReadAt: Date | null;
  readonly unread: Unread;
};

/** A member's channel, and the position at which it is counted: absent for as things are. */
type CountedChannel = {
  readonly cid: string;
  readonly joinedSeq: number;
  readonly position?: { readonly messageSeq: number; readonly eventSeq: number } | undefined;
};

/**
 * A member's watermark and unread counts per channel, for any number of channels in four queries. A client counts on from
 * the position it is given, so what came after that position must not be in the count.
 */
export async function readUnread(
  tx: Tx,
  userId: string,
  channels: readonly CountedChannel[],
): Promise<Map<string, ReadStanding>> {
  if (channels.length === 0) return new Map();
  const cids = channels.map(({ cid }) => cid);
  const states = new Map((await readStatesOf(tx, userId, cids)).map((row) => [row.cid, row]));
  const spans = channels.map(({ cid, joinedSeq, position }) => ({
    cid,
    after: Math.max(joinedSeq, states.get(cid)?.readSeq ?? 0),
    upTo: position?.messageSeq ?? Number.MAX_SAFE_INTEGER,
    eventSeq: position?.eventSeq ?? Number.MAX_SAFE_INTEGER,
  }));
  const [unread, readMentions] = await Promise.all([
    countUnread(tx, userId, spans),
    readMentionSeqs(tx, userId, spans),
  ]);
  return new Map(
    cids.map((cid) => {
      const state = states.get(cid);
      const alone = readMentions.get(cid);
      const counted = unread.get(cid) ?? { count: 0, mentions: 0 };
      return [
        cid,
        {
          watermark: { generation: state?.generation ?? 0, seq: state?.readSeq ?? 0 },
          lastReadAt: state?.ownReadAt ?? state?.readAt ?? null,
          unread: alone ? { ...counted, readMentions: alone } : counted,
        },
      ];
    }),
  );
}
