import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const pins = pgTable(
  "pins",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    cid: text("cid").notNull(),
    pinnedBy: text("pinned_by").notNull(),
    pinnedAt: timestamp("pinned_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId] })],
);
