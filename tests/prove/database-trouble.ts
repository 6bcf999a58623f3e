// R04: the database is in trouble short of dying: restarted in a hurry, a row that everybody needs locked, no free connection, a disk
// that refuses to flush, a full disk. Nothing is acknowledged that is not there afterwards, and the service goes on by itself.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { createApp } from "./support/api.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { finish } from "./support/report.ts";
import { startStorm } from "./support/storm.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 6 }, (_, index) => `person-${index}`);
const times = quick ? 1 : 5;
const mostConnections = 40;
const problems: string[] = [];
const faults: Record<string, number> = {};
const figures: Record<string, number> = {};
const notes: string[] = [];

const postgres = await startOwnPostgres({
  max_connections: String(mostConnections),
  superuser_reserved_connections: "3",
  logging_collector: "on",
  log_directory: "log",
  log_filename: "natter.log",
});
const world = await startWorld({}, { databaseUrl: postgres.url });
const app = await createApp(world, "trouble", people);
const storm = await startStorm({
  ...{ app, people, random },
  devicesEach: 1,
  perSecond: 50,
  mostUnsettled: 300,
  databaseUrl: () => postgres.url,
  endpoint: () => world.url,
});

/** Brings about a fault and ends it; throws when it did not come about. */
const troubles: Record<string, () => Promise<void>> = {
  "restarted in a hurry": async () => {
    await postgres.stopFast();
    await postgres.start();
  },
  "a row that everybody needs is locked": async () => {
    const owner = await connect();
    await owner.query("begin");
    await owner.query("set local role natter_app");
    await owner.query("select set_config('natter.app', $1, true)", [app.id]);
    const { rowCount } = await owner.query("select from stream_heads for update");
    if (!rowCount) throw new Error("No row was locked.");
    await pause(quick ? 3_000 : 10_000);
    await owner.query("rollback");
    await owner.end();
  },
  "no connection is free": async () => {
    const taken: Client[] = [];
    // The server's own are ended, so that it has to come by new ones while there are none.
    const first = await connect();
    await first.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user",
    );
    let isFull = false;
    while (!isFull && taken.length < mostConnections)
      await connect().then(
        (client) => taken.push(client),
        () => (isFull = true),
      );
    if (!isFull) throw new Error("There were connections left.");
    await pause(quick ? 3_000 : 8_000);
    for (const client of [first, ...taken]) await client.end().catch(() => undefined);
  },
  "the disk refuses to flush": () =>
    underStrace(
      "fdatasync,fsync,sync_file_range",
      "EIO",
      /PANIC|could not fsync|could not fdatasync|Input\/output error/,
    ),
  "the disk is full": () =>
    underStrace("pwrite64,pwritev,fallocate", "ENOSPC", /No space left on device/),
};

for (let time = 1; time <= times; time += 1) {
  for (const [what, make] of Object.entries(troubles)) {
    const before = storm.acks.length;
    await until(
      () => storm.acks.length > before,
      `Before: ${what}: nothing is acknowledged.`,
      120_000,
    );
    await pause(random() * 1_000);
    try {
      await make();
      faults[what] = (faults[what] ?? 0) + 1;
    } catch (error) {
      problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const over = performance.now();
    const then = storm.acks.length;
    await until(
      () => storm.acks.length > then,
      `${what}: nothing is acknowledged afterwards.`,
      120_000,
    ).catch(({ message }: Error) => problems.push(message));
    const name = `${what}: longest until the next acknowledgement, ms`;
    figures[name] = Math.max(figures[name] ?? 0, performance.now() - over);
    console.log(`${time} of ${times}, ${what}: ${storm.acks.length} acknowledged`);
  }
}
const { problems: found, messages } = await storm.finish();
problems.push(...found);
storm.dispose();
await world.stop();
await postgres.remove();
if (!quick && Object.entries(figures).some(([, ms]) => ms > 10_000))
  notes.push(
    "Longer than ten seconds until the next acknowledgement: see the load of the machine.",
  );

await finish(
  {
    id: "R04",
    pass: problems.length === 0,
    ...{ quick, seed, faults, notes },
    figures: {
      acknowledged: storm.acks.length,
      refused: storm.refused(),
      messages_in_database: messages,
      ...figures,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: postgres.url, connectionTimeoutMillis: 30_000 });
  client.on("error", () => undefined); // it is ended by what is tried here
  await client.connect();
  return client;
}

/** Runs PostgreSQL for a while so that some of its calls to the system fail; whether they did is read in its log. */
async function underStrace(calls: string, error: string, sign: RegExp): Promise<void> {
  if (!hasStrace()) throw new Error("There is no strace here.");
  await postgres.stopFast();
  await postgres.start();
  const before = readLog().length;
  const pids = backends();
  // Of the calls each third fails, so that some of what is under way gets through.
  const args = [
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${calls}`,
    "-e",
    `inject=${calls}:error=${error}:when=3+3`,
  ];
  const tracer = await startTracer([...args, ...pids.flatMap((pid) => ["-p", String(pid)])]);
  await until(
    () => sign.test(readLog().slice(before)),
    `${error} never came about.`,
    20_000,
  ).finally(() => tracer.stop());
  // After a failed flush PostgreSQL ends all sessions and recovers by itself, or has ended.
  await until(
    async () =>
      await connect().then(
        (client) => client.end().then(() => true),
        () => false,
      ),
    "",
    20_000,
  ).catch(async () => {
    await postgres.kill().catch(() => undefined);
    await postgres.start();
  });
}

async function startTracer(args: readonly string[]): Promise<{ stop(): void }> {
  const tracer = spawn("strace", args, { stdio: "ignore" });
  await once(tracer, "spawn");
  return { stop: () => void tracer.kill("SIGINT") };
}

function backends(): number[] {
  const pid = postgres.postmaster();
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return [pid, ...children.map(Number)];
}

function readLog(): string {
  const path = join(postgres.dataFolder, "log", "natter.log");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function hasStrace(): boolean {
  try {
    execFileSync("strace", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
