import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messages, userMessages } from "./message-table.ts";

export type Recipient = { readonly messageId: string; readonly userId: string };

const placeholder = sql.placeholder;

type Insert = { appId: string; messageIds: readonly string[]; userIds: readonly string[] };

const insertRows = sql`insert into ${userMessages} (app_id, message_id, user_id)
  select ${placeholder("appId")}::text, item.message_id, item.user_id
  from unnest(${placeholder("messageIds")}::uuid[], ${placeholder("userIds")}::text[]) as item (message_id, user_id)`;

const insert = statement<Insert>("insert_recipients", insertRows);
const insertAgain = statement<Insert>(
  "insert_recipients_again",
  sql`${insertRows} on conflict do nothing`,
);

// Keeps one statement's parameters to a few hundred kilobytes.
const most = 5_000;

/**
 * Writes rows for recipients. Where some may be there already (`isRepeat`) those stay as they are; otherwise a row that is
 * there is an error, for looking first costs a third more.
 */
export async function insertRecipients(
  tx: Tx,
  recipients: readonly Recipient[],
  { isRepeat }: { isRepeat: boolean },
): Promise<void> {
  const { statement: text, bind } = isRepeat ? insertAgain : insert;
  for (let from = 0; from < recipients.length; from += most) {
    const part = recipients.slice(from, from + most);
    const messageIds = part.map((row) => row.messageId);
    const userIds = part.map((row) => row.userId);
    await tx.connection.query(text, bind({ appId: tx.appId, messageIds, userIds }));
  }
}

const mention = statement<{
  appId: string;
  messageId: string;
  cid: string;
  seq: number;
  userIds: readonly string[];
}>(
  "insert_mentions",
  sql`insert into ${userMessages} (app_id, message_id, user_id, mentioned, cid, seq)
      select ${placeholder("appId")}::text, ${placeholder("messageId")}::uuid, person.id, true, ${placeholder("cid")}::text, ${placeholder("seq")}::bigint
      from unnest(${placeholder("userIds")}::text[]) as person (id)
      on conflict (app_id, message_id, user_id) do update set mentioned = true, cid = excluded.cid, seq = excluded.seq`,
);

/** Marks the rows of those whom a message mentions since it was edited. */
export async function insertMentions(
  tx: Tx,
  message: {
    readonly id: string;
    readonly cid: string;
    readonly seq: number;
    readonly mentions: readonly string[];
  },
): Promise<void> {
  const { id: messageId, cid, seq, mentions: userIds } = message;
  if (userIds.length === 0) return;
  await tx.connection.query(
    mention.statement,
    mention.bind({ appId: tx.appId, messageId, cid, seq, userIds }),
  );
}

/** The rows of one user for the messages of a channel after one number and up to another. */
const ofRange = sql`u.app_id = ${placeholder("appId")} and u.user_id = ${placeholder("userId")} and u.message_id = m.id
  and m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")}
  and m.seq > ${placeholder("after")} and m.seq <= ${placeholder("upTo")}`;

const mark = statement<{
  appId: string;
  cid: string;
  userId: string;
  after: number;
  upTo: number;
  at: Date;
}>(
  "mark_recipient_read",
  sql`update ${userMessages} u set read_at = ${placeholder("at")}, delivered_at = coalesce(u.delivered_at, ${placeholder("at")})
      from ${messages} m where ${ofRange} and u.read_at is null`,
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
  sql`update ${userMessages} u set delivered_at = ${placeholder("at")}
      from ${messages} m where ${ofRange} and u.delivered_at is null`,
);

/** Notes when messages of a range reached a member. */
export async function markRecipientDelivered(
  tx: Tx,
  range: { cid: string; userId: string; after: number; upTo: number; at: Date },
): Promise<void> {
  await tx.connection.query(deliver.statement, deliver.bind({ appId: tx.appId, ...range }));
}

const receiptsOf = statement<{ appId: string; messageId: string; limit: number }>(
  "receipts_of_message",
  sql`select user_id as "userId", delivered_at as "deliveredAt", read_at as "readAt" from ${userMessages}
      where app_id = ${placeholder("appId")} and message_id = ${placeholder("messageId")}::uuid
      order by user_id limit ${placeholder("limit")}`,
);

/** Who received and read one message, and when; rows exist in channels up to the size limit. */
export function readRecipients(
  tx: Tx,
  messageId: string,
): Promise<{ userId: string; deliveredAt: Date | null; readAt: Date | null }[]> {
  return tx.connection.query(
    receiptsOf.statement,
    receiptsOf.bind({ appId: tx.appId, messageId, limit: 500 }),
  );
}

const mentions = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
}>(
  "count_mentions",
  sql`select wanted.cid, (
        select count(*) from ${userMessages} u
        where u.app_id = ${placeholder("appId")} and u.user_id = ${placeholder("userId")} and u.cid = wanted.cid
          and u.seq > wanted.after and u.seq <= wanted.up_to and u.mentioned and exists (
            select from ${messages} m
            where m.app_id = u.app_id and m.id = u.message_id and m.deleted_at is null
              and ${placeholder("userId")} = any(m.mentions)
          )
      ) as count
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[])
        as wanted (cid, after, up_to)`,
);

/** How many messages after a number mention a user as they are now, per channel. */
export function countMentionRows(
  tx: Tx,
  params: {
    userId: string;
    cids: readonly string[];
    after: readonly number[];
    upTo: readonly number[];
  },
): Promise<{ cid: string; count: number }[]> {
  return tx.connection.query(mentions.statement, mentions.bind({ appId: tx.appId, ...params }));
}
