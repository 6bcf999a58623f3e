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

const groupMentions = statement<{
  appId: string;
  messageIds: readonly string[];
  cids: readonly string[];
  seqs: readonly number[];
  userIds: readonly string[];
}>(
  "insert_group_mentions",
  sql`insert into ${userMessages} (app_id, message_id, user_id, mentioned, cid, seq)
      select ${placeholder("appId")}::text, item.message_id, item.user_id, true, item.cid, item.seq
      from unnest(${placeholder("messageIds")}::uuid[], ${placeholder("userIds")}::text[], ${placeholder("cids")}::text[],
        ${placeholder("seqs")}::bigint[]) as item (message_id, user_id, cid, seq)
      on conflict (app_id, message_id, user_id) do update set mentioned = true, cid = excluded.cid, seq = excluded.seq
        where not user_messages.mentioned`,
);

/** Somebody whom a message mentions, with the message's place. */
export type MentionedRecipient = Recipient & { readonly cid: string; readonly seq: number };

/** Makes or marks rows of those whom messages mention by a group. */
export async function insertGroupMentions(
  tx: Tx,
  recipients: readonly MentionedRecipient[],
): Promise<void> {
  for (let from = 0; from < recipients.length; from += most) {
    const part = recipients.slice(from, from + most);
    await tx.connection.query(
      groupMentions.statement,
      groupMentions.bind({
        appId: tx.appId,
        messageIds: part.map((row) => row.messageId),
        userIds: part.map((row) => row.userId),
        cids: part.map((row) => row.cid),
        seqs: part.map((row) => row.seq),
      }),
    );
  }
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

const markIn = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
  at: Date;
}>(
  "mark_recipient_read_in",
  sql`update ${userMessages} u set read_at = ${placeholder("at")}, delivered_at = coalesce(u.delivered_at, ${placeholder("at")})
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[])
          as span (cid, after, up_to)
        join ${messages} m on m.app_id = ${placeholder("appId")} and m.cid = span.cid and m.seq > span.after and m.seq <= span.up_to
      where u.app_id = ${placeholder("appId")} and u.user_id = ${placeholder("userId")} and u.message_id = m.id and u.read_at is null`,
);

/** Notes when a member read the messages of several channels; a time once noted stays. */
export async function markRecipientsRead(
  tx: Tx,
  userId: string,
  {
    spans,
    at,
  }: {
    readonly spans: readonly {
      readonly cid: string;
      readonly after: number;
      readonly upTo: number;
    }[];
    readonly at: Date;
  },
): Promise<void> {
  if (spans.length === 0) return;
  await tx.connection.query(
    markIn.statement,
    markIn.bind({
      appId: tx.appId,
      userId,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
      at,
    }),
  );
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
