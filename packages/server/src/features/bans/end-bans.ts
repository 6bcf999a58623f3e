import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { findBan, holds, readEndedBans } from "../ban-register/public.ts";
import { liftBan } from "./lift-ban.ts";

const everyMs = 1_000;
const most = 200;

/**
 * Looks every second for bans whose time is over, in the primary: members come back and are told. A ban does not hold a
 * moment longer than its time, whether it was looked for or not.
 */
export function createBanEnder(
  engine: () => Engine,
  processes: Pick<Processes, "isPrimary">,
): { sweep(): Promise<void>; start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    const { database, now, log } = engine();
    for (const { appId, userId, cid } of await readEndedBans(database, {
      now: now(),
      limit: most,
    })) {
      try {
        await transact(engine(), appId, async (tx) => {
          const ban = await findBan(tx, userId, cid);
          // Another ban may have taken its place meanwhile.
          if (!ban || holds(ban, tx.now)) return;
          const by = { type: "automation" as const, id: "expiry" };
          await liftBan(tx, { userId, cid, by, reason: "Its time was over." });
        });
      } catch (error) {
        log.warn({ err: error, appId }, "ending a ban failed");
      }
    }
  }

  return {
    sweep,
    start() {
      if (!processes.isPrimary) return;
      timer = setInterval(() => {
        sweeping = sweeping
          .then(sweep)
          .catch((error: unknown) =>
            engine().log.warn({ err: error }, "looking for ended bans failed"),
          );
      }, everyMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
