// How many messages a second does the server take over HTTP, and how far is that from what its database could do?
//
// 200 channels of 10 members, 32 senders over HTTP with keep-alive, rate limits lifted, relay and projector on and
// drained inside the measured time, PostgreSQL with fsync. Four loops take turns in every round:
//
//   http     the server, driven by a process of its own; from the first request until the relay is drained.
//   sql      a bare driver loop that replays what the warm server sent to the database in a run of its own under the
//            same load: every transaction of sends, relay and projector, in their order, the statements of one flight
//            sent together as the server did, on a copy of the database as it was before that run, so that every
//            parameter is fresh. As many connections as the server's pool.
//   minimal  a fixed transaction on tables of its own: one message row, one counter update; begin, both, and commit
//            are prepared and each is awaited, over as many connections.
//   minimal_pipelined  the same with all four statements in one flight: the most this database gives anybody.
//
// Figures are medians over the rounds. `http_over_sql` says what the server itself costs; `http_over_minimal` also what
// its statements cost, so slow SQL is no gain.
import { startBenchPostgres, type BenchPostgres } from "./lib/bench-postgres.ts";
import { median, percentile } from "./lib/figures.ts";
import type { HttpWorker } from "./lib/http-worker.ts";
import {
  printMachine,
  printTable,
  readBenchOptions,
  readCommit,
  readMachine,
  writeResult,
} from "./lib/result.ts";
import { connectApi, seedChannel, seedUsers } from "./lib/seed.ts";
import type { ServerWorker } from "./lib/server-worker.ts";
import type { SqlWorker } from "./lib/sql-worker.ts";
import { countTransactions } from "./lib/statement-log.ts";
import { runBench } from "./lib/run-bench.ts";
import { startWorker } from "./lib/worker.ts";

const options = readBenchOptions();
const settings = {
  channels: 200,
  members: 10,
  senders: 32,
  connections: 10,
  requests: options.quick ? 2_000 : 6_000,
  rounds: options.quick ? 1 : 3,
  text: "A message of ordinary length, as people write them all day long in a channel of ten.",
};

type Loop = { readonly perSecond: number; readonly p50: number; readonly p99: number };
const loops = ["http", "sql", "minimal", "minimal_pipelined"] as const;
type LoopName = (typeof loops)[number];

const serverArguments = process.env["BENCH_SERVER_ARGS"]?.split(" ") ?? [];

const postgres = await startBenchPostgres();
const server = startWorker<ServerWorker>(new URL("./lib/server-worker.ts", import.meta.url), {
  execArgv: serverArguments,
});
const http = startWorker<HttpWorker>(new URL("./lib/http-worker.ts", import.meta.url));
const sql = startWorker<SqlWorker>(new URL("./lib/sql-worker.ts", import.meta.url));
await runBench({ postgres, workers: [http, sql, server], run });

async function run({ createDatabase, version }: BenchPostgres): Promise<void> {
  const { channels, members, connections, requests, text, senders } = settings;
  const url = await createDatabase("bench_live");
  const port = await server.call.open({ url, connections });
  await seed(port);
  const warm = async (sends: number) => {
    await http.call.send({ port, requests: sends, senders, text });
    await server.call.drained(undefined);
  };
  // Every member of every channel has written once before anything counts.
  await warm(channels * members);
  await createDatabase("bench_before", "bench_live");
  await server.call.record(undefined);
  await sendOverHttp(port);
  const log = await server.call.recorded(undefined);
  const sends = countTransactions(log, "send_message");
  if (sends !== requests) throw new Error(`${sends} of ${requests} sends were recorded`);
  await sql.call.load(log);
  const minimalUrl = await createDatabase("bench_minimal");
  await sql.call.prepareMinimal({ url: minimalUrl, channels });

  const rounds: Record<LoopName, Loop[]> = {
    http: [],
    sql: [],
    minimal: [],
    minimal_pipelined: [],
  };
  for (let round = 1; round <= settings.rounds; round += 1) {
    // The pool may have closed idle connections during the other loops, and new ones have to plan every statement.
    await warm(300);
    rounds.http.push(await sendOverHttp(port));
    const copy = await createDatabase(`bench_replay_${round}`, "bench_before");
    const replay = await sql.call.replay({ url: copy, connections, counts: "send_message" });
    rounds.sql.push(toLoop(requests, replay));
    for (const name of ["minimal", "minimal_pipelined"] as const) {
      const times = await sql.call.minimal({
        ...{ url: minimalUrl, connections, channels, text },
        ...{ transactions: requests, pipelined: name === "minimal_pipelined" },
      });
      rounds[name].push(toLoop(requests, times));
    }
    if (round < settings.rounds) console.log(`round ${round} of ${settings.rounds} is over`);
  }
  await report(version, rounds, log.length / sends);
}

