import type { Processes } from "../adapters/processes/port.ts";
import type { Engine } from "./engine.ts";

/** Long work that one process does: begun by any, carried out in the primary, gone on with after a restart. */
export type PrimaryWork = {
  /** Begins with one piece, unless it is under way. Returns at once. */
  begin(key: string): void;
  /** In the primary: begins with what an earlier process left unfinished. */
  resume(): Promise<void>;
  /** Ends after the batch under way; resolves when it has. */
  stop(): Promise<void>;
};

type WorkParts = {
  readonly engine: () => Engine;
  readonly processes: Pick<Processes, "inPrimary">;
  readonly name: string;
  /** Does one piece in batches of its own, and ends early once it is to stop. It may have been done in part before. */
  readonly run: (key: string, isStopped: () => boolean) => Promise<void>;
  /** The pieces that were begun and not finished, read from the database. */
  readonly unfinished: () => Promise<readonly string[]>;
};

/** Makes the work of this process; only the primary's ever does anything. */
export function createPrimaryWork(parts: WorkParts): PrimaryWork {
  const { engine, processes, name, run, unfinished } = parts;
  const running = new Map<string, Promise<void>>();
  let isStopped = false;

  function start(key: string): void {
    if (isStopped || running.has(key)) return;
    const work = run(key, () => isStopped)
      .catch((error: unknown) => engine().log.error({ err: error, key }, `${name} failed`))
      .finally(() => running.delete(key));
    running.set(key, work);
  }

  const begin = processes.inPrimary(name, start);
  return {
    begin(key) {
      // Should the primary end now, the next one finds it in the database.
      const asked = async () => await begin(key);
      asked().catch((error: unknown) =>
        engine().log.warn({ err: error, key }, `${name}: the primary was not told`),
      );
    },
    async resume() {
      for (const key of await unfinished()) start(key);
    },
    async stop() {
      isStopped = true;
      await Promise.all(running.values());
    },
  };
}
