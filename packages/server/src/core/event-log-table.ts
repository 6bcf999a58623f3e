import { bigint, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** The head of every ordered line. Its row lock orders the writers of one line. */
export const streamHeads = pgTable(
  "stream_heads",
  {
    appId: text("app_id").notNull(),
    stream: text("stream").notNull(),
    epoch: text("epoch").notNull(),
    eventSeq: bigint("event_seq", { mode: "number" }).notNull().default(0),
    messageSeq: bigint("message_seq", { mode: "number" }).notNull().default(0),
    lastMessageAt: timestamp("last_message_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.stream] })],
);

/** The log of durable facts. */
export const events = pgTable(
  "events",
  {
    appId: text("app_id").notNull(),
    stream: text("stream").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    type: text("type").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.stream, table.seq] })],
);

/** What is still to be published. */
export const outbox = pgTable(
  "outbox",
  {
    appId: text("app_id").notNull(),
    stream: text("stream").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.stream, table.seq] })],
);
