import { backoffMs } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";

export type PacedCalls = {
  /** Asks for a call for this key: now if the last one is long enough ago, else as soon as it is. */
  request(key: string): void;
};

type Pace = { busy: boolean; wanted: boolean; failures: number };

/**
 * Makes at most one call per key in `everyMs`. Requests in between come together in one call after that; what may
 * succeed later is tried again, and what is refused is dropped.
 */
export function createPacedCalls(
  engine: Engine,
  everyMs: number,
  call: (key: string) => Promise<unknown>,
): PacedCalls {
  const paces = new Map<string, Pace>();

  async function run(key: string, pace: Pace): Promise<void> {
    pace.busy = true;
    pace.wanted = false;
    let restMs = everyMs;
    try {
      await call(key);
      pace.failures = 0;
    } catch (thrown) {
      if (engine.signal.aborted) return;
      const error = asChatError(thrown);
      pace.failures += 1;
      if (error.retry) {
        pace.wanted = true;
        restMs = Math.max(everyMs, backoffMs(pace.failures, engine.random, error));
      } else {
        engine.log("debug", "A paced call was refused.", error);
      }
    }
    engine.clock.after(restMs, () => {
      pace.busy = false;
      if (pace.wanted) void run(key, pace);
      else paces.delete(key);
    });
  }

  return {
    request(key) {
      let pace = paces.get(key);
      if (pace === undefined) {
        pace = { busy: false, wanted: false, failures: 0 };
        paces.set(key, pace);
      }
      pace.wanted = true;
      if (!pace.busy) void run(key, pace);
    },
  };
}
