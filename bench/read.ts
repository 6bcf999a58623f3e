// What does a read cost over HTTP, and does it stay the same while the history grows?
//
//   npm run bench -- read                 10,000, 100,000 and 1,000,000 messages
//   npm run bench -- read --quick         1,000 and 10,000
//   npm run bench -- read --sizes 100000  these sizes
//   npm run bench -- read --keep          keeps the filled databases in .cache/, and takes those that are there
//   npm run bench -- read --seconds 10    at most so long for one read over HTTP (20), and at least 10 requests of it
//
// For each size a database is filled (2,000 channels, 10,000 users; the reader is in 500 channels, the largest channel holds
// a tenth of all messages). Every read is then asked over HTTP by one user, one request after the other over a connection
// that stays open, and right after it the same statements are sent to PostgreSQL by a bare driver loop (`sql`): what
// the server sent in a run of its own, each transaction's flights as they were. So `http / sql` is what the server adds,
// and `growth` is the median and the 99th percentile at the largest size over those at the smallest: 1 is flat. Searches may
// grow, nothing else should by more than 2.
import { parseArgs } from "node:util";
import { startBenchPostgres, type BenchPostgres } from "./lib/bench-postgres.ts";
import { percentile } from "./lib/figures.ts";
import { historyPrint } from "./lib/history-print.ts";
import { historySizes } from "./lib/history-sizes.ts";
import { printMachine, printTable, readCommit, readMachine, writeResult } from "./lib/result.ts";
import { benchReads, type BenchRead } from "./lib/reads.ts";
import { runBench } from "./lib/run-bench.ts";
import { connectApi } from "./lib/seed.ts";
import { seedHistory } from "./lib/seed-history.ts";
import type { ServerWorker } from "./lib/server-worker.ts";
import type { SqlWorker } from "./lib/sql-worker.ts";
import { startWorker } from "./lib/worker.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    keep: { type: "boolean", default: false },
    seconds: { type: "string", default: "20" },
    quick: { type: "boolean", default: false },
    sizes: { type: "string" },
  },
});
const usual = options.quick ? "1000,10000" : "10000,100000,1000000";
const sizes = (options.sizes ?? usual).split(",").map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1_000)) {
  console.error("--sizes takes numbers of messages from 1000 on, with commas between.");
  process.exit(2);
}
const seconds = Number(options.seconds);
if (!(seconds > 0)) {
  console.error("--seconds takes a number above 0.");
  process.exit(2);
}
const settings = { requests: options.quick ? 20 : 100, warmUp: 20, connections: 4, seconds };
const fewest = 10;

type Times = { readonly p50: number; readonly p99: number };
type Measured = {
  readonly size: number;
  readonly read: string;
  readonly requests: number;
  readonly http: Times;
  readonly sql: Times;
};

const postgres = await startBenchPostgres(options.keep ? { keep: "read" } : {});
const server = startWorker<ServerWorker>(new URL("./lib/server-worker.ts", import.meta.url));
const sql = startWorker<SqlWorker>(new URL("./lib/sql-worker.ts", import.meta.url));
await runBench({ postgres, workers: [sql, server], run });

async function run(kept: BenchPostgres): Promise<void> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    const url = await fill(kept, size);
    const port = await server.call.open({ url, connections: settings.connections });
    const token = await signIn(port);
    for (const read of benchReads(size)) {
      const latencies = await askOverHttp(port, token, read);
      const replayed = await replay(port, token, read, url);
      const { length: requests } = latencies;
      measured.push({ size, read: read.name, requests, http: timesOf(latencies), sql: replayed });
    }
    await server.call.close(undefined);
    printSize(
      size,
      measured.filter((one) => one.size === size),
    );
  }
  await report(kept.version, measured);
}

/** A database with a history of that size: one that was kept, or filled now. */
async function fill({ keptDatabase }: BenchPostgres, size: number): Promise<string> {
  const startedAt = performance.now();
  const { url, found } = await keptDatabase(
    `bench_read_${size}`,
    await historyPrint(),
    async (empty) => {
      const port = await server.call.open({ url: empty, connections: settings.connections });
      const admin = connectApi(port, await server.call.adminKey(undefined));
      await admin("POST", "/v1/apps", { id: "bench", name: "Bench" });
      await server.call.close(undefined);
      await seedHistory({
        ...{ url: empty, appId: "bench", sizes: historySizes(size) },
        progress: (line) => console.log(`  ${line}`),
      });
    },
  );
  const took = ((performance.now() - startedAt) / 1_000).toFixed(0);
  const how = found ? "kept from before" : `filled in ${took} s`;
  console.log(`${size.toLocaleString("en")} messages, ${how}`);
  return url;
}

