import { sql } from "drizzle-orm";
import { jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

export const users = pgTable(
  "users",
  {
    appId: text("app_id").notNull(),
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** The name as it is searched by its beginning. */
    nameKey: text("name_key")
      .notNull()
      .generatedAlwaysAs(sql`lower(name)`),
    image: text("image"),
    custom: jsonb("custom").$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true }),
    deactivatedAt: timestamp("deactivated_at", { withTimezone: true }),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
    tokensValidAfter: timestamp("tokens_valid_after", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
