import type { ReadWatermark, Unread } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { countUnread } from "../messages/public.ts";
import { readStatesOf } from "./read-state-rows.ts";

export type ReadStanding = {
  readonly watermark: ReadWatermark;
  readonly lastReadAt: Date | null;
  readonly unread: Unread;
};

/** A member's watermark and unread counts per channel, for any number of channels in three queries. */
export async function readUnread(
  tx: Tx,
  userId: string,
  channels: readonly { readonly cid: string; readonly joinedSeq: number }[],
): Promise<Map<string, ReadStanding>> {
  if (channels.length === 0) return new Map();
  const states = new Map(
    (
      await readStatesOf(
        tx,
        userId,
        channels.map(({ cid }) => cid),
      )
    ).map((row) => [row.cid, row]),
  );
  const counted = channels.map(({ cid, joinedSeq }) => ({
    cid,
    after: Math.max(joinedSeq, states.get(cid)?.readSeq ?? 0),
  }));
  const unread = await countUnread(tx, userId, counted);
  return new Map(
    channels.map(({ cid }) => {
      const state = states.get(cid);
      return [
        cid,
        {
          watermark: { generation: state?.generation ?? 0, seq: state?.readSeq ?? 0 },
          lastReadAt: state?.readAt ?? null,
          unread: unread.get(cid) ?? { count: 0, mentions: 0 },
        },
      ];
    }),
  );
}
