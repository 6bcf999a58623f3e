import type { ChannelSettings } from "@natter/contract";
import { defaultSettings } from "@natter/contract/channel-visibility";
import { readHeads } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { settingsOf } from "../channels/public.ts";
import { membershipsOf } from "../members/public.ts";
import { readStatesOf } from "../read-state/public.ts";

/** What of a member's channel can be unread, as it stands at one moment. */
export type UnreadSpan = {
  readonly cid: string;
  readonly joinedSeq: number;
  readonly readSeq: number;
  /** Above it messages can be unread: what was read, and what was there before the member joined. */
  readonly after: number;
  readonly upTo: number;
  readonly eventSeq: number;
  readonly settings: ChannelSettings;
};

/** All channels of a user with something above the watermark, by ascending cid: three queries whatever their number. */
export async function unreadSpans(tx: Tx, userId: string): Promise<UnreadSpan[]> {
  const memberships = await membershipsOf(tx, userId);
  const cids = memberships.map(({ cid }) => cid);
  const [heads, states, settings] = await Promise.all([
    readHeads(tx, cids.map(channelStream)),
    readStatesOf(tx, userId, cids),
    settingsOf(tx, userId, cids),
  ]);
  const readSeqs = new Map(states.map((state) => [state.cid, state.readSeq]));
  return memberships
    .flatMap(({ cid, joinedSeq }) => {
      const head = heads.get(channelStream(cid));
      const readSeq = readSeqs.get(cid) ?? 0;
      const after = Math.max(joinedSeq, readSeq);
      if (!head || head.messageSeq <= after) return [];
      const { messageSeq: upTo, eventSeq } = head;
      const kept = settings.get(cid) ?? defaultSettings;
      return [{ cid, joinedSeq, readSeq, after, upTo, eventSeq, settings: kept }];
    })
    .toSorted((one, other) => (one.cid < other.cid ? -1 : 1));
}
