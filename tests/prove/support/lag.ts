/** How late this process itself was: what it measures of others is no better than that. */
export type LagWatch = {
  /** The longest that a timer of ours was late so far, in ms. */
  longestMs(): number;
  stop(): void;
};

const everyMs = 20;

/** Begins to watch. Until `stop` the process does not end by itself. */
export function watchLag(): LagWatch {
  let longest = 0;
  let expected = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - expected);
    expected = now + everyMs;
  }, everyMs);
  return { longestMs: () => longest, stop: () => clearInterval(timer) };
}
