import { openPostgres } from "../adapters/database/postgres.ts";
import type { Processes } from "../adapters/processes/port.ts";
import { joinPrimary } from "../adapters/processes/worker.ts";
import { openSharedHub } from "../adapters/realtime/shared-hub.ts";
import { streamsOfPrimary } from "../adapters/realtime/shared-streams.ts";
import { readConfig, type Config } from "../config.ts";
import { listen } from "./listen.ts";
import { openChat, openLog } from "./open-chat.ts";
import { createPageFacts } from "./page-facts.ts";
import { serveWeb } from "./serve-web.ts";
import { webRoot } from "./web-root.ts";
import type { WorkerNews, WorkerSettings } from "./worker-settings.ts";

type Closing = () => Promise<void>;

/**
 * Serves HTTP and sockets as one of several processes, until the primary says that it is enough. It ends with the primary:
 * Node ends a forked process when the channel to its parent closes.
 */
export async function runWorker(): Promise<void> {
  const config = readConfig();
  const log = openLog(config);
  const onError = (error: unknown) => log.error({ err: error }, "another process failed");
  const processes = await joinPrimary(process, { onError });
  const tell = processes.inPrimary("worker.news", (_news: WorkerNews) => undefined);
  const started: Closing[] = [];
  const stop = once(async () => {
    for (const close of started.splice(0).toReversed()) await close();
  });
  processes.everywhere("workers.stop", stop);
  // Ctrl+C reaches the whole terminal; the primary ends us in its turn.
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
  process.on("SIGTERM", () => void stop().finally(() => process.exit(0)));
  try {
    await tell({ port: await serve(config, processes, started, log) });
  } catch (error) {
    await tell({ failure: failureOf(error) });
  }
}

async function serve(
  config: Config,
  processes: Processes,
  started: Closing[],
  log: ReturnType<typeof openLog>,
): Promise<number> {
  const ask = processes.inPrimary("worker.settings", (_none: null): WorkerSettings => {
    throw new Error("Only the primary knows the settings.");
  });
  const { databaseUrl, secret, page } = await ask(null);
  const database = await openPostgres({
    url: databaseUrl,
    connections: config.databaseConnections,
  });
  started.push(() => database.close());
  let begun = Promise.resolve();
  const chat = await openChat(config, {
    database,
    secret,
    log,
    processes,
    openHub(options) {
      const streams = streamsOfPrimary(process);
      const shared = openSharedHub({ ...options, processes, streams });
      begun = shared.begun;
      return shared.realtime;
    },
  });
  await chat.start();
  await begun;
  serveWeb(chat.http, { root: webRoot, page: createPageFacts(chat.engine, log, page) });
  const listening = await listen(chat, config, { name: processes.name });
  started.push(
    () => chat.stop(),
    listening.close,
    () => chat.leave(config.drainSeconds),
  );
  return listening.port;
}

function failureOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return { message, code };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= run());
}
