import type { Scheduled } from "@natter/contract";
import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const scheduledMessages = pgTable(
  "scheduled_messages",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    userId: text("user_id").notNull(),
    cid: text("cid").notNull(),
    clientId: text("client_id").notNull(),
    sendAt: timestamp("send_at", { withTimezone: true }).notNull(),
    body: jsonb("body").$type<Scheduled["message"]>().notNull(),
    failure: jsonb("failure").$type<Scheduled["failure"]>(),
    version: bigint("version", { mode: "number" }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
