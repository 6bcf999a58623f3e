/** Time as the hub sees it, so that a test or a simulation can move it. */
export type Clock = {
  /** Milliseconds since 1970, for dates that others see. */
  now(): number;
  /** Milliseconds since some start; never goes back. */
  elapsed(): number;
  /** Runs `task` once after `ms` milliseconds unless the returned function is called first. */
  after(ms: number, task: () => void): () => void;
};

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
