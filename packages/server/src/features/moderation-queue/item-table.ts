import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** What moderators are to look at: one for each thing at a time, however many reports it has. */
export const moderationItems = pgTable(
  "moderation_items",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    cid: text("cid"),
    userId: text("user_id"),
    source: text("source").notNull(),
    excerpt: text("excerpt").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
    status: text("status").notNull(),
    claimedBy: text("claimed_by"),
    claimedAt: timestamp("claimed_at", { withTimezone: true }),
    reportCount: integer("report_count").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    decidedAt: timestamp("decided_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
