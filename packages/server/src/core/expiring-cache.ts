type Entry<Value> = { readonly value: Value; readonly until: number };

/** Remembers values for a while, the most recently used ones only. Times in milliseconds since 1970. */
export function createExpiringCache<Value>(most: number) {
  const entries = new Map<string, Entry<Value>>();
  return {
    get(key: string, now: number): Value | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.until <= now) return undefined;
      // Taken out and put back: a Map keeps its order of insertion, so the first is the least recently used.
      entries.set(key, entry);
      return entry.value;
    },
    set(key: string, value: Value, until: number): void {
      if (entries.size >= most) entries.delete(entries.keys().next().value ?? "");
      entries.set(key, { value, until });
    },
    deleteWhere(matches: (key: string, value: Value) => boolean): void {
      for (const [key, { value }] of entries) if (matches(key, value)) entries.delete(key);
    },
  };
}
