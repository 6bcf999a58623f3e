import type { AppLimits, GuestSettings, KeyScope, TokenSettings } from "@natter/contract";
import { customType, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (bytes) => Buffer.from(bytes),
});

export const apps = pgTable("apps", {
  appId: text("app_id").primaryKey(),
  name: text("name").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  settings: jsonb("settings").$type<StoredSettings>().notNull(),
  suspendedAt: timestamp("suspended_at", { withTimezone: true }),
  deletedAt: timestamp("deleted_at", { withTimezone: true }),
  tokensValidAfter: timestamp("tokens_valid_after", { withTimezone: true }),
});

/** What an app has set; what is absent is as usual. */
export type StoredSettings = {
  readonly tokens?: TokenSettings;
  readonly limits?: AppLimits;
  readonly guests?: GuestSettings;
  /** Since when the channels are to be looked at again for what is otherwise by their size; absent once they were. */
  readonly toResize?: string;
};

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
    scopes: text("scopes").array().$type<KeyScope[]>().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    lastUsedAt: timestamp("last_used_at", { withTimezone: true }),
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
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.kid] })],
);
