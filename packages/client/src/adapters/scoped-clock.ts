import type { Clock, Timer } from "./clock.ts";

/** A clock whose timers can all be cancelled at once; after that it starts no more. */
export type ScopedClock = Clock & { cancelAll(): void };

export function createScopedClock(clock: Clock): ScopedClock {
  const running = new Set<Timer>();
  let ended = false;
  return {
    now: () => clock.now(),
    after(delayMs, callback) {
      if (ended) return { cancel: () => undefined };
      const timer = clock.after(delayMs, () => {
        running.delete(timer);
        callback();
      });
      running.add(timer);
      return {
        cancel() {
          running.delete(timer);
          timer.cancel();
        },
      };
    },
    cancelAll() {
      ended = true;
      for (const timer of running) timer.cancel();
      running.clear();
    },
  };
}
