import {
  bigint,
  boolean,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** One row for every message that was ever replied to. */
export const threads = pgTable(
  "threads",
  {
    appId: text("app_id").notNull(),
    rootId: uuid("root_id").notNull(),
    cid: text("cid").notNull(),
    senderId: text("sender_id"),
    version: bigint("version", { mode: "number" }).notNull(),
    replyCount: integer("reply_count").notNull(),
    lastReplySeq: bigint("last_reply_seq", { mode: "number" }).notNull(),
    lastReplyAt: timestamp("last_reply_at", { withTimezone: true }).notNull(),
    participants: text("participants").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.rootId] })],
);

/** What a user is to a thread. A row without `following` says that they do not want to follow. */
export const threadFollows = pgTable(
  "thread_follows",
  {
    appId: text("app_id").notNull(),
    rootId: uuid("root_id").notNull(),
    userId: text("user_id").notNull(),
    cid: text("cid").notNull(),
    following: boolean("following").notNull(),
    reason: text("reason").notNull(),
    generation: integer("generation").notNull(),
    readSeq: bigint("read_seq", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.rootId, table.userId] })],
);
