import { customType, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (bytes) => Buffer.from(bytes),
});

export const accounts = pgTable(
  "accounts",
  {
    appId: text("app_id").notNull(),
    userId: text("user_id").notNull(),
    passwordHash: text("password_hash").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.userId] })],
);

/** One log-in on one device. The refresh token is kept by its SHA-256 and changes with every use. */
export const accountSessions = pgTable(
  "account_sessions",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    userId: text("user_id").notNull(),
    refreshHash: bytea("refresh_hash").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);
