import type { Forward } from "@natter/contract";
import {
  bigint,
  boolean,
  customType,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

export const messages = pgTable(
  "messages",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    cid: text("cid").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    kind: text("kind").notNull(),
    text: text("text").notNull(),
    senderId: text("sender_id"),
    clientId: text("client_id"),
    quoteId: uuid("quote_id"),
    mentions: text("mentions").array().notNull(),
    silent: boolean("silent").notNull(),
    threadId: uuid("thread_id"),
    inChannel: boolean("in_channel").notNull(),
    shadowed: boolean("shadowed").notNull(),
    mentionGroups: text("mention_groups").array().notNull(),
    mentionedIds: text("mentioned_ids").array(),
    forward: jsonb("forward").$type<Forward>(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    custom: jsonb("custom").$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    editedAt: timestamp("edited_at", { withTimezone: true }),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
    removed: boolean("removed").notNull(),
    shadowEdit: jsonb("shadow_edit").$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

/** One row for every send ever accepted. An import has the sender '' and its external id as the client id. */
export const messageSends = pgTable(
  "message_sends",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    senderId: text("sender_id").notNull(),
    clientId: text("client_id").notNull(),
    messageId: uuid("message_id").notNull(),
    bodyHash: bytea("body_hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid, table.senderId, table.clientId] })],
);

/** One row per recipient of a message in channels up to the size limit. `cid` and `seq` stand in rows that mention or are starred only. */
export const userMessages = pgTable(
  "user_messages",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    userId: text("user_id").notNull(),
    mentioned: boolean("mentioned").notNull(),
    starred: boolean("starred").notNull(),
    /** True or null: where it is null, as almost everywhere, it takes no room. */
    mentionRead: boolean("mention_read"),
    deliveredAt: timestamp("delivered_at", { withTimezone: true }),
    readAt: timestamp("read_at", { withTimezone: true }),
    cid: text("cid"),
    seq: bigint("seq", { mode: "number" }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.userId] })],
);

/** What a message said before an edit. `version` is the event number of that edit. */
export const messageEdits = pgTable(
  "message_edits",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    content: jsonb("content").notNull(),
    editedAt: timestamp("edited_at", { withTimezone: true }),
    replacedAt: timestamp("replaced_at", { withTimezone: true }).notNull(),
    replacedBy: text("replaced_by").notNull(),
    shadow: boolean("shadow").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.version] })],
);

/** What deleted messages said, for as long as the deletion can be taken back. */
export const deletedMessages = pgTable(
  "deleted_messages",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    deletedBy: text("deleted_by").notNull(),
    content: jsonb("content").notNull(),
    purgeAt: timestamp("purge_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId] })],
);
