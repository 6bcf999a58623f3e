import { boolean, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/** What users show of themselves. Who never changed anything has no row and shows everything. */
export const userSettings = pgTable(
  "user_settings",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    readReceipts: boolean("read_receipts").notNull(),
    typing: boolean("typing").notNull(),
    invisible: boolean("invisible").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId] })],
);
