import type { AppId } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import {
  appsWithDueTimers,
  settleTimer,
  takeTimers,
  type DueTimer,
  type TimerKind,
} from "./timer-rows.ts";

/**
 * What is done when a timer is due, by kind. It is done at least once: a handler looks whether it is still to be done, and
 * doing it twice does no harm. What it throws has it tried again later.
 */
export type TimerHandlers = {
  readonly [Kind in TimerKind]: (engine: Engine, appId: AppId, key: string) => Promise<void>;
};

/** Looks every second for what is due, in the primary. What is due while nobody runs is done at the next start. */
export type TimerRunner = {
  /** Does everything that is due now. */
  run(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

const everyMs = 1_000;
const batch = 100;
// Longer than a handler takes: after that it is believed to be lost with its process.
const leaseMs = 60_000;
const longestRestMs = 3_600_000;
// With the rests between them about a week.
const mostAttempts = 180;

export function createTimerRunner(
  engine: () => Engine,
  { handlers, processes }: { handlers: TimerHandlers; processes: Pick<Processes, "isPrimary"> },
): TimerRunner {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function runOnce(): Promise<void> {
    const { database, now } = engine();
    for (const appId of await appsWithDueTimers(database, now())) await runApp(appId);
  }

  async function runApp(appId: AppId): Promise<void> {
    for (;;) {
      const at = engine().now();
      const until = new Date(at.getTime() + leaseMs);
      const due = await transact(engine(), appId, (tx) =>
        takeTimers(tx, { now: at, until, limit: batch }),
      );
      for (const one of due) await runTimer(appId, one);
      if (due.length < batch) return;
    }
  }

  async function runTimer(appId: AppId, due: DueTimer): Promise<void> {
    const next = await handle(appId, due);
    await transact(engine(), appId, (tx) => settleTimer(tx, due, next));
  }

  /** When it is to come again; null when it is done. */
  async function handle(appId: AppId, { kind, key, attempts }: DueTimer): Promise<Date | null> {
    try {
      await handlers[kind](engine(), appId, key);
      return null;
    } catch (error) {
      const isOver = attempts >= mostAttempts;
      engine().log.warn({ err: error, appId, kind, key, attempts, isOver }, "a timer failed");
      if (isOver) return null;
      const rest = Math.min(longestRestMs, 1_000 * 2 ** Math.min(attempts, 20));
      return new Date(engine().now().getTime() + rest);
    }
  }

  /** One run at a time: whoever asks meanwhile gets another one behind it. */
  function run(): Promise<void> {
    const next = (running ?? Promise.resolve()).then(runOnce);
    running = next.catch(() => undefined);
    return next;
  }

  return {
    run,
    start() {
      if (!processes.isPrimary) return;
      let isBusy = false;
      timer = setInterval(() => {
        if (isBusy) return;
        isBusy = true;
        run()
          .catch((error: unknown) =>
            engine().log.warn({ err: error }, "looking for due timers failed"),
          )
          .finally(() => (isBusy = false));
      }, everyMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
