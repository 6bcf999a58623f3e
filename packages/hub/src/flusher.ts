/** Something whose waiting bytes can be written. */
export type Flushable = { flush(): void };

/**
 * Writes what sessions gathered during one turn of the event loop, at its end: one write per session
 * however many messages it got. After `slice` sessions other work gets a turn, so a broadcast to
 * thousands does not hold up the process.
 */
export function createFlusher(slice: number): { mark(session: Flushable): void } {
  let waiting: Flushable[] = [];
  let next = 0;
  let isScheduled = false;

  function run(): void {
    const end = Math.min(next + slice, waiting.length);
    while (next < end) {
      waiting[next]?.flush();
      next += 1;
    }
    if (next < waiting.length) {
      setImmediate(run);
      return;
    }
    waiting = [];
    next = 0;
    isScheduled = false;
  }

  return {
    mark(session) {
      waiting.push(session);
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(run);
    },
  };
}
