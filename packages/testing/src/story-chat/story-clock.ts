import type { Clock } from "@natter/client";

/** A clock that runs by itself from a fixed moment on and can be moved ahead. */
export type StoryClock = Clock & {
  /** Moves `ms` ahead at once and runs what became due, in its order. */
  advance(ms: number): void;
  stop(): void;
};

type Waiting = { readonly at: number; readonly callback: () => void };

/** Starts a clock at `start` (milliseconds since 1970), however late it really is. */
export function createStoryClock(start: number): StoryClock {
  const began = performance.now();
  let ahead = 0;
  let waiting: Waiting[] = [];
  let alarm: ReturnType<typeof setTimeout> | undefined;

  const now = () => start + ahead + (performance.now() - began);

  function runDue(): void {
    for (;;) {
      const [next] = waiting.toSorted((one, other) => one.at - other.at);
      if (next === undefined || next.at > now()) break;
      waiting = waiting.filter((other) => other !== next);
      next.callback();
    }
    setAlarm();
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map(({ at }) => at));
    alarm = setTimeout(runDue, Math.max(0, next - now()));
  }

  return {
    now: () => new Date(now()),
    after(delayMs, callback) {
      const timer: Waiting = { at: now() + delayMs, callback };
      waiting.push(timer);
      setAlarm();
      return { cancel: () => void (waiting = waiting.filter((other) => other !== timer)) };
    },
    advance(ms) {
      ahead += ms;
      runDue();
    },
    stop() {
      clearTimeout(alarm);
      waiting = [];
    },
  };
}
