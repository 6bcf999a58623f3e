import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import type { LedgerSpan } from "./message-rows.ts";
import { messages, userMessages } from "./message-table.ts";

const placeholder = sql.placeholder;
const userId = sql`${placeholder("userId")}`;

/** Whether a message `m` mentions a user who was a member before it: a part of a statement (SPEC/unread.md, UNREAD-12). */
export function mentionsUser(user: SQL): SQL {
  return sql`(${user} = any(m.mentions) or 'channel' = any(m.mention_groups) or coalesce(${user} = any(m.mentioned_ids), false))`;
}

/** Whether a message `m` can be unread for a user at all, wherever they have read to (UNREAD-1). */
export function mayBeUnread(user: SQL): SQL {
  return sql`(m.in_channel and ${countsInThread(user)})`;
}

/** The same for a reply in its thread, whether it shows in the channel or not (UNREAD-24). */
export function countsInThread(user: SQL): SQL {
  return sql`(m.sender_id is distinct from ${user} and not m.silent and not m.shadowed
    and m.kind <> all(${placeholder("uncounted")}::text[]))`;
}

// By id: the few rows that mention this user. By group: the few messages that mention any. Neither looks at the others. Of
// whoever is mentioned more than most, a plan expects too few rows and would read all their mentions for each channel: an
// order that only the index by channel and number has keeps it to that one.
const counted = statement<{
  appId: string;
  userId: string;
  uncounted: readonly string[];
  cids: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
}>(
  "count_mentions",
  sql`select wanted.cid, (
        select count(*) from (
          select u.app_id, u.message_id from ${userMessages} u
          where u.app_id = ${placeholder("appId")} and u.user_id = ${userId} and u.cid = wanted.cid
            and u.seq > wanted.after and u.seq <= wanted.up_to and u.mentioned and u.mention_read is null
          order by u.seq offset 0
        ) u join ${messages} m on m.app_id = u.app_id and m.id = u.message_id
        where m.deleted_at is null and ${userId} = any(m.mentions) and ${mayBeUnread(userId)}
      ) + (
        select count(*) from ${messages} m
        where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid and m.seq > wanted.after and m.seq <= wanted.up_to
          and m.mention_groups <> '{}' and m.deleted_at is null and not ${userId} = any(m.mentions)
          and ${mentionsUser(userId)} and ${mayBeUnread(userId)}
          and not exists (
            select from ${userMessages} u where u.app_id = m.app_id and u.message_id = m.id
              and u.user_id = ${userId} and u.mention_read)
      ) as count
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[])
        as wanted (cid, after, up_to)`,
);

/** How many unread messages of some spans mention a user as the messages are now, per channel. */
export function countMentionRows(
  tx: Tx,
  spans: readonly LedgerSpan[],
  params: { userId: string; uncounted: readonly string[] },
): Promise<{ cid: string; count: number }[]> {
  return tx.connection.query(
    counted.statement,
    counted.bind({
      appId: tx.appId,
      ...params,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
    }),
  );
}

/** A message that mentions groups, as it is now. */
export type MentioningRow = {
  readonly id: string;
  readonly cid: string;
  readonly seq: number;
  readonly senderId: string | null;
  readonly mentionGroups: string[];
  readonly mentionedIds: string[] | null;
};

const mentioning = statement<{ appId: string; ids: readonly string[] }>(
  "messages_mentioning_groups",
  sql`select m.id, m.cid, m.seq, m.sender_id as "senderId", m.mention_groups as "mentionGroups", m.mentioned_ids as "mentionedIds"
      from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.id = any(${placeholder("ids")}::uuid[]) and m.mention_groups <> '{}'
      order by m.id for share`,
);

/** Those of some messages that mention groups now, kept from being edited until the transaction ends. */
export async function holdMentioning(tx: Tx, ids: readonly string[]): Promise<MentioningRow[]> {
  if (ids.length === 0) return [];
  return await tx.connection.query<MentioningRow>(
    mentioning.statement,
    mentioning.bind({ appId: tx.appId, ids }),
  );
}

const alone = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
}>(
  "read_mentions",
  sql`select wanted.cid, found.seqs
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[]) as wanted (cid, after)
      cross join lateral (
        select array_agg(u.seq order by u.seq)::int8[] as seqs from ${userMessages} u
        where u.app_id = ${placeholder("appId")} and u.user_id = ${userId} and u.cid = wanted.cid
          and u.seq > wanted.after and u.mentioned and u.mention_read
      ) found
      where found.seqs is not null`,
);

/** The numbers of mentions after a number that a user marked read on their own, per channel that has any. */
export async function readMentionSeqs(
  tx: Tx,
  user: string,
  spans: readonly { readonly cid: string; readonly after: number }[],
): Promise<Map<string, number[]>> {
  const rows = await tx.connection.query<{ cid: string; seqs: (number | string)[] }>(
    alone.statement,
    alone.bind({
      appId: tx.appId,
      userId: user,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
    }),
  );
  return new Map(rows.map(({ cid, seqs }) => [cid, seqs.map(Number)]));
}

const markAlone = statement<{
  appId: string;
  messageId: string;
  userId: string;
  cid: string;
  seq: number;
}>(
  "mark_mention_read",
  sql`insert into ${userMessages} (app_id, message_id, user_id, mentioned, mention_read, cid, seq)
      values (${placeholder("appId")}, ${placeholder("messageId")}::uuid, ${userId}, true, true, ${placeholder("cid")}, ${placeholder("seq")})
      on conflict (app_id, message_id, user_id) do update
        set mentioned = true, mention_read = true, cid = excluded.cid, seq = excluded.seq`,
);

/** Marks one mention read, whether its row was written yet or not. */
export async function markMentionRead(
  tx: Tx,
  mention: { messageId: string; userId: string; cid: string; seq: number },
): Promise<void> {
  await tx.connection.query(markAlone.statement, markAlone.bind({ appId: tx.appId, ...mention }));
}

const anew = statement<{ appId: string; userId: string; cid: string; from: number }>(
  "unread_mentions_anew",
  sql`update ${userMessages} set mention_read = null
      where app_id = ${placeholder("appId")} and user_id = ${userId} and cid = ${placeholder("cid")}
        and seq >= ${placeholder("from")} and mentioned and mention_read`,
);

/** Takes back that mentions from a number on were read on their own. */
export async function unreadMentionsAnew(
  tx: Tx,
  span: { userId: string; cid: string; from: number },
): Promise<void> {
  await tx.connection.query(anew.statement, anew.bind({ appId: tx.appId, ...span }));
}
