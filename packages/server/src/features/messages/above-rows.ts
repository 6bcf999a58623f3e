import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { countsInThread, mayBeUnread, mentionsUser } from "./mention-rows.ts";
import type { LedgerSpan } from "./message-rows.ts";
import { messages, userMessages } from "./message-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("userId")}::text`;

/** A message above a reader's watermark, as far as its place in the badge goes. */
export type AboveRow = {
  readonly id: string;
  readonly cid: string;
  readonly seq: number;
  readonly version: number;
  readonly kind: string;
  readonly senderId: string | null;
  readonly silent: boolean;
  readonly inChannel: boolean;
  readonly isDeleted: boolean;
  /** Whether it mentions the reader, and that was not marked read on its own. */
  readonly mentions: boolean;
};

type Asked = {
  readonly userId: string;
  readonly uncounted: readonly string[];
  /** Only those that are unread to the user. */
  readonly onlyUnread: boolean;
  readonly limit: number;
};

type Bound = Asked & {
  appId: string;
  after: readonly number[];
  upTo: readonly number[];
  eventSeqs: readonly number[];
};

const columns = sql.raw(
  `m.id, m.cid, m.seq, m.version, m.kind, m.sender_id as "senderId", m.silent, m.in_channel as "inChannel",
   (m.deleted_at is not null and m.version <= wanted.event_seq) as "isDeleted"`,
);
const inSpan = sql`m.app_id = ${appId} and m.seq > wanted.after and m.seq <= wanted.up_to
  and (not m.shadowed or m.sender_id = ${userId}) and not m.removed`;
const isThere = sql`(m.deleted_at is null or m.version > wanted.event_seq)`;
const spans = sql`${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[], ${placeholder("eventSeqs")}::bigint[]`;
const onlyUnread = sql`${placeholder("onlyUnread")}::boolean`;

const above = statement<Bound & { cids: readonly string[] }>(
  "messages_above",
  sql`select above.* from unnest(${placeholder("cids")}::text[], ${spans}) as wanted (cid, after, up_to, event_seq)
      cross join lateral (
        select ${columns}, (m.deleted_at is null and ${mentionsUser(userId)} and not exists (
            select from ${userMessages} u where u.app_id = m.app_id and u.message_id = m.id
              and u.user_id = ${userId} and u.mention_read)) as mentions
        from ${messages} m
        where ${inSpan} and m.cid = wanted.cid and (not ${onlyUnread} or (${mayBeUnread(userId)} and ${isThere}))
        order by m.seq limit ${placeholder("limit")}
      ) above
      order by above.cid, above.seq limit ${placeholder("limit")}`,
);

/** The messages of some spans in the order of channel and number. */
export function messagesAbove(
  tx: Tx,
  wanted: readonly LedgerSpan[],
  asked: Asked,
): Promise<AboveRow[]> {
  const cids = wanted.map((span) => span.cid);
  return tx.connection.query<AboveRow>(
    above.statement,
    above.bind({ ...bound(tx, wanted, asked), cids }),
  );
}

/** A followed thread: what of it can be unread there and is not unread in the channel as well. */
export type ReplySpan = LedgerSpan & {
  readonly threadId: string;
  /** A reply that shows in the channel above this number is unread there. */
  readonly channelAfter: number;
};

type Threads = { threadIds: readonly string[]; channelAfters: readonly number[] };

const threads = sql`${placeholder("threadIds")}::uuid[], ${placeholder("channelAfters")}::bigint[]`;
const countsThere = sql`${countsInThread(userId)} and not (m.in_channel and m.seq > wanted.channel_after) and ${isThere}`;

const repliesAboveIt = statement<Bound & Threads>(
  "replies_above",
  sql`select above.* from unnest(${spans}, ${threads}) as wanted (after, up_to, event_seq, thread_id, channel_after)
      cross join lateral (
        select ${columns}, wanted.thread_id as "threadId",
          (m.deleted_at is null and ${mentionsUser(userId)}) as mentions
        from ${messages} m
        where ${inSpan} and m.thread_id = wanted.thread_id and (not ${onlyUnread} or (${countsThere}))
        order by m.seq limit ${placeholder("limit")}
      ) above
      order by above."threadId", above.seq limit ${placeholder("limit")}`,
);

/** The replies of some threads in the order of thread and number. */
export function repliesAbove(
  tx: Tx,
  wanted: readonly ReplySpan[],
  asked: Asked,
): Promise<(AboveRow & { readonly threadId: string })[]> {
  return tx.connection.query(
    repliesAboveIt.statement,
    repliesAboveIt.bind({ ...bound(tx, wanted, asked), ...threadsOf(wanted) }),
  );
}

const counted = statement<Omit<Bound, "onlyUnread" | "limit"> & Threads & { most: number }>(
  "count_replies_above",
  sql`select wanted.thread_id as "threadId", unread.count, unread.mentions
      from unnest(${spans}, ${threads}) as wanted (after, up_to, event_seq, thread_id, channel_after)
      cross join lateral (
        select count(*) as count, count(*) filter (where reply.mentions) as mentions
        from (
          select (m.deleted_at is null and ${mentionsUser(userId)}) as mentions from ${messages} m
          where ${inSpan} and m.thread_id = wanted.thread_id and ${countsThere}
          order by m.seq limit ${placeholder("most")}
        ) reply
      ) unread`,
);

/** How many replies of each thread are unread there and nowhere else, of the first so many. */
export function countRepliesAbove(
  tx: Tx,
  wanted: readonly ReplySpan[],
  asked: { readonly userId: string; readonly uncounted: readonly string[]; readonly most: number },
): Promise<{ threadId: string; count: number; mentions: number }[]> {
  return tx.connection.query(
    counted.statement,
    counted.bind({ ...asked, ...places(tx, wanted), ...threadsOf(wanted) }),
  );
}

function bound(tx: Tx, wanted: readonly LedgerSpan[], asked: Asked): Bound {
  return { ...asked, ...places(tx, wanted) };
}

function places(tx: Tx, wanted: readonly LedgerSpan[]) {
  return {
    appId: tx.appId,
    after: wanted.map((span) => span.after),
    upTo: wanted.map((span) => span.upTo),
    eventSeqs: wanted.map((span) => span.eventSeq),
  };
}

function threadsOf(wanted: readonly ReplySpan[]): Threads {
  return {
    threadIds: wanted.map((span) => span.threadId),
    channelAfters: wanted.map((span) => span.channelAfter),
  };
}