async function seed(port: number): Promise<void> {
  const admin = connectApi(port, await server.call.adminKey(undefined));
  const made = await admin("POST", "/v1/apps", { id: "bench", name: "Bench" });
  const api = connectApi(port, String(made["secretKey"]));
  const { channels, members } = settings;
  const tokens = await seedUsers(api, { users: channels * members, tokens: channels * members });
  const cids: string[] = [];
  for (let channel = 0; channel < channels; channel += 1) {
    const users = Array.from({ length: members }, (_, member) => channel * members + member);
    cids.push(await seedChannel(api, `bench-${channel}`, users));
  }
  // Round by round another member of every channel writes.
  const targets = Array.from({ length: members }, (_, member) =>
    cids.map((cid, channel) => ({ cid, token: tokens[channel * members + member] ?? "" })),
  ).flat();
  await http.call.load(targets);
  await server.call.drained(undefined);
}

async function sendOverHttp(port: number): Promise<Loop> {
  const { requests, senders, text } = settings;
  const startedAt = performance.now();
  const sent = await http.call.send({ port, requests, senders, text });
  await server.call.drained(undefined);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (Object.keys(sent.failures).length > 0) {
    throw new Error(`answers other than 201: ${JSON.stringify(sent.failures)}`);
  }
  return toLoop(requests, { seconds, latencies: sent.latencies });
}

function toLoop(count: number, times: { seconds: number; latencies: Float64Array }): Loop {
  return {
    perSecond: count / times.seconds,
    p50: percentile(times.latencies, 0.5),
    p99: percentile(times.latencies, 0.99),
  };
}

async function report(
  postgresVersion: string,
  rounds: Readonly<Record<LoopName, readonly Loop[]>>,
  transactionsPerSend: number,
): Promise<void> {
  const middle = (name: LoopName): Loop => ({
    perSecond: median(rounds[name].map((loop) => loop.perSecond)),
    p50: median(rounds[name].map((loop) => loop.p50)),
    p99: median(rounds[name].map((loop) => loop.p99)),
  });
  const figures: Record<string, number> = { transactions_per_send: transactionsPerSend };
  for (const name of loops) {
    const { perSecond, p50, p99 } = middle(name);
    Object.assign(figures, {
      [`${name}_per_s`]: perSecond,
      [`${name}_p50_ms`]: p50,
      [`${name}_p99_ms`]: p99,
    });
  }
  // Rates of one round are compared with each other: the machine may be slower in the next.
  const over = (name: LoopName) =>
    median(
      rounds.http.map((loop, index) => loop.perSecond / (rounds[name][index]?.perSecond ?? 0)),
    );
  const ratios = {
    http_over_sql: over("sql"),
    http_over_minimal: over("minimal"),
    http_over_minimal_pipelined: over("minimal_pipelined"),
  };
  const result = {
    bench: "send",
    commit: readCommit(),
    machine: readMachine(postgresVersion),
    settings,
    figures,
    ratios,
  };
  printMachine(result);
  printTable(
    ["loop", "sends/s", "p50 ms", "p99 ms", "http / this"],
    loops.map((name) => {
      const { perSecond, p50, p99 } = middle(name);
      return [name, perSecond, p50, p99, name === "http" ? 1 : over(name)];
    }),
  );
  await writeResult(result, options.json);
}
