import { ChatError } from "@natter/contract/chat-error";
import { uncountedKinds } from "@natter/contract/unread";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Tx } from "../../core/transact.ts";
import { messagesAbove, repliesAbove, type AboveRow } from "../messages/public.ts";
import type { UnreadSpan, UnreadSpans, UnreadThreadSpan } from "./unread-spans.ts";

/** A message in the walk, with the span that it was found in: a thread's for `threadId`, else the channel's. */
export type WalkedRow = AboveRow & { readonly threadId: string | null };

/** A place in the walk: behind a message, of whose channel or thread so many were counted by then. */
export type Place = {
  readonly cid: string;
  readonly threadId: string | null;
  readonly seq: number;
  readonly counted: number;
};

type Walk = {
  readonly from: Place | null;
  readonly limit: number;
  /** Only what is unread. */
  readonly onlyUnread: boolean;
};

// So many spans are asked for together: a page needs no more, and each gives at most a page.
const together = 50;

/** The messages of spans behind a place, at most `limit`: channel by channel, then thread by thread. */
export async function walkSpans(
  tx: Tx,
  userId: string,
  { channels, threads }: UnreadSpans,
  walk: Walk,
): Promise<WalkedRow[]> {
  const { from, limit, onlyUnread } = walk;
  const asked = { userId, uncounted: uncountedKinds, onlyUnread };
  const inChannels = await inParts(leftOfChannels(channels, from), limit, async (part, most) =>
    (await messagesAbove(tx, part, { ...asked, limit: most })).map(inChannel),
  );
  const inThreads = await inParts(
    leftOfThreads(threads, from),
    limit - inChannels.length,
    (part, most) => repliesAbove(tx, part, { ...asked, limit: most }),
  );
  return [...inChannels, ...inThreads];
}

const inChannel = (row: AboveRow): WalkedRow => ({ ...row, threadId: null });

function leftOfChannels(spans: readonly UnreadSpan[], from: Place | null): UnreadSpan[] {
  if (from === null) return [...spans];
  if (from.threadId !== null) return [];
  return spans
    .filter(({ cid }) => cid >= from.cid)
    .map((span) => behind(span, from, span.cid === from.cid));
}

function leftOfThreads(spans: readonly UnreadThreadSpan[], from: Place | null): UnreadThreadSpan[] {
  const { threadId } = from ?? { threadId: null };
  if (from === null || threadId === null) return [...spans];
  return spans
    .filter((span) => span.threadId >= threadId)
    .map((span) => behind(span, from, span.threadId === threadId));
}

function behind<Span extends UnreadSpan>(span: Span, { seq }: Place, isPlace: boolean): Span {
  return isPlace ? { ...span, after: Math.max(span.after, seq) } : span;
}

async function inParts<Span>(
  spans: readonly Span[],
  limit: number,
  read: (part: readonly Span[], most: number) => Promise<WalkedRow[]>,
): Promise<WalkedRow[]> {
  const rows: WalkedRow[] = [];
  for (let at = 0; at < spans.length && rows.length < limit; at += together) {
    rows.push(...(await read(spans.slice(at, at + together), limit - rows.length)));
  }
  return rows;
}

export function writePlace({ cid, threadId, seq, counted }: Place): string {
  return encodeCursor([cid, threadId ?? "", String(seq), String(counted)]);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The place of a cursor; `request.invalid` for what is none. */
export function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [cid = "", threadId = "", seq = "", counted = ""] = decodeCursor(cursor, 4);
  const numbers = { seq: Number(seq), counted: Number(counted) };
  const isPlace =
    Object.values(numbers).every((n) => Number.isSafeInteger(n) && n >= 0) &&
    (threadId === "" || uuid.test(threadId));
  if (!isPlace) throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return { cid, threadId: threadId === "" ? null : threadId, ...numbers };
}
