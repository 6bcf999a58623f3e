import { defaultLimits } from "@natter/contract/limits";
import { countNewerEvents } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { membershipsOf } from "../channels/public.ts";
import type { SyncCursor } from "./sync-cursor.ts";

/**
 * A channel that a sync answers for. `held` is where its line is held: a position, or how many events behind its head;
 * null for a channel that is new to the caller; `unknown` where it cannot be told what was missed.
 */
export type Asked = {
  readonly cid: string;
  readonly isListed: boolean;
  readonly held:
    | { readonly epoch: string; readonly after: number }
    | { readonly newer: number }
    | "unknown"
    | null;
};

type Question = {
  readonly userId: string;
  readonly cursor: SyncCursor;
  readonly listed: ReadonlySet<string>;
  /** How long the log keeps events. */
  readonly eventDays: number;
};

/** A transaction may commit a while after the time it carries: so far back is looked again. */
const overlapMs = 60_000;

/** The caller's channels whose positions were not given and that have news since the cursor, a page by ascending cid. */
export async function findOthers(
  tx: Tx,
  { userId, cursor, listed, eventDays }: Question,
): Promise<{ channels: Asked[]; last: string; more: boolean }> {
  const memberships = (await membershipsOf(tx, userId))
    .filter(({ cid }) => !listed.has(cid) && cid > cursor.afterCid)
    .sort((one, other) => (one.cid < other.cid ? -1 : 1));
  const perPage = cursor.since === null ? defaultLimits.syncViews : defaultLimits.syncChannels;
  const page = memberships.slice(0, perPage);
  const more = memberships.length > page.length;
  const last = page.at(-1)?.cid ?? cursor.afterCid;
  if (cursor.since === null) {
    const channels = page.map(({ cid }) => ({ cid, isListed: false, held: null }));
    return { channels, last, more };
  }
  const at = new Date(cursor.since.getTime() - overlapMs);
  const oldest = tx.now.getTime() - eventDays * 86_400_000;
  const most = defaultLimits.syncEventsPerLine + 1;
  const streams = page.map(({ cid }) => channelStream(cid));
  const newer = await countNewerEvents(tx, streams, { at, most });
  const channels = page.flatMap(({ cid, joinedAt }): Asked[] => {
    const other = { cid, isListed: false };
    if (joinedAt >= at) return [{ ...other, held: null }];
    if (at.getTime() < oldest) return [{ ...other, held: "unknown" }];
    const count = newer.get(channelStream(cid));
    return count === undefined ? [] : [{ ...other, held: { newer: count } }];
  });
  return { channels, last, more };
}
