import type { UnreadAnswer, UnreadBadge } from "@natter/contract";
import { badgeTotal } from "@natter/contract/channel-visibility";
import { uncountedKinds } from "@natter/contract/unread";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { countRepliesAbove, countUnread } from "../messages/public.ts";
import { readThreadsUnread } from "../threads/totals/public.ts";
import { unreadSpans, type UnreadSpan, type UnreadSpans } from "./unread-spans.ts";

/** The user's unread counts: of every channel that has any, of threads, and the badge they add up to. */
export async function listUnread(call: UserCall): Promise<UnreadAnswer> {
  const [{ channels, threads, ...badge }, inThreads] = await Promise.all([
    transact(call.engine, call.appId, async (tx) =>
      countSpans(tx, call.userId, await unreadSpans(tx, call.userId)),
    ),
    readThreadsUnread(call),
  ]);
  const answer = { ...badge, channels, threads: { ...inThreads, badge: threads } };
  return answer as UnreadAnswer; // cids of our own rows
}

/** The badge with what it is made of: each channel that has anything unread, and all threads together. */
type Counted = UnreadBadge & {
  readonly channels: readonly {
    readonly cid: string;
    readonly count: number;
    readonly mentions: number;
    readonly badge: UnreadBadge;
  }[];
  readonly threads: UnreadBadge;
};

/** Counts spans as of the moment that they stand for. */
export async function countSpans(tx: Tx, userId: string, spans: UnreadSpans): Promise<Counted> {
  const asked = { userId, uncounted: uncountedKinds, most: tx.engine.limits.unreadMax };
  const [counts, replies] = await Promise.all([
    countUnread(tx, userId, spans.channels),
    countRepliesAbove(tx, spans.threads, asked),
  ]);
  const channels = spans.channels.flatMap((span) => {
    const unread = counts.get(span.cid) ?? nothing;
    if (unread.count === 0 && unread.mentions === 0) return [];
    return [{ cid: span.cid, ...unread, badge: badgeOf(span, unread, tx.now) }];
  });
  const inThreads = new Map(replies.map(({ threadId, ...unread }) => [threadId, unread]));
  const threads = sum(
    spans.threads.map((span) => badgeOf(span, inThreads.get(span.threadId) ?? nothing, tx.now)),
  );
  return { ...sum([...channels.map(({ badge }) => badge), threads]), channels, threads };
}

type Unread = { readonly count: number; readonly mentions: number };

const nothing: Unread = { count: 0, mentions: 0 };

/** What unread messages add to the badge: the member keeps a channel and its threads alike. */
export function badgeOf(
  { settings, upTo: messageSeq }: UnreadSpan,
  unread: Unread,
  now: Date,
): UnreadBadge {
  return badgeTotal([{ messageSeq, unread, settings }], now);
}

function sum(badges: readonly UnreadBadge[]): UnreadBadge {
  return {
    total: badges.reduce((all, { total }) => all + total, 0),
    mentions: badges.reduce((all, { mentions }) => all + mentions, 0),
  };
}
