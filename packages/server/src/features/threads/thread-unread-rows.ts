import type { ThreadListQuery } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { uncountedKinds } from "@natter/contract/unread";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { unreadReplies } from "../messages/public.ts";
import { threadFollows, threads } from "./thread-table.ts";

const placeholder = sql.placeholder;

/** A channel the user can read, and the last number that was there before they joined. */
export type ReadableChannel = { readonly cid: string; readonly joinedSeq: number };

/** A followed thread, how far it is read, and the position as of which it is counted. */
export type ThreadSpan = {
  readonly rootId: string;
  readonly after: number;
  readonly upTo: number;
  readonly eventSeq: number;
};

const counted = statement<{
  appId: string;
  userId: string;
  rootIds: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
  eventSeqs: readonly number[];
  uncounted: readonly string[];
  most: number;
}>(
  "count_thread_unread",
  sql`select wanted.root_id as "rootId", unread.count, unread.mentions
      from unnest(${placeholder("rootIds")}::uuid[], ${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[],
        ${placeholder("eventSeqs")}::bigint[]) as wanted (root_id, after, up_to, event_seq)
      cross join lateral (
        select count(*) as count, count(*) filter (where reply.mentioned) as mentions
        from (${unreadReplies({
          appId: sql`${placeholder("appId")}`,
          userId: sql`${placeholder("userId")}::text`,
          uncounted: sql`${placeholder("uncounted")}::text[]`,
          rootId: sql`wanted.root_id`,
          after: sql`wanted.after`,
          upTo: sql`wanted.up_to`,
          eventSeq: sql`wanted.event_seq`,
        })} limit ${placeholder("most")}) as reply
      ) as unread`,
);

/** Unread replies of threads, and those that mention the user, as of each one's position; exact to 9,999. */
export function countThreadUnread(
  tx: Tx,
  userId: string,
  spans: readonly ThreadSpan[],
): Promise<{ rootId: string; count: number; mentions: number }[]> {
  return tx.connection.query(
    counted.statement,
    counted.bind({
      appId: tx.appId,
      userId,
      rootIds: spans.map((span) => span.rootId),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
      eventSeqs: spans.map((span) => span.eventSeq),
      uncounted: uncountedKinds,
      most: defaultLimits.unreadMax,
    }),
  );
}

// No number is above it.
const everything = sql.raw(String(Number.MAX_SAFE_INTEGER));

/**
 * The followed threads of one user in channels they can read. Each step by its index, one channel after the other: a plan made for
 * people who follow little would otherwise compare every channel with every thread.
 */
const followed = sql`
  unnest(${placeholder("cids")}::text[], ${placeholder("joinedSeqs")}::bigint[]) as near (cid, joined_seq)
  cross join lateral (
    select f.app_id, f.root_id, f.read_seq from ${threadFollows} f
    where f.app_id = ${placeholder("appId")} and f.user_id = ${placeholder("userId")}::text and f.cid = near.cid and f.following
    offset 0
  ) f
  cross join lateral (
    select t.sender_id, t.last_reply_at from ${threads} t
    where t.app_id = f.app_id and t.root_id = f.root_id and t.reply_count > 0 limit 1
  ) t`;

const unreadNow = unreadReplies({
  appId: sql`${placeholder("appId")}`,
  userId: sql`${placeholder("userId")}::text`,
  uncounted: sql`${placeholder("uncounted")}::text[]`,
  rootId: sql`f.root_id`,
  after: sql`greatest(f.read_seq, near.joined_seq)`,
  upTo: everything,
  eventSeq: everything,
});

const page = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  joinedSeqs: readonly number[];
  uncounted: readonly string[];
  filter: string;
  order: string;
  isFirst: boolean;
  beforeRank: number;
  beforeAt: Date;
  beforeId: string;
  limit: number;
}>(
  "threads_of_user",
  sql`select mine."rootId", mine.rank, mine."lastReplyAt" from (
        select f.root_id as "rootId", t.last_reply_at as "lastReplyAt", u.unread,
          case when ${placeholder("order")}::text = 'unread' and u.unread then 1 else 0 end as rank
        from ${followed}
        cross join lateral (
          select case when ${placeholder("filter")}::text = 'unread' or ${placeholder("order")}::text = 'unread'
            then exists (${unreadNow}) else false end as unread
        ) u
        where ${placeholder("filter")}::text <> 'mine' or t.sender_id = ${placeholder("userId")}::text
      ) mine
      where (${placeholder("filter")}::text <> 'unread' or mine.unread)
        and (${placeholder("isFirst")}::boolean or (mine.rank, mine."lastReplyAt", mine."rootId")
          < (${placeholder("beforeRank")}::int, ${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeId")}::uuid))
      order by mine.rank desc, mine."lastReplyAt" desc, mine."rootId" desc
      limit ${placeholder("limit")}`,
);

/** A place in the list of threads. */
export type ThreadPlace = {
  readonly rootId: string;
  /** 1 for one with unread replies where these come first. */
  readonly rank: number;
  readonly lastReplyAt: Date;
};

/** The threads that a user follows in some channels, newest reply first, before a place in that order. */
export function pageOfThreads(
  tx: Tx,
  userId: string,
  {
    channels,
    query,
    before,
    limit,
  }: {
    channels: readonly ReadableChannel[];
    query: Pick<ThreadListQuery, "filter" | "order">;
    before: ThreadPlace | null;
    limit: number;
  },
): Promise<ThreadPlace[]> {
  return tx.connection.query<ThreadPlace>(
    page.statement,
    page.bind({
      appId: tx.appId,
      userId,
      cids: channels.map((channel) => channel.cid),
      joinedSeqs: channels.map((channel) => channel.joinedSeq),
      uncounted: uncountedKinds,
      filter: query.filter,
      order: query.order,
      isFirst: before === null,
      beforeRank: before?.rank ?? 0,
      beforeAt: before?.lastReplyAt ?? tx.now,
      beforeId: before?.rootId ?? "00000000-0000-0000-0000-000000000000",
      limit,
    }),
  );
}

const total = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  joinedSeqs: readonly number[];
  uncounted: readonly string[];
  most: number;
}>(
  "total_thread_unread",
  sql`select count(*) filter (where unread.count > 0) as threads, coalesce(sum(unread.count), 0)::bigint as replies,
        coalesce(sum(unread.mentions), 0)::bigint as mentions
      from ${followed}
      cross join lateral (
        select count(*) as count, count(*) filter (where reply.mentioned) as mentions
        from (${unreadNow} limit ${placeholder("most")}) as reply
      ) as unread`,
);

/** Unread in all threads that a user follows in some channels. */
export async function totalThreadUnread(
  tx: Tx,
  userId: string,
  channels: readonly ReadableChannel[],
): Promise<{ threads: number; replies: number; mentions: number }> {
  const [row] = await tx.connection.query<{ threads: number; replies: number; mentions: number }>(
    total.statement,
    total.bind({
      appId: tx.appId,
      userId,
      cids: channels.map((channel) => channel.cid),
      joinedSeqs: channels.map((channel) => channel.joinedSeq),
      uncounted: uncountedKinds,
      most: defaultLimits.unreadMax,
    }),
  );
  return row ?? { threads: 0, replies: 0, mentions: 0 };
}
