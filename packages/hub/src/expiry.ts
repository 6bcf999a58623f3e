import type { Clock } from "./clock.ts";
import { ErrorCode } from "./codes.ts";
import { HubError } from "./hub-error.ts";

/**
 * Seconds until `expireAt` (seconds since 1970), as replies give them; undefined when it never
 * expires. Throws `HubError` 109 when it is past.
 */
export function expiryTtl(clock: Clock, expireAt: number | undefined): number | undefined {
  if (expireAt === undefined) return undefined;
  const ttl = Math.ceil(expireAt - clock.now() / 1000);
  if (ttl <= 0) throw new HubError(ErrorCode.tokenExpired);
  return Math.min(ttl, longestTtl);
}

/** Clients put the ttl into a timer of 32-bit milliseconds; a longer one would fire at once. */
const longestTtl = 20 * 24 * 60 * 60;
