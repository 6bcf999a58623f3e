import { recordKinds, type ClientStorage, type OpenStorage, type RecordKind } from "./port.ts";

/** Storage that lives as long as what holds `shelf`: for tests, and for platforms with nothing better. */
export function createMemoryStorage(
  shelf = new Map<string, Map<RecordKind, Map<string, unknown>>>(),
): OpenStorage {
  return async (name) => {
    const records = shelf.get(name) ?? new Map(recordKinds.map((kind) => [kind, new Map()]));
    shelf.set(name, records);
    return toStorage(records);
  };
}

function toStorage(records: Map<RecordKind, Map<string, unknown>>): ClientStorage {
  return {
    readAll: async (kind) => structuredClone([...(records.get(kind)?.values() ?? [])]),
    async write(batch) {
      // Copied first: what cannot be stored must not leave half a batch.
      for (const { kind, key, value } of structuredClone(batch)) {
        if (value === undefined) records.get(kind)?.delete(key);
        else records.get(kind)?.set(key, value);
      }
    },
    async clear() {
      for (const kind of records.values()) kind.clear();
    },
    close: () => undefined,
  };
}
