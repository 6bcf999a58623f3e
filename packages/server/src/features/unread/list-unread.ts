import type { UnreadAnswer } from "@natter/contract";
import { badgeTotal } from "@natter/contract/channel-visibility";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { countUnread } from "../messages/public.ts";
import { readThreadsUnread } from "../threads/totals/public.ts";
import { unreadSpans, type UnreadSpan } from "./unread-spans.ts";

/** The user's unread counts: of every channel that has any, the badge they add up to, and threads. */
export async function listUnread(call: UserCall): Promise<UnreadAnswer> {
  const [counted, threads] = await Promise.all([
    transact(call.engine, call.appId, async (tx) =>
      countSpans(tx, call.userId, await unreadSpans(tx, call.userId)),
    ),
    readThreadsUnread(call),
  ]);
  return { ...counted, threads };
}

/** Counts spans as of the moment that they stand for. */
export async function countSpans(
  tx: Tx,
  userId: string,
  spans: readonly UnreadSpan[],
): Promise<Omit<UnreadAnswer, "threads">> {
  const counts = await countUnread(tx, userId, spans);
  const channels = spans.flatMap((span) => {
    const unread = counts.get(span.cid) ?? { count: 0, mentions: 0 };
    if (unread.count === 0 && unread.mentions === 0) return [];
    const { settings, upTo: messageSeq } = span;
    const badge = badgeTotal([{ messageSeq, unread, settings }], tx.now);
    return [{ cid: span.cid, ...unread, badge }];
  });
  const total = channels.reduce((sum, { badge }) => sum + badge.total, 0);
  const mentions = channels.reduce((sum, { badge }) => sum + badge.mentions, 0);
  return { total, mentions, channels } as Omit<UnreadAnswer, "threads">; // cids of our own rows
}
