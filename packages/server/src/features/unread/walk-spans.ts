import { ChatError } from "@natter/contract/chat-error";
import { uncountedKinds } from "@natter/contract/unread";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Tx } from "../../core/transact.ts";
import { messagesAbove, type AboveRow } from "../messages/public.ts";
import type { UnreadSpan } from "./unread-spans.ts";

/** A place in the walk: behind a message, of whose channel so many were counted by then. */
export type Place = { readonly cid: string; readonly seq: number; readonly counted: number };

// So many channels are asked for together: a page needs no more, and each gives at most a page.
const together = 50;

/** The messages of spans behind a place, channel by channel, at most `limit`; `onlyUnread`: only those that are unread. */
export async function walkSpans(
  tx: Tx,
  userId: string,
  {
    spans,
    from,
    limit,
    onlyUnread,
  }: {
    readonly spans: readonly UnreadSpan[];
    readonly from: Place | null;
    readonly limit: number;
    readonly onlyUnread: boolean;
  },
): Promise<AboveRow[]> {
  const left = spans.flatMap((span) => {
    if (from === null || span.cid > from.cid) return [span];
    return span.cid === from.cid ? [{ ...span, after: Math.max(span.after, from.seq) }] : [];
  });
  const rows: AboveRow[] = [];
  for (let at = 0; at < left.length && rows.length < limit; at += together) {
    const params = { userId, uncounted: uncountedKinds, onlyUnread, limit: limit - rows.length };
    rows.push(...(await messagesAbove(tx, left.slice(at, at + together), params)));
  }
  return rows;
}

export function writePlace({ cid, seq, counted }: Place): string {
  return encodeCursor([cid, String(seq), String(counted)]);
}

/** The place of a cursor; `request.invalid` for what is none. */
export function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [cid = "", seq = "", counted = ""] = decodeCursor(cursor, 3);
  const place = { cid, seq: Number(seq), counted: Number(counted) };
  const isPlace = [place.seq, place.counted].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!isPlace) throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return place;
}
