import type { ChannelSort } from "@natter/contract";
import { jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Filters of channels that an app keeps under a name. */
export const channelFilters = pgTable(
  "channel_filters",
  {
    appId: text("app_id").notNull(),
    name: text("name").notNull(),
    filter: jsonb("filter").notNull(),
    sort: jsonb("sort").$type<ChannelSort[]>().notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.name] })],
);
