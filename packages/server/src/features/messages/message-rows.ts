import type { Forward, MessageKind } from "@natter/contract";
import { and, eq, inArray, sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { deleteThreadsUnder } from "../threads/public.ts";
import {
  deletedMessages,
  messageEdits,
  messages,
  messageSends,
  userMessages,
} from "./message-table.ts";

export type MessageRow = {
  readonly id: string;
  readonly cid: string;
  readonly seq: number;
  readonly version: number;
  readonly kind: MessageKind;
  readonly text: string;
  readonly senderId: string | null;
  readonly clientId: string | null;
  readonly quoteId: string | null;
  readonly mentions: string[];
  readonly silent: boolean;
  /** The root of the thread it replies in. */
  readonly threadId: string | null;
  /** False for a reply that shows in its thread only. */
  readonly inChannel: boolean;
  /** Seen by its author only. */
  readonly shadowed: boolean;
  readonly mentionGroups: string[];
  /** Whom the groups `here` and `role:<role>` meant when it was sent; null where it has no such group. */
  readonly mentionedIds: string[] | null;
  readonly forward: Forward | null;
  readonly expiresAt: Date | null;
  readonly custom: Record<string, unknown>;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Deleted without a trace. */
  readonly removed: boolean;
  /** What its author, shadow banned, made of it since: seen by themselves only. */
  readonly shadowEdit: ShadowEdit | null;
};

/** An edit that only its author sees. */
export type ShadowEdit = {
  readonly text: string;
  readonly custom: Record<string, unknown>;
  readonly editedAt: string;
};

const placeholder = sql.placeholder;

/** The columns of a `MessageRow`, of a message `m`. */
export const messageColumns = sql.raw(
  `m.id, m.cid, m.seq, m.version, m.kind, m.text, m.sender_id as "senderId", m.client_id as "clientId",
   m.quote_id as "quoteId", m.mentions, m.silent, m.thread_id as "threadId", m.in_channel as "inChannel",
   m.shadowed, m.mention_groups as "mentionGroups", m.mentioned_ids as "mentionedIds", m.forward, m.expires_at as "expiresAt", m.custom, m.created_at as "createdAt", m.edited_at as "editedAt",
   m.deleted_at as "deletedAt", m.removed, m.shadow_edit as "shadowEdit"`,
);

const byId = statement<{ appId: string; ids: readonly string[] }>(
  "messages_by_id",
  sql`select ${messageColumns} from ${messages} m where m.app_id = ${placeholder("appId")} and m.id = any(${placeholder("ids")}::uuid[])`,
);

/** Messages by id, in no particular order. */
export async function findMessages(tx: Tx, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return await tx.connection.query<MessageRow>(byId.statement, byId.bind({ appId: tx.appId, ids }));
}

const locked = statement<{ appId: string; id: string }>(
  "message_for_change",
  sql`select ${messageColumns} from ${messages} m where m.app_id = ${placeholder("appId")} and m.id = ${placeholder("id")}::uuid for update`,
);

/** One message, locked until the transaction ends: for whoever changes it. */
export async function lockMessage(tx: Tx, id: string): Promise<MessageRow | null> {
  const [row] = await tx.connection.query<MessageRow>(
    locked.statement,
    locked.bind({ appId: tx.appId, id }),
  );
  return row ?? null;
}

const held = statement<{ appId: string; ids: readonly string[] }>(
  "hold_messages",
  sql`select ${messageColumns} from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.id = any(${placeholder("ids")}::uuid[]) order by m.id for share`,
);

/**
 * Messages by id, kept as they are until the transaction ends: for whoever hangs something on them. As everybody who changes
 * a message, it is asked before the channel's head is taken.
 */
export async function holdMessages(tx: Tx, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return await tx.connection.query<MessageRow>(held.statement, held.bind({ appId: tx.appId, ids }));
}

const newest = statement<{ appId: string; cids: readonly string[]; viewerId: string | null }>(
  "newest_messages",
  sql`select last.* from unnest(${placeholder("cids")}::text[]) as wanted (cid)
      cross join lateral (
        select ${messageColumns} from ${messages} m
        where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid and m.in_channel and not m.removed
          and (not m.shadowed or m.sender_id = ${placeholder("viewerId")})
        order by m.seq desc limit 1
      ) as last`,
);

/** The newest message of each channel that has one, as a viewer sees it. */
export function newestMessages(
  tx: Tx,
  cids: readonly string[],
  viewerId: string | null,
): Promise<MessageRow[]> {
  return tx.connection.query<MessageRow>(
    newest.statement,
    newest.bind({ appId: tx.appId, cids, viewerId }),
  );
}

const recentOf = statement<{ appId: string; cid: string; senderId: string; since: Date }>(
  "last_send_of",
  sql`select max(recent.created_at) as at from (
        select m.created_at, m.sender_id from ${messages} m
        where m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("cid")}
        order by m.seq desc limit 2000
      ) as recent
      where recent.sender_id = ${placeholder("senderId")} and recent.created_at > ${placeholder("since")}`,
);

/** When a user last wrote in a channel since some time; null if they did not, within its last 2,000 messages. */
export async function lastSendOf(
  tx: Tx,
  cid: string,
  senderId: string,
  since: Date,
): Promise<Date | null> {
  const [row] = await tx.connection.query<{ at: Date | null }>(
    recentOf.statement,
    recentOf.bind({ appId: tx.appId, cid, senderId, since }),
  );
  return row?.at ?? null;
}

const change = statement<{
  appId: string;
  id: string;
  version: number;
  text: string;
  mentions: readonly string[];
  mentionGroups: readonly string[];
  mentionedIds: readonly string[] | null;
  forward: string | null;
  custom: string;
  editedAt: Date | null;
  deletedAt: Date | null;
  removed: boolean;
  shadowed: boolean;
  shadowEdit: string | null;
}>(
  "change_message",
  sql`update ${messages} set version = ${placeholder("version")}, text = ${placeholder("text")},
        mentions = ${placeholder("mentions")}::text[], mention_groups = ${placeholder("mentionGroups")}::text[],
        mentioned_ids = ${placeholder("mentionedIds")}::text[],
        forward = ${placeholder("forward")}::jsonb, custom = ${placeholder("custom")}::jsonb,
        edited_at = ${placeholder("editedAt")}, deleted_at = ${placeholder("deletedAt")}, removed = ${placeholder("removed")}, shadowed = ${placeholder("shadowed")},
        shadow_edit = ${placeholder("shadowEdit")}::jsonb
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Writes the changed parts of a message together with the number of the event that tells of it. */
export async function updateMessage(tx: Tx, row: MessageRow): Promise<void> {
  const custom = JSON.stringify(row.custom);
  const forward = row.forward && JSON.stringify(row.forward);
  const shadowEdit = row.shadowEdit && JSON.stringify(row.shadowEdit);
  await tx.connection.query(
    change.statement,
    change.bind({ ...row, appId: tx.appId, custom, forward, shadowEdit }),
  );
}

const touch = statement<{ appId: string; id: string; version: number }>(
  "touch_message",
  sql`update ${messages} set version = ${placeholder("version")} where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Raises a message's version after a change to what hangs on it. */
export async function touchMessage(tx: Tx, id: string, version: number): Promise<void> {
  await tx.connection.query(touch.statement, touch.bind({ appId: tx.appId, id, version }));
}

/**
 * Which messages are looked at: those after a number and, as things stood at a position, up to another. A deletion that came
 * after the position has not happened yet.
 */
export type LedgerSpan = {
  readonly cid: string;
  readonly after: number;
  readonly upTo: number;
  readonly eventSeq: number;
};

const unread = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  after: readonly number[];
  upTo: readonly number[];
  eventSeqs: readonly number[];
  uncounted: readonly string[];
  most: number;
}>(
  "count_unread",
  // The same rule as the contract's `isUnread`; the property test holds the two together.
  sql`select wanted.cid, (
        select count(*) from (
          select 1 from ${messages} m
          where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid and m.seq > wanted.after and m.seq <= wanted.up_to
            and m.sender_id is distinct from ${placeholder("userId")} and not m.silent and m.in_channel and not m.shadowed
            and (m.deleted_at is null or m.version > wanted.event_seq)
            and m.kind <> all(${placeholder("uncounted")}::text[])
          limit ${placeholder("most")}
        ) as counted
      ) as count
      from unnest(${placeholder("cids")}::text[], ${placeholder("after")}::bigint[], ${placeholder("upTo")}::bigint[],
        ${placeholder("eventSeqs")}::bigint[]) as wanted (cid, after, up_to, event_seq)`,
);

/** How many messages of some spans count as unread for a user, per channel, at most `most`. */
export function countUnreadRows(
  tx: Tx,
  spans: readonly LedgerSpan[],
  { userId, uncounted, most }: { userId: string; uncounted: readonly string[]; most: number },
): Promise<{ cid: string; count: number }[]> {
  return tx.connection.query<{ cid: string; count: number }>(
    unread.statement,
    unread.bind({
      appId: tx.appId,
      userId,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
      eventSeqs: spans.map((span) => span.eventSeq),
      uncounted,
      most,
    }),
  );
}

/** Removes all messages of a channel and what hangs on them. */
export async function deleteMessagesOf(tx: Tx, cid: string): Promise<void> {
  const { appId } = tx;
  const ofChannel = tx.db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.appId, appId), eq(messages.cid, cid)));
  await tx.db
    .delete(userMessages)
    .where(and(eq(userMessages.appId, appId), inArray(userMessages.messageId, ofChannel)));
  for (const { table, messageId } of [
    { table: messageEdits, messageId: messageEdits.messageId },
    { table: deletedMessages, messageId: deletedMessages.messageId },
  ]) {
    await tx.db.delete(table).where(and(eq(table.appId, appId), inArray(messageId, ofChannel)));
  }
  await deleteThreadsUnder(tx, ofChannel);
  await tx.db.delete(messages).where(and(eq(messages.appId, appId), eq(messages.cid, cid)));
  await tx.db
    .delete(messageSends)
    .where(and(eq(messageSends.appId, appId), eq(messageSends.cid, cid)));
}
