import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const reactions = pgTable(
  "reactions",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    type: text("type").notNull(),
    userId: text("user_id").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.type, table.userId] })],
);
