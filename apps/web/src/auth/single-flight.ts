/** Whoever calls while the work is going on gets the same outcome instead of starting it again. */
export function singleFlight<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let current: Promise<Value> | null = null;
  return () => {
    current ??= work().finally(() => {
      current = null;
    });
    return current;
  };
}
