// How long from a POST until the message is at the other members, and how far is that from bare sockets?
//
// Channels with 10, 100 and 400 online members (each gets the channel's events by their own feed) and with 1,000 (all
// read the channel's own stream). The server is a process of its own on PostgreSQL with fsync; the sender and all
// receivers are another, with one clock. One message after the other: each is awaited at every receiver.
//
// `bare` is a process that takes the same POST and sends a frame of the same bytes to as many WebSockets with nothing
// in between: no database, no relay, no protocol. Both take turns in every round; figures are over all receipts of all
// rounds, one for every message and receiver but the sender.
import { startBenchPostgres, type BenchPostgres } from "./lib/bench-postgres.ts";
import type { BareWorker } from "./lib/bare-worker.ts";
import { percentile } from "./lib/figures.ts";
import type {
  Deliveries,
  DeliveryPlan,
  ReceiversWorker,
  SessionPlan,
} from "./lib/receivers-worker.ts";
import {
  printMachine,
  printTable,
  readBenchOptions,
  readCommit,
  readMachine,
  writeResult,
} from "./lib/result.ts";
import { connectApi, seedChannel, seedUsers, userId, type Api } from "./lib/seed.ts";
import type { ServerWorker } from "./lib/server-worker.ts";
import { runBench } from "./lib/run-bench.ts";
import { startWorker } from "./lib/worker.ts";

const options = readBenchOptions();
const rounds = options.quick ? 1 : 3;
// As many messages per size as give a 99th percentile worth the name, and no more: 1,000 receipts each cost time.
const sizes = [
  { members: 10, messages: 100 },
  { members: 100, messages: 60 },
  { members: 400, messages: 30 },
  { members: 1_000, messages: 20 },
] as const;
const users = Math.max(...sizes.map(({ members }) => members));
const marker = "message-0000000000";
const text = `${marker} of ordinary length, as people write them all day long in a channel.`;

const postgres = await startBenchPostgres();
const server = startWorker<ServerWorker>(new URL("./lib/server-worker.ts", import.meta.url));
const bare = startWorker<BareWorker>(new URL("./lib/bare-worker.ts", import.meta.url));
const receivers = startWorker<ReceiversWorker>(
  new URL("./lib/receivers-worker.ts", import.meta.url),
);
await runBench({ postgres, workers: [receivers, bare, server], run });

type Channel = { readonly members: number; readonly messages: number; readonly cid: string };

async function run({ createDatabase, version }: BenchPostgres): Promise<void> {
  const url = await createDatabase("bench_latency");
  const port = await server.call.open({ url, connections: 10 });
  const admin = connectApi(port, await server.call.adminKey(undefined));
  const made = await admin("POST", "/v1/apps", { id: "bench", name: "Bench" });
  const api = connectApi(port, String(made["secretKey"]));
  const tokens = await seedUsers(api, { users, tokens: 1 });
  const channels: Channel[] = [];
  for (const size of sizes) {
    const everyone = Array.from({ length: size.members }, (_, index) => index);
    channels.push({ ...size, cid: await seedChannel(api, `bench-${size.members}`, everyone) });
  }
  await openSessions(api, port, channels);
  const barePort = await bare.call.open(undefined);
  await receivers.call.openBare({ url: `ws://127.0.0.1:${barePort}`, count: users });

  const samples = new Map<string, Deliveries[]>();
  const add = (key: string, deliveries: Deliveries) =>
    samples.set(key, [...(samples.get(key) ?? []), deliveries]);
  for (let round = 0; round <= rounds; round += 1) {
    for (const channel of channels) {
      const own = await receivers.call.deliver(planNatter(port, tokens[0] ?? "", channel));
      const plain = await receivers.call.deliver(planBare(barePort, channel, own.frame));
      // The first round is for the compiler.
      if (round === 0) continue;
      add(`natter ${channel.members}`, own);
      add(`bare ${channel.members}`, plain);
    }
  }
  await report(version, samples);
}

async function openSessions(api: Api, port: number, channels: readonly Channel[]): Promise<void> {
  const plans: SessionPlan[] = [];
  let url = "";
  for (let user = 0; user < users; user += 1) {
    const { token, path } = await api("POST", "/v1/realtime/token", undefined, userId(user));
    url = `ws://127.0.0.1:${port}${String(path)}`;
    const streams: SessionPlan["streams"][number][] = [];
    for (const { cid, members } of channels) {
      if (user >= members || members <= 500) continue;
      const answer = await api("POST", "/v1/realtime/subscriptions", { cid }, userId(user));
      const durable = answer["durable"] as SessionPlan["streams"][number] | null; // the contract's SubscriptionAnswer
      if (durable === null) throw new Error(`${cid} is not in room mode`);
      streams.push(durable);
    }
    plans.push({ token: String(token), streams });
  }
  await receivers.call.openSessions({ url, plans });
}

function planNatter(port: number, token: string, channel: Channel): DeliveryPlan {
  return {
    sessions: "natter",
    url: `http://127.0.0.1:${port}/v1/channels/${encodeURIComponent(channel.cid)}/messages`,
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ clientId: marker, text }),
    members: channel.members,
    messages: channel.messages,
    pauseMs: 20,
  };
}

function planBare(port: number, channel: Channel, frame: string): DeliveryPlan {
  return {
    sessions: "bare",
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    body: frame,
    members: channel.members,
    messages: channel.messages,
    pauseMs: 20,
  };
}

async function report(
  postgresVersion: string,
  samples: ReadonlyMap<string, readonly Deliveries[]>,
): Promise<void> {
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  let missing = 0;
  for (const { members } of sizes) {
    const own = summarise(samples.get(`natter ${members}`) ?? []);
    const plain = summarise(samples.get(`bare ${members}`) ?? []);
    missing += own.missing + plain.missing;
    Object.assign(figures, {
      [`p50_ms_${members}`]: own.p50,
      [`p99_ms_${members}`]: own.p99,
      [`bare_p50_ms_${members}`]: plain.p50,
      [`bare_p99_ms_${members}`]: plain.p99,
    });
    ratios[`p50_over_bare_${members}`] = own.p50 / plain.p50;
    ratios[`p99_over_bare_${members}`] = own.p99 / plain.p99;
    rows.push([String(members), own.receipts, own.p50, own.p99, plain.p50, plain.p99]);
  }
  figures["missing"] = missing;
  const result = {
    bench: "latency",
    commit: readCommit(),
    machine: readMachine(postgresVersion),
    settings: { rounds, text_bytes: text.length, connections: 10 },
    figures,
    ratios,
  };
  printMachine(result);
  printTable(["members", "receipts", "p50 ms", "p99 ms", "bare p50 ms", "bare p99 ms"], rows);
  await writeResult(result, options.json);
  if (missing > 0) {
    console.error(`${missing} receipts are missing`);
    process.exitCode = 1;
  }
}

function summarise(deliveries: readonly Deliveries[]) {
  const all = deliveries.flatMap(({ latencies }) => [...latencies]);
  return {
    receipts: all.length,
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    missing: deliveries.reduce((sum, one) => sum + one.missing, 0),
  };
}
