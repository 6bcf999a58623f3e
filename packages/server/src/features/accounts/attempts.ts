import { ChatError } from "@natter/contract/chat-error";

const windowMs = 60_000;
const mostNames = 50_000;

/** Counts attempts to log in by name and by address: ten a minute each, right or wrong. Throws `request.rate_limited`. */
export function createAttemptCounter(most = 10) {
  const attempts = new Map<string, { count: number; since: number }>();
  return (names: readonly string[], now: Date): void => {
    const at = now.getTime();
    if (attempts.size > mostNames) attempts.clear();
    for (const name of names) {
      const known = attempts.get(name);
      const entry = known && at - known.since < windowMs ? known : { count: 0, since: at };
      entry.count += 1;
      attempts.set(name, entry);
      if (entry.count <= most) continue;
      const retryAfterSeconds = Math.ceil((entry.since + windowMs - at) / 1_000);
      throw new ChatError(
        "request.rate_limited",
        `Too many attempts. Try again in ${retryAfterSeconds} s.`,
        {
          details: { retryAfterSeconds },
        },
      );
    }
  };
}
