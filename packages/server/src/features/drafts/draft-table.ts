import { bigint, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** One row per place a user wrote in. Without a text it says that a draft ended, and when. */
export const drafts = pgTable(
  "drafts",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    cid: text("cid").notNull(),
    /** The root of the thread; '' for the channel itself. */
    threadId: text("thread_id").notNull(),
    text: text("text"),
    quoteId: uuid("quote_id"),
    mentions: text("mentions").array().notNull(),
    writtenAt: timestamp("written_at", { withTimezone: true }).notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId, table.cid, table.threadId] })],
);
