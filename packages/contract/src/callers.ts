import type { CallerClass } from "./permissions.ts";

/** The ids of guest users begin so. Nobody else may have such an id. */
export const guestIdPrefix = "guest-";

/** The ids of readers without a name begin so. There are no users with such ids: only tokens carry them. */
export const anonymousIdPrefix = "anonymous-";

/** Who a user id speaks of. */
export function callerClassOf(userId: string): CallerClass {
  if (userId.startsWith(guestIdPrefix)) return "guest";
  return userId.startsWith(anonymousIdPrefix) ? "anonymous" : "user";
}