async function signIn(port: number): Promise<string> {
  const admin = connectApi(port, await server.call.adminKey(undefined));
  const { secretKey } = await admin("POST", "/v1/apps/bench/keys", {});
  const api = connectApi(port, String(secretKey));
  return String((await api("POST", "/v1/users/u0/tokens", {}))["token"]);
}

/** Asks one after the other, until there were enough or the time is up; each request's milliseconds. */
async function askOverHttp(port: number, token: string, read: BenchRead): Promise<Float64Array> {
  const latencies: number[] = [];
  const until = performance.now() + settings.seconds * 1_000;
  for (let index = -settings.warmUp; index < settings.requests; index += 1) {
    const isLate = performance.now() > until;
    if (isLate && index < 0) index = 0;
    if (isLate && latencies.length >= fewest) break;
    const took = await askOnce(port, token, read, index + settings.warmUp);
    if (index >= 0) latencies.push(took);
  }
  return Float64Array.from(latencies);
}

async function askOnce(
  port: number,
  token: string,
  read: BenchRead,
  index: number,
): Promise<number> {
  const { path, body } = read.request(index);
  const at = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const took = performance.now() - at;
  if (!answer.ok) throw new Error(`${read.name}: ${answer.status} ${text}`);
  if (!read.isGood(JSON.parse(text))) throw new Error(`${read.name} answers ${text.slice(0, 200)}`);
  return took;
}

function timesOf(latencies: Float64Array): Times {
  return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** The same reads once more, their statements kept, and those sent by a bare driver loop. */
async function replay(port: number, token: string, read: BenchRead, url: string): Promise<Times> {
  await server.call.record(undefined);
  const { length: asked } = await askOverHttp(port, token, read);
  const log = await server.call.recorded(undefined);
  await sql.call.load(log);
  const { latencies } = await sql.call.replay({ url, connections: 1, counts: read.statement });
  if (latencies.length < asked) {
    throw new Error(`${read.name}: ${latencies.length} transactions hold ${read.statement}`);
  }
  return timesOf(latencies);
}

function printSize(size: number, list: readonly Measured[]): void {
  console.log(`\n${size.toLocaleString("en")} messages`);
  printTable(
    ["read", "requests", "http p50 ms", "http p99 ms", "sql p50 ms", "sql p99 ms", "http / sql"],
    list.map(({ read, requests, http, sql: bare }) => [
      ...[read, requests, http.p50, http.p99, bare.p50, bare.p99, http.p50 / bare.p50],
    ]),
  );
}

async function report(postgresVersion: string, measured: readonly Measured[]): Promise<void> {
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  const growth: [string, number, number, number, number][] = [];
  for (const { size, read, http, sql: bare } of measured) {
    const key = `${read.replaceAll(" ", "_")}_${size}`;
    Object.assign(figures, {
      ...{ [`${key}_http_p50_ms`]: http.p50, [`${key}_http_p99_ms`]: http.p99 },
      ...{ [`${key}_sql_p50_ms`]: bare.p50, [`${key}_sql_p99_ms`]: bare.p99 },
    });
    ratios[`${key}_http_over_sql`] = http.p50 / bare.p50;
  }
  for (const [read, list] of Map.groupBy(measured, (one) => one.read)) {
    const [first, last] = [list[0], list.at(-1)];
    if (!first || !last) continue;
    const key = `${read.replaceAll(" ", "_")}_growth`;
    const grown = {
      [key]: last.http.p50 / first.http.p50,
      [`${key}_p99`]: last.http.p99 / first.http.p99,
      [`${key}_sql`]: last.sql.p50 / first.sql.p50,
      [`${key}_sql_p99`]: last.sql.p99 / first.sql.p99,
    };
    Object.assign(ratios, grown);
    const [p50 = 0, p99 = 0, sqlP50 = 0, sqlP99 = 0] = Object.values(grown);
    growth.push([read, p50, p99, sqlP50, sqlP99]);
  }
  const result = {
    ...{ bench: "read", commit: readCommit(), machine: readMachine(postgresVersion) },
    ...{ settings: { ...settings, sizes: sizes.join(",") }, figures, ratios },
  };
  printMachine(result);
  console.log(`${sizes.at(-1)} over ${sizes[0]}`);
  printTable(["read", "http p50", "http p99", "sql p50", "sql p99"], growth);
  await writeResult(result, options.json);
}
