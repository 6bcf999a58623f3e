import type { ChannelTypeChange } from "@natter/contract";
import { jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** `config` holds what differs from the configuration that the type begins with. */
export const channelTypes = pgTable(
  "channel_types",
  {
    appId: text("app_id").notNull(),
    name: text("name").notNull(),
    config: jsonb("config").$type<ChannelTypeChange>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.name] })],
);
