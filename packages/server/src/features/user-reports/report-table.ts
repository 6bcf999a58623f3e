import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const reports = pgTable(
  "reports",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    itemId: uuid("item_id").notNull(),
    reporterId: text("reporter_id").notNull(),
    reason: text("reason").notNull(),
    text: text("text").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

export const moderationDecisions = pgTable(
  "moderation_decisions",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    itemId: uuid("item_id").notNull(),
    action: text("action").notNull(),
    reason: text("reason").notNull(),
    note: text("note").notNull(),
    userId: text("user_id"),
    byType: text("by_type").notNull(),
    byId: text("by_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    undoneAt: timestamp("undone_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

export const appeals = pgTable(
  "appeals",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    decisionId: uuid("decision_id").notNull(),
    userId: text("user_id").notNull(),
    text: text("text").notNull(),
    status: text("status").notNull(),
    answer: text("answer").notNull(),
    cid: text("cid"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    decidedAt: timestamp("decided_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
