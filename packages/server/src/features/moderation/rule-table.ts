import type { RuleConfig } from "@natter/contract";
import {
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

export const moderationRules = pgTable(
  "moderation_rules",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    action: text("action").notNull(),
    enabled: boolean("enabled").notNull(),
    channelTypes: text("channel_types").array().notNull(),
    surfaces: text("surfaces").array().notNull(),
    config: jsonb("config").$type<RuleConfig>().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

/** One row per app that changed what holds without one. */
export const moderationSettings = pgTable("moderation_settings", {
  appId: text("app_id").primaryKey(),
  failureMode: text("failure_mode").notNull(),
  modelCallsPerDay: integer("model_calls_per_day").notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});
