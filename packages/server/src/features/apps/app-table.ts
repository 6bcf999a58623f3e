import { customType, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (bytes) => Buffer.from(bytes),
});

export const apps = pgTable("apps", {
  appId: text("app_id").primaryKey(),
  name: text("name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

/** Publishable and secret keys, by their SHA-256. */
export const keys = pgTable(
  "keys",
  {
    appId: text("app_id").notNull(),
    id: uuid("id").notNull(),
    kind: text("kind").$type<"publishable" | "secret">().notNull(),
    name: text("name").notNull(),
    hash: bytea("hash").notNull(),
    hint: text("hint").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.id] })],
);

/** The secrets that sign user tokens, sealed with the instance's secret. */
export const signingKeys = pgTable(
  "signing_keys",
  {
    appId: text("app_id").notNull(),
    kid: text("kid").notNull(),
    sealedSecret: bytea("sealed_secret").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.kid] })],
);
