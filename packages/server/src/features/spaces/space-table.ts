import { integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const spaces = pgTable(
  "spaces",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    memberCount: integer("member_count").notNull(),
    joinPolicy: text("join_policy").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

export const spaceMembers = pgTable(
  "space_members",
  {
    appId: text("app_id").notNull(),
    spaceId: uuid("space_id").notNull(),
    userId: text("user_id").notNull(),
    role: text("role").notNull(),
    joinedAt: timestamp("joined_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.spaceId, table.userId] })],
);

export const spaceInvites = pgTable(
  "space_invites",
  {
    appId: text("app_id").notNull(),
    code: text("code").notNull(),
    spaceId: uuid("space_id").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    maxUses: integer("max_uses"),
    uses: integer("uses").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.code] })],
);
