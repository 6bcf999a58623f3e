export type Timer = { cancel(): void };

/** Time as the client sees it. The only way to it, so that tests can move it. */
export type Clock = {
  now(): Date;
  /** Calls back once after `delayMs`, never within the call. */
  after(delayMs: number, callback: () => void): Timer;
};

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(delayMs, callback) {
    const id = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(id) };
  },
};
