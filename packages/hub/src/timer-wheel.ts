import type { Clock } from "./clock.ts";

/** One waiting task; `cancel` is safe at any time, also twice or after it ran. */
export type WheelTimer = { cancel(): void };

/**
 * Runs many coarse timers on one real timer: adding and cancelling cost the same for ten as for
 * ten thousand sessions. A task runs up to two ticks late, never early.
 */
export type TimerWheel = {
  after(ms: number, task: () => void): WheelTimer;
  /** Tasks that wait now. */
  size(): number;
  /** Forgets every task. */
  stop(): void;
};

type Entry = { rounds: number; task: () => void };

const slotCount = 1024;

export function createTimerWheel(clock: Clock, tickMs = 20): TimerWheel {
  const slots = Array.from({ length: slotCount }, () => new Set<Entry>());
  let waiting = 0;
  let cursor = 0;
  let cursorTime = 0;
  let stopTicking: (() => void) | undefined;

  function tick(): void {
    stopTicking = undefined;
    const now = clock.elapsed();
    while (cursorTime + tickMs <= now && waiting > 0) {
      cursorTime += tickMs;
      cursor = (cursor + 1) % slotCount;
      runSlot(slotAt(cursor));
    }
    schedule();
  }

  function runSlot(slot: Set<Entry>): void {
    // Chosen before any of them runs: a task may add to this very slot.
    const due: Entry[] = [];
    for (const entry of slot) {
      if (entry.rounds === 0) due.push(entry);
      else entry.rounds -= 1;
    }
    for (const entry of due) {
      if (!slot.delete(entry)) continue;
      waiting -= 1;
      entry.task();
    }
  }

  function schedule(): void {
    if (waiting > 0 && !stopTicking) stopTicking = clock.after(tickMs, tick);
  }

  function slotAt(index: number): Set<Entry> {
    return slots[index % slotCount] as Set<Entry>; // any index modulo slotCount is filled
  }

  return {
    after(ms, task) {
      const now = clock.elapsed();
      // An empty wheel does not turn, so its hand may stand far in the past.
      if (waiting === 0) cursorTime = now;
      const ticks = Math.max(1, Math.ceil((now + Math.max(0, ms) - cursorTime) / tickMs));
      const entry: Entry = { rounds: Math.floor((ticks - 1) / slotCount), task };
      const slot = slotAt(cursor + ticks);
      slot.add(entry);
      waiting += 1;
      schedule();
      return {
        cancel() {
          if (slot.delete(entry)) waiting -= 1;
        },
      };
    },
    size: () => waiting,
    stop() {
      stopTicking?.();
      stopTicking = undefined;
      for (const slot of slots) slot.clear();
      waiting = 0;
    },
  };
}
