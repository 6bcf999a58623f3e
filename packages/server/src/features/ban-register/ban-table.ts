import { boolean, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** When somebody last wrote where only they see it. */
export const shadowSends = pgTable(
  "shadow_sends",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    cid: text("cid").notNull(),
    lastAt: timestamp("last_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId, table.cid] })],
);

/** Who may not be somewhere, or is seen by themselves only. `cid` is '' for the whole app. */
export const bans = pgTable(
  "bans",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    cid: text("cid").notNull(),
    shadow: boolean("shadow").notNull(),
    reason: text("reason").notNull(),
    byType: text("by_type").notNull(),
    byId: text("by_id").notNull(),
    role: text("role"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId, table.cid] })],
);
