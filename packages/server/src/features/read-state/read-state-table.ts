import { bigint, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

export const readStates = pgTable(
  "read_states",
  {
    appId: text("app_id").notNull(),
    cid: text("cid").notNull(),
    userId: text("user_id").notNull(),
    generation: integer("generation").notNull(),
    readSeq: bigint("read_seq", { mode: "number" }).notNull(),
    receiptSeq: bigint("receipt_seq", { mode: "number" }).notNull(),
    readAt: timestamp("read_at", { withTimezone: true }),
    ownReadAt: timestamp("own_read_at", { withTimezone: true }),
    deliveredSeq: bigint("delivered_seq", { mode: "number" }).notNull(),
    deliveredAt: timestamp("delivered_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.cid, table.userId] })],
);
