import type { Tx } from "../../core/transact.ts";
import { unreadSpans } from "./unread-spans.ts";
import { readPlace, walkSpans, writePlace } from "./walk-spans.ts";

/** The ids of a user's unread messages, channel by channel and oldest first in each, behind a cursor. */
export async function pageOfUnread(
  tx: Tx,
  userId: string,
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ ids: string[]; next: string | null }> {
  const spans = await unreadSpans(tx, userId);
  const from = readPlace(cursor);
  const rows = await walkSpans(tx, userId, { spans, from, limit: limit + 1, onlyUnread: true });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown.map((row) => row.id),
    next: rows.length > limit && last ? writePlace({ ...last, counted: 0 }) : null,
  };
}
