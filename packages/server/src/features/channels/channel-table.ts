import type { DegradedFeature } from "@natter/contract";
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

export const channels = pgTable(
  "channels",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    type: text("type").notNull(),
    kind: text("kind").notNull(),
    spaceId: uuid("space_id"),
    name: text("name"),
    image: text("image"),
    visibility: text("visibility").notNull(),
    mode: text("mode").notNull(),
    frozen: boolean("frozen").notNull(),
    slowModeSeconds: integer("slow_mode_seconds").notNull(),
    messageSeconds: integer("message_seconds"),
    memberCount: integer("member_count").notNull(),
    degraded: text("degraded").array().$type<DegradedFeature[]>().notNull(),
    custom: jsonb("custom").$type<Record<string, unknown>>().notNull(),
    createdBy: text("created_by"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid] })],
);

/** Who is in a channel. Here and not in the room of members, since the count and the mode must always fit it. */
export const members = pgTable(
  "members",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    userId: text("user_id").notNull(),
    role: text("role").notNull(),
    joinedSeq: bigint("joined_seq", { mode: "number" }).notNull(),
    joinedAt: timestamp("joined_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid, table.userId] })],
);

/** How a member keeps a channel; without a row, as everybody begins. */
export const channelSettings = pgTable(
  "channel_settings",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    userId: text("user_id").notNull(),
    hiddenSeq: bigint("hidden_seq", { mode: "number" }),
    archived: boolean("archived").notNull(),
    pinnedAt: timestamp("pinned_at", { withTimezone: true }),
    muted: boolean("muted").notNull(),
    mutedUntil: timestamp("muted_until", { withTimezone: true }),
    notifications: text("notifications").notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid, table.userId] })],
);
