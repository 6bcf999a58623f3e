import { boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const reactions = pgTable(
  "reactions",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    type: text("type").notNull(),
    userId: text("user_id").notNull(),
    /** How often the user gave it: more than once only where the channel's mode is `multiple`. */
    times: integer("times").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    shadowed: boolean("shadowed").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.type, table.userId] })],
);
