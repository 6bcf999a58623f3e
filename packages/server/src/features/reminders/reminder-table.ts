import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const reminders = pgTable(
  "reminders",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    messageId: uuid("message_id").notNull(),
    remindAt: timestamp("remind_at", { withTimezone: true }).notNull(),
    note: text("note").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId, table.messageId] })],
);
