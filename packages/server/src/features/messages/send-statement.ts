import { sql, type SQL } from "drizzle-orm";
import { events, outbox, streamHeads } from "../../core/event-log-table.ts";
import { statement } from "../../core/statement.ts";
import { replyParts, type ReplyParams } from "../threads/public.ts";
import { messages, messageSends, userMessages } from "./message-table.ts";

export type SendParams = {
  appId: string;
  cid: string;
  stream: string;
  epoch: string;
  id: string;
  senderId: string | null;
  /** The sender's part of the idempotency key: '' for an import. */
  keySender: string;
  clientId: string;
  /** What the client sent, in one canonical form: another body under the same key is a conflict. */
  body: string;
  kind: string;
  text: string;
  quoteId: string | null;
  mentions: readonly string[];
  silent: boolean;
  threadId: string | null;
  inChannel: boolean;
  shadowed: boolean;
  mentionGroups: readonly string[];
  mentionedIds: readonly string[] | null;
  /** JSON, as `custom`. */
  forward: string | null;
  expiresAt: Date | null;
  custom: string;
  now: Date;
};

export type SentRow = {
  readonly eventSeq: number;
  readonly messageSeq: number;
  readonly epoch: string;
};

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}::text`;
const cid = sql`${placeholder("cid")}::text`;
const stream = sql`${placeholder("stream")}::text`;
const id = sql`${placeholder("id")}::uuid`;
const now = sql`${placeholder("now")}::timestamptz`;
const shadowed = sql`${placeholder("shadowed")}::boolean`;
/** Adds to a fact's data whom alone it is told to. */
const only = sql` || case when ${shadowed} then jsonb_build_object('shadowOf', ${placeholder("senderId")}::text) else '{}' end`;

/**
 * Everything a send writes, in one statement and so in one round trip. Each part takes its rows from the one before, so
 * the order holds: the dedupe row first (a repeat stops here, before any number is taken), then the head, whose lock is
 * held from here to the commit, then message, mentions, event and outbox. No row comes back for a repeat.
 */
function sendStatementOf(reply: { eventsAfter: SQL; at: SQL; parts: SQL } | null): SQL {
  // What comes behind the message's own event takes the next numbers: the head stands at the last of them.
  const more = reply ? sql` + ${reply.eventsAfter}` : sql``;
  const own = reply ? sql`head.event_seq - ${reply.eventsAfter} as event_seq` : sql`event_seq`;
  return sql`
    with claim as (
      insert into ${messageSends} (app_id, cid, sender_id, client_id, message_id, body_hash)
      values (${appId}, ${cid}, ${placeholder("keySender")}::text, ${placeholder("clientId")}::text, ${id},
        sha256(convert_to(${placeholder("body")}::text, 'UTF8')))
      on conflict do nothing
      returning 1
    ), head as (
      insert into ${streamHeads} as head (app_id, stream, epoch, event_seq, message_seq, last_message_at)
      select ${appId}, ${stream}, ${placeholder("epoch")}::text, 1${more}, 1, case when not ${shadowed} then ${reply?.at ?? now} end from claim
      on conflict (app_id, stream) do update
        set event_seq = head.event_seq + 1${more}, message_seq = head.message_seq + 1, last_message_at = greatest(head.last_message_at, excluded.last_message_at)
      returning ${own}, message_seq, epoch
    ), message as (
      insert into ${messages} (app_id, id, cid, seq, version, kind, text, sender_id, client_id, quote_id, mentions, silent,
        thread_id, in_channel, shadowed, mention_groups, mentioned_ids, forward, expires_at, custom, created_at)
      select ${appId}, ${id}, ${cid}, message_seq, event_seq, ${placeholder("kind")}::text, ${placeholder("text")}::text,
        ${placeholder("senderId")}::text, ${placeholder("clientId")}::text, ${placeholder("quoteId")}::uuid,
        ${placeholder("mentions")}::text[], ${placeholder("silent")}::boolean,
        ${placeholder("threadId")}::uuid, ${placeholder("inChannel")}::boolean, ${placeholder("shadowed")}::boolean,
        ${placeholder("mentionGroups")}::text[], ${placeholder("mentionedIds")}::text[], ${placeholder("forward")}::jsonb, ${placeholder("expiresAt")}::timestamptz,
        ${placeholder("custom")}::jsonb, ${now}
      from head
    ), mention as (
      insert into ${userMessages} (app_id, cid, seq, user_id, message_id, mentioned)
      select ${appId}, ${cid}, message_seq, mentioned.id, ${id}, true
      from head, unnest(${placeholder("mentions")}::text[]) as mentioned (id) where not ${shadowed}
    ), fact as (
      insert into ${events} (app_id, stream, seq, type, data, created_at)
      select ${appId}, ${stream}, event_seq, 'message.new', jsonb_build_object('messageId', ${id})${only}, ${now} from head
    ), pending as (
      insert into ${outbox} (app_id, stream, seq, created_at)
      select ${appId}, ${stream}, event_seq, now() from head
    )${reply?.parts ?? sql``}
    select event_seq as "eventSeq", message_seq as "messageSeq", epoch from head`;
}

/** The statement of a send that is no reply. */
export const sendStatement = statement<SendParams>("send_message", sendStatementOf(null));

/** Whether a reply is told of by an event of its thread, which follows the message's. */
const told = sql`${placeholder("told")}::boolean`;

/**
 * The statement of a reply: the same, and what it does to its thread. A statement of its own, so that other sends do not pay
 * for it. A reply that shows in its thread only does not move its channel up in the lists.
 */
export const replyStatement = statement<SendParams & ReplyParams>(
  "send_reply",
  sendStatementOf({
    eventsAfter: sql`${told}::int`,
    at: sql`case when ${placeholder("inChannel")}::boolean then ${now} end`,
    parts: sql`, ${replyParts({ appId, cid, now })}, thread_fact as (
      insert into ${events} (app_id, stream, seq, type, data, created_at)
      select ${appId}, ${stream}, event_seq + 1, 'thread.updated', jsonb_build_object('messageId', ${placeholder("threadId")}::uuid)${only}, ${now}
      from head where ${told}
    ), thread_pending as (
      insert into ${outbox} (app_id, stream, seq, created_at)
      select ${appId}, ${stream}, event_seq + 1, now() from head where ${told}
    )`,
  }),
);

const earlier = statement<{
  appId: string;
  cid: string;
  keySender: string;
  clientId: string;
  body: string;
}>(
  "find_send",
  sql`select message_id as "messageId",
        body_hash = sha256(convert_to(${placeholder("body")}::text, 'UTF8')) as "sameBody"
      from ${messageSends}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")}
        and sender_id = ${placeholder("keySender")} and client_id = ${placeholder("clientId")}`,
);

/** Finds an earlier send under the same key, and whether its body was the same. */
export const findSendStatement = earlier;
