import { integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** What is to happen at a time. One row for each thing: setting it again moves it. */
export const timers = pgTable(
  "timers",
  {
    appId: text("app_id").notNull(),
    kind: text("kind").notNull(),
    /** What it is about: a message's id, for example. */
    key: text("key").notNull(),
    /** When it is due, or due again: whoever takes it moves this on, so that it comes back if they never end. */
    dueAt: timestamp("due_at", { withTimezone: true }).notNull(),
    attempts: integer("attempts").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.kind, table.key] })],
);
