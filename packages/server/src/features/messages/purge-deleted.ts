import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { appsToPurge, purgeDeleted } from "./undo-rows.ts";

/** Removes for good what deleted messages said, once it cannot be taken back any more. */
export type DeletedPurger = {
  /** Purges what is due now, also what an earlier process left. */
  run(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

const everyMs = 1_000;
const batch = 500;

/** Makes the purger of this process. The primary looks every second; several looking do not get into each other's way. */
export function createDeletedPurger(
  engine: () => Engine,
  processes: Pick<Processes, "isPrimary">,
): DeletedPurger {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const { database, now } = engine();
    for (const appId of await appsToPurge(database, now())) {
      while ((await transact(engine(), appId, (tx) => purgeDeleted(tx, batch))) === batch);
    }
  }

  return {
    run,
    start() {
      if (!processes.isPrimary) return;
      timer = setInterval(() => {
        running ??= run()
          .catch((error: unknown) =>
            engine().log.warn({ err: error }, "purging deleted messages failed; it is tried again"),
          )
          .finally(() => (running = undefined));
      }, everyMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
