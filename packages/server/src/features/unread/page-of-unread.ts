import type { Tx } from "../../core/transact.ts";
import { unreadChannels } from "./unread-spans.ts";
import { readPlace, walkSpans, writePlace } from "./walk-spans.ts";

/** The ids of a user's unread messages, channel by channel and oldest first in each, behind a cursor. */
export async function pageOfUnread(
  tx: Tx,
  userId: string,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ ids: string[]; next: string | null }> {
  const spans = { channels: await unreadChannels(tx, userId), threads: [] };
  const walk = { from: readPlace(cursor), limit: limit + 1, onlyUnread: true };
  const rows = await walkSpans(tx, userId, spans, walk);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown.map((row) => row.id),
    next: rows.length > limit && last ? writePlace({ ...last, counted: 0 }) : null,
  };
}
