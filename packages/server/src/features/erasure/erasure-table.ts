import type { MessagesOfDeleted } from "@natter/contract";
import { pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Deletions of users: requested, and done when every room has let go of them. */
export const userDeletions = pgTable(
  "user_deletions",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    messages: text("messages").$type<MessagesOfDeleted>().notNull(),
    requestedAt: timestamp("requested_at", { withTimezone: true }).notNull(),
    doneAt: timestamp("done_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId] })],
);
