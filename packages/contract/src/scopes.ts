import { z } from "zod";
import { paths, type RouteName } from "./paths.ts";

/**
 * What a secret key may do. `read` fetches; `write` changes channels, spaces and messages; `users` registers, changes and
 * deletes users; `tokens` makes and revokes user tokens; `moderation` judges reports and bans; `import` brings in history;
 * `admin` manages keys and the app's settings.
 */
export const keyScopes = [
  "read",
  "write",
  "users",
  "tokens",
  "moderation",
  "import",
  "admin",
] as const;
export const KeyScope = z.enum(keyScopes);
export type KeyScope = (typeof keyScopes)[number];

// Where the method does not say it: by the route's group, the part of its name before the dot.
const byGroup: Readonly<Record<string, KeyScope>> = {
  app: "admin",
  keys: "admin",
  signingKeys: "admin",
  tokens: "tokens",
  moderation: "moderation",
  reports: "moderation",
  bans: "moderation",
  channelTypes: "admin",
};

// Routes that ask, though their method does not say so; and those that change how the app itself is.
const byRoute: { readonly [Name in RouteName]?: KeyScope } = {
  "users.upsertMany": "users",
  "users.upsert": "users",
  "users.update": "users",
  "users.deactivate": "users",
  "users.reactivate": "users",
  "users.delete": "users",
  "users.deactivateMany": "users",
  "users.deleteMany": "users",
  "users.deletion": "users",
  "users.createToken": "tokens",
  "users.revokeTokens": "tokens",
  "realtime.token": "tokens",
  "messages.import": "import",
  "search.query": "read",
  "sync.run": "read",
  "channels.query": "read",
  "realtime.subscribe": "read",
  "search.rebuild": "admin",
  "channelTypes.create": "admin",
  "channelTypes.update": "admin",
  "channelTypes.delete": "admin",
  "channelFilters.put": "admin",
  "channelFilters.delete": "admin",
};

/** The scope that a secret key needs for a route, also when it acts for a user. */
export function scopeOf(route: RouteName): KeyScope {
  const known = byRoute[route] ?? byGroup[route.slice(0, route.indexOf("."))];
  return known ?? (paths[route].startsWith("GET ") ? "read" : "write");
}
