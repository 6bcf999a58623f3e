/** How often a request is tried before a failing network or server is reported. */
export const maxAttempts = 8;

const firstDelay = 250;
const longestDelay = 8_000;
const longestRetryAfter = 60_000;

/** Milliseconds to wait after the failed attempt (counted from 1): doubling from 250 ms to 8 s, half of it at random. */
export function backoffDelay(attempt: number, random: () => number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/** Milliseconds that a `Retry-After` header asks for (RFC 9110: seconds or a date), at most a minute; null without one. */
export function retryAfterDelay(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const asked = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? null : Math.min(longestRetryAfter, Math.max(0, asked));
}
