import cluster from "node:cluster";
import { join } from "node:path";
import type { Logger } from "pino";
import { startEmbeddedPostgres } from "../adapters/database/embedded-postgres.ts";
import { openPostgres } from "../adapters/database/postgres.ts";
import { createPrimary } from "../adapters/processes/primary.ts";
import { openEmbeddedHub } from "../adapters/realtime/embedded-hub.ts";
import { openSharedHub } from "../adapters/realtime/shared-hub.ts";
import { createSharedStreams } from "../adapters/realtime/shared-streams.ts";
import { readConfig, type Config } from "../config.ts";
import { checkDatabase } from "./check-database.ts";
import { seedDemo } from "./demo-data.ts";
import { openFirstApp } from "./first-app.ts";
import { createPageFacts } from "./page-facts.ts";
import { readInstanceSecret } from "./instance-secret.ts";
import { listen } from "./listen.ts";
import { migrate } from "./migrate.ts";
import { openChat, openLog } from "./open-chat.ts";
import { renewAfterRestore } from "./renew-after-restore.ts";
import { runWorker } from "./run-worker.ts";
import { serveWeb } from "./serve-web.ts";
import { startWorkers } from "./start-workers.ts";
import { explainStartupProblem } from "./startup-problems.ts";
import { onStopSignal } from "./stop-signals.ts";
import { webRoot } from "./web-root.ts";

type Closing = () => Promise<void>;

/** What was started, to be ended in the reverse order. */
const started: Closing[] = [];
let stopping = false;

await (cluster.isPrimary ? main() : runWorker());

async function main(): Promise<void> {
  let config: Config | undefined;
  try {
    config = readConfig();
    onStopSignal(() => {
      stopping = true;
      return stopEverything();
    });
    await start(config);
  } catch (error) {
    if (stopping) return; // what was being started fails now because its database ends
    console.error(explainStartupProblem(error, config) ?? error);
    await stopEverything();
    process.exit(1);
  }
}

async function start(config: Config): Promise<void> {
  const log = openLog(config);
  const { database, url: databaseUrl } = await openDatabase(config);
  const secret = config.secret ?? (await readInstanceSecret(config.dataDir));
  const shared = config.processes > 1 ? share(log) : null;
  const chat = await openChat(config, {
    ...{ database, secret, log },
    openHub: shared ? shared.openHub : openEmbeddedHub,
    ...(shared ? { processes: shared.primary } : {}),
  });
  await chat.start();
  const app = await openFirstApp(chat.engine, config);
  const page = { appId: app.appId, appKey: app.appKey, demo: config.demo };
  if (!shared) {
    serveWeb(chat.http, { root: webRoot, page: createPageFacts(chat.engine, log, page) });
  }
  if (app.isNew && config.demo) {
    console.log("Making the demo app: two users, a space, a few conversations");
    await seedDemo(chat.http, app);
  }
  started.push(() => chat.stop());
  const settings = { databaseUrl, secret, page };
  const listening = shared
    ? await startWorkers({
        ...{ ...shared, settings, log },
        count: config.processes,
        drainSeconds: config.drainSeconds,
      })
    : await listen(chat, config);
  // Ended in the reverse order: first the sessions, told to come back later, then the port, when all requests are answered.
  started.push(listening.close);
  if (!shared) started.push(() => chat.leave(config.drainSeconds));
  const url = config.port === 0 ? `http://localhost:${listening.port}` : config.publicUrl;
  if (config.development) {
    console.log("Development mode: whoever reaches this server gets a token for any user");
  }
  console.log(`Natter is ready at ${url}`);
}

/** What this process keeps for several that serve. */
function share(log: Logger) {
  const primary = createPrimary({
    onError: (error) => log.error({ err: error }, "another process failed"),
  });
  const streams = createSharedStreams();
  const openHub = (options: Parameters<typeof openEmbeddedHub>[0]) =>
    openSharedHub({ ...options, processes: primary, streams: streams.own }).realtime;
  return { primary, streams, openHub };
}

async function openDatabase(config: Config) {
  const url = config.databaseUrl ?? (await startBuiltIn(config));
  if (config.databaseUrl !== undefined) await checkDatabase(url);
  await migrate({ url, log: (line) => console.log(line) });
  if (await renewAfterRestore(url, join(config.dataDir, "restored")))
    console.log("The database comes from a backup: clients will fetch afresh what they hold");
  const database = await openPostgres({ url, connections: config.databaseConnections });
  started.push(() => database.close());
  console.log(
    `Database: ${database.description}${config.databaseUrl === undefined ? ", built in; survives a crash and a power cut (fsync is on)" : ""}`,
  );
  return { database, url };
}

async function startBuiltIn({ dataDir }: Config): Promise<string> {
  const starting = startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    progress: (line) => console.log(line),
  });
  // Noted before it runs: Ctrl+C may come while it starts, and must end it too.
  started.push(async () => (await starting.catch(() => undefined))?.stop());
  return (await starting).url;
}

async function stopEverything(): Promise<void> {
  for (const close of started.splice(0).toReversed()) await close();
}
