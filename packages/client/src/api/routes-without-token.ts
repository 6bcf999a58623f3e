import type { RouteName } from "@natter/contract/paths";

/** Routes for those who are not signed in: the caller's token is neither needed nor sent. */
export const routesWithoutToken: ReadonlySet<RouteName> = new Set<RouteName>([
  "accounts.register",
  "accounts.login",
  "accounts.refresh",
  "accounts.logout",
  "demo.session",
  "development.token",
  "guests.anonymous",
  "guests.create",
]);
