import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Who did what, for ever. The server's role may add rows and read them, and nothing else. */
export const auditLog = pgTable(
  "audit_log",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull(),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    reason: text("reason").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    cid: text("cid"),
    userId: text("user_id"),
    waitedMs: bigint("waited_ms", { mode: "number" }),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
