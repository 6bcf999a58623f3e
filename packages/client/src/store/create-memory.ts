/**
 * Remembers what was computed from an immutable object, per `key`, as long as the object lives.
 * So a selector answers the same value for the same snapshot, however often it is made anew.
 */
export function createMemory<Source extends object, Value>() {
  const memory = new WeakMap<Source, Map<string, Value>>();
  return (source: Source, key: string, compute: () => Value): Value => {
    let byKey = memory.get(source);
    if (byKey === undefined) memory.set(source, (byKey = new Map()));
    if (!byKey.has(key)) byKey.set(key, compute());
    return byKey.get(key) as Value; // set on the line above
  };
}
