import type { UnreadExplainQuery, UnreadExplanation, UnreadReason } from "@natter/contract";
import { isHidden, isMuted } from "@natter/contract/channel-visibility";
import { uncountedKinds } from "@natter/contract/unread";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { badgeOf, countSpans } from "./list-unread.ts";
import {
  unreadSpans,
  type UnreadSpan,
  type UnreadSpans,
  type UnreadThreadSpan,
} from "./unread-spans.ts";
import { readPlace, walkSpans, writePlace, type Place, type WalkedRow } from "./walk-spans.ts";

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
      walkSpans(tx, userId, spans, { from, limit: limit + 1, onlyUnread }),
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
  readonly spans: UnreadSpans;
  readonly from: Place | null;
  readonly userId: string;
  readonly now: Date;
  /** How many of a channel or thread are counted. */
  readonly most: number;
};

function explain(
  rows: readonly WalkedRow[],
  { spans, from, userId, now, most }: Setting,
): { items: Explained[]; last: Place | null } {
  const channels = new Map(spans.channels.map((span) => [span.cid, span]));
  const threads = new Map(spans.threads.map((span) => [span.threadId, span]));
  let last = from;
  const items = rows.flatMap((row) => {
    const { cid, threadId, seq } = row;
    const thread = threadId === null ? null : (threads.get(threadId) ?? null);
    const span = threadId === null ? channels.get(cid) : thread;
    if (!span) return [];
    const before = last?.cid === cid && last.threadId === threadId ? last.counted : 0;
    const refusal = thread ? notUnreadInThread(row, thread, userId) : notUnread(row, userId);
    const verdict = { span, now, refusal, isCounted: before < most };
    last = { cid, threadId, seq, counted: before + (refusal === null ? 1 : 0) };
    return [item(row, verdict)];
  });
  return { items, last };
}

type Verdict = {
  readonly span: UnreadSpan;
  readonly now: Date;
  /** Why it is not unread there. */
  readonly refusal: UnreadReason | null;
  readonly isCounted: boolean;
};

function item(row: WalkedRow, verdict: Verdict): Explained {
  const { span, now, refusal, isCounted } = verdict;
  const { id: messageId, cid, threadId, seq } = row;
  const isUnread = refusal === null;
  // Of a channel all mentions count, of a thread those among the replies that count.
  const isMention = isUnread && row.mentions && (isCounted || threadId === null);
  const unread = { count: isUnread && isCounted ? 1 : 0, mentions: isMention ? 1 : 0 };
  const reason = reasonOf(row, verdict);
  // The same rule that makes the badge of the whole span, for one message of it.
  const adds = badgeOf(span, unread, now);
  return { cid, threadId, messageId, seq, reason, adds } as Explained; // ids of our own rows
}

function reasonOf(row: WalkedRow, { span, now, refusal, isCounted }: Verdict): UnreadReason {
  const { settings } = span;
  if (refusal !== null) return refusal;
  if (settings.archived) return "channel_archived";
  if (isHidden(settings, span.upTo)) return "channel_hidden";
  if (isMuted(settings, now)) return "channel_muted";
  if (settings.notifications === "none") return "channel_level";
  if (settings.notifications === "mentions" && !row.mentions) return "channel_level";
  return isCounted ? "unread" : "beyond_limit";
}

/** Why a message is not unread in its channel, by the rule of the contract; null for one that is. */
function notUnread(row: WalkedRow, userId: string): UnreadReason | null {
  return notCounted(row, userId) ?? (row.inChannel ? null : "thread_only");
}

/** Why a reply is not unread in its thread; null for one that is. */
function notUnreadInThread(
  row: WalkedRow,
  { channelAfter }: UnreadThreadSpan,
  userId: string,
): UnreadReason | null {
  const isInChannel = row.inChannel && row.seq > channelAfter;
  return notCounted(row, userId) ?? (isInChannel ? "in_channel" : null);
}

function notCounted(row: WalkedRow, userId: string): UnreadReason | null {
  if (row.isDeleted) return "deleted";
  if (row.senderId === userId) return "own";
  if (uncountedKinds.some((kind) => kind === row.kind)) return "system";
  return row.silent ? "silent" : null;
}
