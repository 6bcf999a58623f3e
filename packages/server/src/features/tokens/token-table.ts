import { pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Single tokens that are refused, by their `jti`; without an end they are refused for ever. */
export const revokedTokens = pgTable(
  "revoked_tokens",
  {
    appId: text("app_id").notNull(),
    tokenId: text("token_id").notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.tokenId] })],
);
