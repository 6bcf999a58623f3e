import { uncountedKinds } from "@natter/contract/unread";
import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import type { ReplyTally } from "../threads/public.ts";
import { mentionsUser } from "./mention-rows.ts";
import { messages } from "./message-table.ts";

const placeholder = sql.placeholder;

const counts = sql`m.app_id = ${placeholder("appId")} and m.thread_id = ${placeholder("rootId")}::uuid
  and m.deleted_at is null and (not m.shadowed or m.sender_id = ${placeholder("viewerId")})
  and m.kind <> all(${placeholder("uncounted")}::text[])`;

const tally = statement<{
  appId: string;
  rootId: string;
  uncounted: readonly string[];
  viewerId: string | null;
}>(
  "tally_replies",
  // Who replied first is found one after the other, each by looking for somebody who is not found yet.
  sql`with recursive found (people, number) as (
        select array[]::text[] collate "C", 0
        union all
        select found.people || next.sender_id, found.number + 1 from found cross join lateral (
          select m.sender_id from ${messages} m where ${counts} and m.sender_id is not null and m.sender_id <> all(found.people)
          order by m.seq limit 1
        ) next where found.number < 5
      )
      select (select count(*) from ${messages} m where ${counts}) as "replyCount",
        coalesce(last.seq, 0) as "lastReplySeq", last.created_at as "lastReplyAt",
        (select found.people from found order by found.number desc limit 1) as participants
      from (select 1) as one left join lateral (
        select m.seq, m.created_at from ${messages} m where ${counts} order by m.seq desc limit 1
      ) last on true`,
);

/** What the replies of a thread come to for a viewer; null for everybody. */
export async function tallyReplies(
  tx: Tx,
  rootId: string,
  viewerId: string | null,
): Promise<ReplyTally> {
  const [row] = await tx.connection.query<
    Omit<ReplyTally, "lastReplyAt"> & { lastReplyAt: Date | null }
  >(tally.statement, tally.bind({ appId: tx.appId, rootId, uncounted: uncountedKinds, viewerId }));
  if (!row) throw new Error("Counting replies returned no row.");
  return { ...row, lastReplyAt: row.lastReplyAt ?? tx.now };
}

const newest = statement<{ appId: string; cid: string; after: number; limit: number }>(
  "threads_of_newest",
  sql`select distinct m.thread_id as "rootId" from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")} and m.seq > ${placeholder("after")}
        and m.thread_id is not null order by m.thread_id desc limit ${placeholder("limit")}`,
);

/** The roots of threads with a reply above a number of their channel, newest first, at most so many. */
export async function rootsRepliedTo(
  tx: Tx,
  span: { cid: string; after: number; limit: number },
): Promise<string[]> {
  const rows = await tx.connection.query<{ rootId: string }>(
    newest.statement,
    newest.bind({ appId: tx.appId, ...span }),
  );
  return rows.map(({ rootId }) => rootId);
}

type ReplySpan = {
  readonly appId: SQL;
  readonly userId: SQL;
  readonly uncounted: SQL;
  readonly rootId: SQL;
  readonly after: SQL;
  readonly upTo: SQL;
  readonly eventSeq: SQL;
};

/**
 * The replies of a thread that are unread after one number and, as things stood at a position, up to another: the rule of
 * a channel's unread (UNREAD-1), but that replies shown in their thread only count here. A part of a room's statement.
 */
export function unreadReplies(span: ReplySpan): SQL {
  return sql`select ${mentionsUser(span.userId)} as mentioned from ${messages} m
    where m.app_id = ${span.appId} and m.thread_id = ${span.rootId} and m.seq > ${span.after} and m.seq <= ${span.upTo}
      and m.sender_id is distinct from ${span.userId} and not m.silent and not m.shadowed
      and (m.deleted_at is null or m.version > ${span.eventSeq}) and m.kind <> all(${span.uncounted})`;
}
