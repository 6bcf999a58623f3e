import type { ChatError } from "@natter/contract/chat-error";
import type { Clock } from "../adapters/clock.ts";
import type { Random } from "../adapters/random.ts";
import { asChatError, throwIfAborted } from "./read-error.ts";

const shortestMs = 500;
const longestMs = 20_000;

/**
 * How long to wait before try number `attempt` + 1, in ms: full jitter between 0.5 and 20 s,
 * and never less than what the server asked for.
 */
export function backoffMs(attempt: number, random: Random, error?: ChatError): number {
  const ceiling = Math.min(longestMs, shortestMs * 2 ** Math.min(attempt, 10));
  const jittered = shortestMs + random.number() * (ceiling - shortestMs);
  const seconds = error?.details?.["retryAfterSeconds"];
  return typeof seconds === "number" ? Math.max(seconds * 1_000, jittered) : jittered;
}

type Doors = { readonly clock: Clock; readonly random: Random; readonly signal: AbortSignal };

/** Tries again what may succeed later, up to `tries` times in all. Only for calls that are safe to repeat. */
export async function withRetries<Answer>(
  doors: Doors,
  tries: number,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      throwIfAborted(doors.signal);
      const error = asChatError(thrown);
      if (!error.retry || made >= tries) throw error;
      await pause(doors, backoffMs(made, doors.random, error));
    }
  }
}

/** Resolves after a while; rejects at once when the signal is aborted. */
function pause(doors: { clock: Clock; signal: AbortSignal }, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      timer.cancel();
      reject(doors.signal.reason as Error); // an abort's reason is an error unless somebody chose otherwise
    };
    const timer = doors.clock.after(ms, () => {
      doors.signal.removeEventListener("abort", stop);
      resolve();
    });
    if (doors.signal.aborted) stop();
    else doors.signal.addEventListener("abort", stop, { once: true });
  });
}
