// What does a read cost over HTTP, and does it stay the same while the history grows?
//
//   npm run bench -- read                 10,000, 100,000 and 1,000,000 messages
//   npm run bench -- read --quick         1,000 and 10,000
//   npm run bench -- read --sizes 100000  these sizes
//
// For each size a database is filled (2,000 channels, 10,000 users; the reader is in 500 channels, the largest channel holds
// a tenth of all messages). Every read is then asked over HTTP by one user, one request after the other over a connection
// that stays open, and right after it the same statements are sent to PostgreSQL by a bare driver loop (`sql`): what
// the server sent in a run of its own, each transaction's flights as they were. So `http / sql` is what the server adds,
// and `growth` is the median at the largest size over that at the smallest: 1 is flat. Searches may grow, nothing else
// should by more than 2.
import { parseArgs } from "node:util";
import { startBenchPostgres, type BenchPostgres } from "./lib/bench-postgres.ts";
import { percentile } from "./lib/figures.ts";
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
const settings = { requests: options.quick ? 20 : 100, warmUp: 20, connections: 4 };

type Times = { readonly p50: number; readonly p99: number };
type Measured = {
  readonly size: number;
  readonly read: string;
  readonly http: Times;
  readonly sql: Times;
};

const postgres = await startBenchPostgres();
const server = startWorker<ServerWorker>(new URL("./lib/server-worker.ts", import.meta.url));
const sql = startWorker<SqlWorker>(new URL("./lib/sql-worker.ts", import.meta.url));
await runBench({ postgres, workers: [sql, server], run });

async function run({ createDatabase, version }: BenchPostgres): Promise<void> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    const url = await createDatabase(`bench_read_${size}`);
    const port = await server.call.open({ url, connections: settings.connections });
    const token = await fill(port, url, size);
    for (const read of benchReads(size)) {
      const http = await askOverHttp(port, token, read, settings.requests);
      measured.push({ size, read: read.name, http, sql: await replay(port, token, read, url) });
    }
    await server.call.close(undefined);
    printSize(
      size,
      measured.filter((one) => one.size === size),
    );
  }
  await report(version, measured);
}

async function fill(port: number, url: string, size: number): Promise<string> {
  const startedAt = performance.now();
  const admin = connectApi(port, await server.call.adminKey(undefined));
  const made = await admin("POST", "/v1/apps", { id: "bench", name: "Bench" });
  await seedHistory({
    ...{ url, appId: "bench", sizes: historySizes(size) },
    progress: (line) => console.log(`  ${line}`),
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(`${size.toLocaleString("en")} messages, filled in ${seconds} s`);
  const api = connectApi(port, String(made["secretKey"]));
  return String((await api("POST", "/v1/users/u0/tokens", {}))["token"]);
}

async function askOverHttp(
  port: number,
  token: string,
  read: BenchRead,
  requests: number,
): Promise<Times> {
  const latencies = new Float64Array(requests);
  for (let index = -settings.warmUp; index < requests; index += 1) {
    const { path, body } = read.request(index + settings.warmUp);
    const at = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (index >= 0) latencies[index] = performance.now() - at;
    if (!answer.ok) throw new Error(`${read.name}: ${answer.status} ${text}`);
    if (!read.isGood(JSON.parse(text)))
      throw new Error(`${read.name} answers ${text.slice(0, 200)}`);
  }
  return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** The same reads once more, their statements kept, and those sent by a bare driver loop. */
async function replay(port: number, token: string, read: BenchRead, url: string): Promise<Times> {
  await server.call.record(undefined);
  await askOverHttp(port, token, read, settings.requests);
  const log = await server.call.recorded(undefined);
  await sql.call.load(log);
  const { latencies } = await sql.call.replay({ url, connections: 1, counts: read.statement });
  if (latencies.length < settings.requests) {
    throw new Error(`${read.name}: ${latencies.length} transactions hold ${read.statement}`);
  }
  return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

function printSize(size: number, list: readonly Measured[]): void {
  console.log(`\n${size.toLocaleString("en")} messages`);
  printTable(
    ["read", "http p50 ms", "http p99 ms", "sql p50 ms", "sql p99 ms", "http / sql"],
    list.map(({ read, http, sql: bare }) => [
      ...[read, http.p50, http.p99, bare.p50, bare.p99, http.p50 / bare.p50],
    ]),
  );
}

async function report(postgresVersion: string, measured: readonly Measured[]): Promise<void> {
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  const growth: [string, number][] = [];
  for (const { size, read, http, sql: bare } of measured) {
    const key = `${read.replaceAll(" ", "_")}_${size}`;
    Object.assign(figures, {
      ...{ [`${key}_http_p50_ms`]: http.p50, [`${key}_http_p99_ms`]: http.p99 },
      ...{ [`${key}_sql_p50_ms`]: bare.p50, [`${key}_sql_p99_ms`]: bare.p99 },
    });
    ratios[`${key}_http_over_sql`] = http.p50 / bare.p50;
  }
  for (const [read, list] of Map.groupBy(measured, (one) => one.read)) {
    const ratio = (list.at(-1)?.http.p50 ?? Number.NaN) / (list[0]?.http.p50 ?? Number.NaN);
    ratios[`${read.replaceAll(" ", "_")}_growth`] = ratio;
    growth.push([read, ratio]);
  }
  const result = {
    ...{ bench: "read", commit: readCommit(), machine: readMachine(postgresVersion) },
    ...{ settings: { ...settings, sizes: sizes.join(",") }, figures, ratios },
  };
  printMachine(result);
  printTable(["read", `${sizes.at(-1)} over ${sizes[0]}`], growth);
  await writeResult(result, options.json);
}
