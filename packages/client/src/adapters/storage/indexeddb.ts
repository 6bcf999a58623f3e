import { openDB, type IDBPDatabase } from "idb";
import { recordKinds, type OpenStorage } from "./port.ts";

/** The layout of the database: three stores of records with keys of their own. Records carry their own version. */
const layout = 1;

/** Keeps data in the browser's IndexedDB, one database per user and app. */
export const openIndexedDb: OpenStorage = async (name) => {
  const database: IDBPDatabase = await openDB(name, layout, {
    upgrade(opened) {
      for (const kind of recordKinds) {
        if (!opened.objectStoreNames.contains(kind)) opened.createObjectStore(kind);
      }
    },
    // A newer version of the app wants another layout: it goes first, this one goes on without.
    blocking: () => database.close(),
  });
  return {
    readAll: (kind) => database.getAll(kind),
    async write(batch) {
      if (batch.length === 0) return;
      // Relaxed: the browser says done when the system has it; a reload and a killed tab lose nothing.
      const transaction = database.transaction(recordKinds, "readwrite", {
        durability: "relaxed",
      });
      const written = batch.map(({ kind, key, value }) => {
        const store = transaction.objectStore(kind);
        return value === undefined ? store.delete(key) : store.put(value, key);
      });
      // Else it would commit only after the page heard of every write, and a page that goes hears of none.
      transaction.commit();
      await Promise.all([...written, transaction.done]);
    },
    async clear() {
      const transaction = database.transaction(recordKinds, "readwrite");
      const cleared = recordKinds.map((kind) => transaction.objectStore(kind).clear());
      await Promise.all([...cleared, transaction.done]);
    },
    close: () => database.close(),
  };
};
