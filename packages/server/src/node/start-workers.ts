import cluster, { type Worker } from "node:cluster";
import type { Logger } from "pino";
import type { Primary } from "../adapters/processes/primary.ts";
import type { SharedStreams } from "../adapters/realtime/shared-streams.ts";
import type { Listening } from "./listen.ts";
import type { WorkerNews, WorkerSettings } from "./worker-settings.ts";

type WorkerParts = {
  readonly count: number;
  readonly primary: Primary;
  readonly streams: SharedStreams;
  readonly settings: WorkerSettings;
  readonly log: Logger;
  /** Over how many seconds they tell their sessions to come back later. */
  readonly drainSeconds: number;
};

const stopMs = 10_000;
const steadyMs = 10_000;
const longestPauseMs = 30_000;

/**
 * Forks the processes that serve, and replaces one that ends. Resolves when all listen on the port; rejects with why the
 * first could not. `close` ends them: what is under way first, then the port.
 */
export async function startWorkers(parts: WorkerParts): Promise<Listening> {
  const { count, primary, settings, drainSeconds } = parts;
  const news = new Map<string, (news: WorkerNews) => void>();
  primary.inPrimary("worker.settings", (_none: null) => settings);
  primary.inPrimary("worker.news", (told: WorkerNews, from) => news.get(from)?.(told));
  const stopAll = primary.everywhere("workers.stop", (_none: null) => undefined);
  const slots = Array.from({ length: count }, (_, index) =>
    openSlot(String(index + 1), parts, (name, hear) => news.set(name, hear)),
  );
  cluster.setupPrimary({ serialization: "advanced" });

  async function close(): Promise<void> {
    for (const slot of slots) slot.leaveEmpty();
    await Promise.race([stopAll(null), pause(stopMs + drainSeconds * 1_000)]);
    await Promise.all(slots.map((slot) => slot.end()));
  }

  try {
    const ports = await Promise.all(slots.map((slot) => slot.fill()));
    return { port: ports[0] ?? 0, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The place of one process: who ends there without being asked is replaced, sooner when it had run for a while. */
function openSlot(
  name: string,
  { primary, streams, log }: WorkerParts,
  listenTo: (name: string, hear: (news: WorkerNews) => void) => void,
) {
  let worker: Worker | undefined;
  let isReplacing = true;
  let again: NodeJS.Timeout | undefined;
  let pauseMs = 0;

  function fill(): Promise<number> {
    const forkedAt = Date.now();
    const forked = cluster.fork();
    worker = forked;
    primary.add(name, forked);
    streams.serve(forked);
    // Sending to a process that has just died fails; that it died is told by its exit.
    forked.on("error", (error) => log.debug({ err: error, process: name }, "a process is gone"));
    return new Promise((resolve, reject) => {
      listenTo(name, (told) => {
        if ("port" in told) return resolve(told.port);
        reject(listenError(told.failure));
        forked.process.kill("SIGKILL");
      });
      forked.once("exit", (code, signal) => {
        reject(new Error(`Process ${name} ended before it served (${signal ?? code}).`));
        if (isReplacing) replace(Date.now() - forkedAt, signal ?? code);
      });
    });
  }

  function replace(livedMs: number, reason: string | number): void {
    pauseMs = livedMs > steadyMs ? 0 : Math.min(longestPauseMs, Math.max(100, pauseMs * 2));
    log.warn({ process: name, reason, pauseMs }, "a process ended and is replaced");
    again = setTimeout(() => {
      fill().catch((error: unknown) =>
        log.error({ err: error, process: name }, "a process could not be replaced yet"),
      );
    }, pauseMs);
  }

  return {
    fill,
    leaveEmpty() {
      isReplacing = false;
      clearTimeout(again);
    },
    async end(): Promise<void> {
      if (!worker || worker.isDead()) return;
      const ended = new Promise<void>((resolve) => worker?.once("exit", () => resolve()));
      // Without the channel it ends by itself; one that is stuck does not.
      if (worker.isConnected()) worker.process.disconnect();
      const stuck = setTimeout(() => worker?.process.kill("SIGKILL"), stopMs);
      await ended;
      clearTimeout(stuck);
    },
  };
}

/** As `server.listen` reports it in one process: the sentence for people is made from it. */
function listenError({ message, code }: { message: string; code: string | undefined }): Error {
  const isListening = code !== undefined && /^E[A-Z]+$/.test(code);
  return Object.assign(new Error(message), isListening ? { code, syscall: "listen" } : { code });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
