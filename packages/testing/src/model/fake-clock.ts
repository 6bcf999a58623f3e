import type { Clock } from "@natter/client";

/** A clock that stands still until it is moved. */
export type FakeClock = Clock & {
  /** Moves on, running what is due on the way, in order, and letting promises settle in between. */
  advance(ms: number): Promise<void>;
  readonly waiting: number;
};

export function createFakeClock(settle: () => Promise<void>): FakeClock {
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  let timers: { at: number; callback: () => void }[] = [];
  return {
    now: () => new Date(now),
    after(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      timers.push(timer);
      return { cancel: () => void (timers = timers.filter((other) => other !== timer)) };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = firstOf(timers);
        if (next === undefined || next.at > end) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = end;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** What is due first; of two that are due together the older one. */
function firstOf<Timer extends { at: number }>(timers: readonly Timer[]): Timer | undefined {
  return timers.reduce<Timer | undefined>(
    (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
    undefined,
  );
}

/** Lets everything that waits only for promises come to rest. */
export async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await nextTurn();
  }
}

/** A turn of the event loop, without the browser's least delay of a timer. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") return void setImmediate(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
