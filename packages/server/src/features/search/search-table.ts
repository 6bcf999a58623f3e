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

/** What messages are searched by: one row for each that can be found. */
export const messageSearch = pgTable(
  "message_search",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    messageId: uuid("message_id").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    senderId: text("sender_id"),
    shadowed: boolean("shadowed").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    body: text("body").notNull(),
    grams: integer("grams").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid, table.seq] })],
);
