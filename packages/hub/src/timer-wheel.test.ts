import fc from "fast-check";
import { expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { createTimerWheel } from "./timer-wheel.ts";

/** A clock that stands still until it is moved, in steps of at most `stepMs`. */
function createManualClock(stepMs = 20) {
  let elapsed = 0;
  let waiting: { at: number; task: () => void }[] = [];
  const clock: Clock = {
    now: () => elapsed,
    elapsed: () => elapsed,
    after(ms, task) {
      const entry = { at: elapsed + ms, task };
      waiting.push(entry);
      return () => void (waiting = waiting.filter((one) => one !== entry));
    },
  };
  return {
    clock,
    timers: () => waiting.length,
    advance(ms: number): void {
      for (const end = elapsed + ms; elapsed < end;) {
        elapsed = Math.min(end, elapsed + stepMs);
        const due = waiting.filter(({ at }) => at <= elapsed);
        waiting = waiting.filter(({ at }) => at > elapsed);
        for (const { task } of due) task();
      }
    },
  };
}

test("every task runs once, never early and at most two ticks late", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(70_000), { minLength: 1, maxLength: 30 }), (delays) => {
      const { clock, advance } = createManualClock();
      const wheel = createTimerWheel(clock);
      const late: number[] = [];
      for (const [index, ms] of delays.entries()) {
        const at = clock.elapsed() + ms;
        wheel.after(ms, () => late.push(clock.elapsed() - at));
        if (index % 3 === 0) advance(7 * index);
      }
      advance(80_000);
      expect(late).toHaveLength(delays.length);
      expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...late)).toBeLessThanOrEqual(40);
      expect(wheel.size()).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("a cancelled task does not run, also when another task of the same moment cancels it", () => {
  const { clock, advance } = createManualClock();
  const wheel = createTimerWheel(clock);
  const ran: string[] = [];
  const first = wheel.after(100, () => {
    ran.push("first");
    second.cancel();
  });
  const second = wheel.after(100, () => ran.push("second"));
  wheel.after(50, () => ran.push("third")).cancel();
  advance(200);
  first.cancel();
  second.cancel();
  expect(ran).toEqual(["first"]);
  expect(wheel.size()).toBe(0);
});

test("a task that asks for another turn of the whole wheel waits for it", () => {
  const { clock, advance } = createManualClock();
  const wheel = createTimerWheel(clock);
  const turn = 1024 * 20;
  let ran = 0;
  const again = (): void => {
    ran += 1;
    wheel.after(turn, again);
  };
  wheel.after(turn, again);
  advance(turn * 3 + 100);
  expect(ran).toBe(3);
});

test("an idle wheel keeps no timer, and a stopped one forgets its tasks", () => {
  const { clock, advance, timers } = createManualClock();
  const wheel = createTimerWheel(clock);
  wheel.after(10, () => {});
  advance(100);
  expect(timers()).toBe(0);
  let ran = 0;
  wheel.after(10, () => (ran += 1));
  wheel.stop();
  advance(100);
  expect([ran, wheel.size(), timers()]).toEqual([0, 0, 0]);
});

test("tasks that came due while the machine slept run when it wakes", () => {
  const { clock, advance } = createManualClock(10_000);
  const wheel = createTimerWheel(clock);
  const ran: number[] = [];
  for (const ms of [100, 5_000, 9_000, 30_000]) wheel.after(ms, () => ran.push(ms));
  advance(10_000);
  expect(ran).toEqual([100, 5_000, 9_000]);
});
