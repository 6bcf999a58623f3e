import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { startEmbeddedPostgres } from "../adapters/database/embedded-postgres.ts";
import { openPostgres } from "../adapters/database/postgres.ts";
import { openEmbeddedHub } from "../adapters/realtime/embedded-hub.ts";
import { readConfig, type Config } from "../config.ts";
import { createChatServer } from "../create-chat-server.ts";
import { createOriginCheck } from "./allow-origin.ts";
import { checkDatabase } from "./check-database.ts";
import { seedDemo } from "./demo-data.ts";
import { openFirstApp } from "./first-app.ts";
import { readInstanceSecret } from "./instance-secret.ts";
import { listen } from "./listen.ts";
import { migrate } from "./migrate.ts";
import { createPeerOf } from "./peer.ts";
import { serveWeb } from "./serve-web.ts";
import { explainStartupProblem } from "./startup-problems.ts";
import { onStopSignal } from "./stop-signals.ts";

type Closing = () => Promise<void>;

/** What was started, to be ended in the reverse order. */
const started: Closing[] = [];
let stopping = false;
const webRoot = fileURLToPath(new URL("../../../../apps/web/dist", import.meta.url));

await main();

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
  const log = pino({ level: config.logLevel, redact: ["token", "password", "authorization"] });
  const database = await openDatabase(config);
  const secret = config.secret ?? (await readInstanceSecret(config.dataDir));
  const chat = await createChatServer({
    database,
    secret,
    log,
    demo: config.demo,
    rateLimits: config.rateLimits,
    peer: createPeerOf(config),
    ...(config.adminKey === undefined ? {} : { adminKey: config.adminKey }),
    openRealtime: (gate) =>
      openEmbeddedHub({
        gate,
        allowOrigin: createOriginCheck(config),
        log,
        pingSeconds: 25,
        nowSeconds: () => Math.floor(Date.now() / 1_000),
      }),
  });
  await chat.start();
  const app = await openFirstApp(chat.engine, config);
  serveWeb(chat.http, { root: webRoot, page: { appKey: app.appKey, demo: config.demo } });
  if (app.isNew && config.demo) {
    console.log("Making the demo app: two users, a space, a few conversations");
    await seedDemo(chat.http, app);
  }
  const listening = await listen(chat, config);
  // Ended in the reverse order: first the sessions, told to come back later, then the port.
  started.push(listening.close, () => chat.stop());
  const url = config.port === 0 ? `http://localhost:${listening.port}` : config.publicUrl;
  console.log(`Natter is ready at ${url}`);
}

async function openDatabase(config: Config) {
  const url = config.databaseUrl ?? (await startBuiltIn(config));
  if (config.databaseUrl !== undefined) await checkDatabase(url);
  await migrate({ url, log: (line) => console.log(line) });
  const database = await openPostgres({ url, connections: config.databaseConnections });
  started.push(() => database.close());
  console.log(
    `Database: ${database.description}${config.databaseUrl === undefined ? ", built in; survives a crash and a power cut (fsync is on)" : ""}`,
  );
  return database;
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
