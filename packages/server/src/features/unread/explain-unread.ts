import type { UnreadExplainQuery, UnreadExplanation, UnreadReason } from "@natter/contract";
import { badgeTotal, isHidden, isMuted } from "@natter/contract/channel-visibility";
import { uncountedKinds } from "@natter/contract/unread";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import type { AboveRow } from "../messages/public.ts";
import { countSpans } from "./list-unread.ts";
import { unreadSpans, type UnreadSpan } from "./unread-spans.ts";
import { readPlace, walkSpans, writePlace, type Place } from "./walk-spans.ts";

type Explained = UnreadExplanation["items"][number];

/**
 * Why the badge is what it is, message by message. Badge and messages are read as of the same moment, and what all pages add
 * together is the badge, if nothing happens in between.
 */
export function explainUnread(
  call: UserCall,
  { all, limit, cursor }: UnreadExplainQuery,
): Promise<UnreadExplanation> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const spans = await unreadSpans(tx, userId);
    const from = readPlace(cursor);
    const onlyUnread = all === "false";
    const [badge, rows] = await Promise.all([
      countSpans(tx, userId, spans),
      walkSpans(tx, userId, { spans, from, limit: limit + 1, onlyUnread }),
    ]);
    const { items, last } = explain(rows.slice(0, limit), {
      ...{ spans, from, userId, now: tx.now, most: tx.engine.limits.unreadMax },
    });
    return {
      badge: { total: badge.total, mentions: badge.mentions },
      items,
      next: rows.length > limit && last ? writePlace(last) : null,
      previous: null,
    };
  });
}

type Setting = {
  readonly spans: readonly UnreadSpan[];
  readonly from: Place | null;
  readonly userId: string;
  readonly now: Date;
  /** How many of a channel are counted. */
  readonly most: number;
};

function explain(
  rows: readonly AboveRow[],
  { spans, from, userId, now, most }: Setting,
): { items: Explained[]; last: Place | null } {
  const spanOf = new Map(spans.map((span) => [span.cid, span]));
  let last = from;
  const items = rows.flatMap((row) => {
    const span = spanOf.get(row.cid);
    if (!span) return [];
    const before = last?.cid === row.cid ? last.counted : 0;
    const isCounted = before < most;
    const reason = reasonOf(row, { span, userId, now, isCounted });
    const isUnread = notUnread(row, userId) === null;
    last = { cid: row.cid, seq: row.seq, counted: before + (isUnread ? 1 : 0) };
    return [item(row, { span, now, reason, isUnread, isCounted })];
  });
  return { items, last };
}

type Verdict = {
  readonly span: UnreadSpan;
  readonly now: Date;
  readonly reason: UnreadReason;
  readonly isUnread: boolean;
  readonly isCounted: boolean;
};

function item(row: AboveRow, { span, now, reason, isUnread, isCounted }: Verdict): Explained {
  const unread = {
    count: isUnread && isCounted ? 1 : 0,
    mentions: isUnread && row.mentions ? 1 : 0,
  };
  // The same rule that makes the badge of the whole channel, for one message of it.
  const { settings, upTo: messageSeq } = span;
  const adds = badgeTotal([{ messageSeq, unread, settings }], now);
  return { cid: row.cid, messageId: row.id, seq: row.seq, reason, adds } as Explained; // ids of our own rows
}

function reasonOf(
  row: AboveRow,
  at: { span: UnreadSpan; userId: string; now: Date; isCounted: boolean },
): UnreadReason {
  const { span, userId, now, isCounted } = at;
  const { settings } = span;
  const refusal = notUnread(row, userId);
  if (refusal !== null) return refusal;
  if (settings.archived) return "channel_archived";
  if (isHidden(settings, span.upTo)) return "channel_hidden";
  if (isMuted(settings, now)) return "channel_muted";
  if (settings.notifications === "none") return "channel_level";
  if (settings.notifications === "mentions" && !row.mentions) return "channel_level";
  return isCounted ? "unread" : "beyond_limit";
}

/** Why a message is not unread, by the rule of the contract; null for one that is. */
function notUnread(row: AboveRow, userId: string): UnreadReason | null {
  if (row.isDeleted) return "deleted";
  if (row.senderId === userId) return "own";
  if (uncountedKinds.some((kind) => kind === row.kind)) return "system";
  if (row.silent) return "silent";
  return row.inChannel ? null : "thread_only";
}
