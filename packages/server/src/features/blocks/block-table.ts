import { pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Whom a person does not want to hear: muted, or blocked. */
export const userBlocks = pgTable(
  "user_blocks",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    otherId: text("other_id").notNull(),
    kind: text("kind").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId, table.kind, table.otherId] })],
);
