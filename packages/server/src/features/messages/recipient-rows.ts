import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messages, userMessages } from "./message-table.ts";

export type Recipient = {
  readonly cid: string;
  readonly seq: number;
  readonly messageId: string;
  readonly userId: string;
};

const placeholder = sql.placeholder;

const insert = statement<{
  appId: string;
  cids: readonly string[];
  seqs: readonly number[];
  messageIds: readonly string[];
  userIds: readonly string[];
}>(
  "insert_recipients",
  sql`insert into ${userMessages} (app_id, cid, seq, user_id, message_id)
      select ${placeholder("appId")}::text, item.cid, item.seq, item.user_id, item.message_id
      from unnest(${placeholder("cids")}::text[], ${placeholder("seqs")}::bigint[], ${placeholder("messageIds")}::uuid[],
        ${placeholder("userIds")}::text[]) as item (cid, seq, message_id, user_id)
      on conflict do nothing`,
);

// Keeps one statement's parameters to a few hundred kilobytes.
const most = 5_000;

/** Writes rows for recipients; those that are there already (mentions, a repeat) stay as they are. */
export async function insertRecipients(tx: Tx, recipients: readonly Recipient[]): Promise<void> {
  for (let from = 0; from < recipients.length; from += most) {
    const part = recipients.slice(from, from + most);
    await tx.connection.query(
      insert.statement,
      insert.bind({
        appId: tx.appId,
        cids: part.map((row) => row.cid),
        seqs: part.map((row) => row.seq),
        messageIds: part.map((row) => row.messageId),
        userIds: part.map((row) => row.userId),
      }),
    );
  }
}

const mark = statement<{
  appId: string;
  cid: string;
  userId: string;
  after: number;
  upTo: number;
  at: Date;
}>(
  "mark_recipient_read",
  sql`update ${userMessages} set read_at = coalesce(read_at, ${placeholder("at")}), delivered_at = coalesce(delivered_at, ${placeholder("at")})
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")} and user_id = ${placeholder("userId")}
        and seq > ${placeholder("after")} and seq <= ${placeholder("upTo")} and read_at is null`,
);

/** Notes when a member read the messages of a range; a time once noted stays. */
export async function markRecipientRead(
  tx: Tx,
  range: { cid: string; userId: string; after: number; upTo: number; at: Date },
): Promise<void> {
  await tx.connection.query(mark.statement, mark.bind({ appId: tx.appId, ...range }));
}

const deliver = statement<{
  appId: string;
  cid: string;
  userId: string;
  after: number;
  upTo: number;
  at: Date;
}>(
  "mark_recipient_delivered",
  sql`update ${userMessages} set delivered_at = ${placeholder("at")}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")} and user_id = ${placeholder("userId")}
        and seq > ${placeholder("after")} and seq <= ${placeholder("upTo")} and delivered_at is null`,
);

/** Notes when messages of a range reached a member. */
export async function markRecipientDelivered(
  tx: Tx,
  range: { cid: string; userId: string; after: number; upTo: number; at: Date },
): Promise<void> {
  await tx.connection.query(deliver.statement, deliver.bind({ appId: tx.appId, ...range }));
}

const receiptsOf = statement<{ appId: string; cid: string; seq: number; limit: number }>(
  "receipts_of_message",
  sql`select user_id as "userId", delivered_at as "deliveredAt", read_at as "readAt" from ${userMessages}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")} and seq = ${placeholder("seq")}
      order by user_id limit ${placeholder("limit")}`,
);

/** Who received and read one message, and when; rows exist in channels up to the size limit. */
export function readRecipients(
  tx: Tx,
  cid: string,
  seq: number,
): Promise<{ userId: string; deliveredAt: Date | null; readAt: Date | null }[]> {
  return tx.connection.query(
    receiptsOf.statement,
    receiptsOf.bind({ appId: tx.appId, cid, seq, limit: 500 }),
  );
}

const mentions = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
}>(
  "count_mentions",
  sql`select wanted.cid, (
        select count(*) from ${userMessages} u
        where u.app_id = ${placeholder("appId")} and u.user_id = ${placeholder("userId")} and u.cid = wanted.cid
          and u.seq > wanted.after and u.mentioned and exists (
            select from ${messages} m
            where m.app_id = u.app_id and m.id = u.message_id and m.deleted_at is null
              and ${placeholder("userId")} = any(m.mentions)
          )
      ) as count
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[]) as wanted (cid, after)`,
);

/** How many messages after a number mention a user as they are now, per channel. */
export function countMentionRows(
  tx: Tx,
  params: { userId: string; cids: readonly string[]; after: readonly number[] },
): Promise<{ cid: string; count: number }[]> {
  return tx.connection.query(mentions.statement, mentions.bind({ appId: tx.appId, ...params }));
}
