import type { OpenStorage } from "./port.ts";

/** Makes values unreadable for whoever reads the disk, and readable again. What does not open must throw. */
export type Seal = {
  seal(value: unknown): Promise<unknown>;
  open(sealed: unknown): Promise<unknown>;
};

/** A storage whose values are sealed. Keys (channel addresses, operation ids) stay as they are. */
export function sealedStorage(openStorage: OpenStorage, { seal, open }: Seal): OpenStorage {
  return async (name) => {
    const storage = await openStorage(name);
    return {
      ...storage,
      readAll: async (kind) => Promise.all((await storage.readAll(kind)).map(open)),
      async write(batch) {
        const sealed = batch.map(async (change) =>
          change.value === undefined ? change : { ...change, value: await seal(change.value) },
        );
        await storage.write(await Promise.all(sealed));
      },
    };
  };
}
