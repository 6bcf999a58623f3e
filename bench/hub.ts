// How much does a delivery cost, and how long does it take?
//
// The sender is a process of its own, pinned to one core, the receivers are another on the other core, on bare sockets.
// Beside the hub, in turns, three bare senders put the same bytes on as many WebSockets with nothing in between: one that
// writes each message anew for each receiver, one that shares a ready frame, one that gathers all frames of a turn into
// one write. (a) single messages to 1,000 and 4,000 receivers, (b) 2,000 messages a second in bursts to 500.
//
// Where Go is, a small server on the official centrifuge library stands beside them: the engine of Centrifugo, without
// what Centrifugo puts around it. Centrifugo itself is not measured.
//
// For the hub and that engine: (c) memory of an idle connection with one recoverable subscription, connections a second.
// For the hub alone: (d) how long 9,000 clients take that return all at once, each with something to recover, (e) what one
// client that stopped reading does to a thousand others.
import { buildCentrifuge } from "./lib/centrifuge-sender.ts";
import { median, percentile } from "./lib/figures.ts";
import type { FanOutMode, FanOutPlan, HubWorker } from "./lib/hub-worker.ts";
import type { HubReceiversWorker } from "./lib/hub-receivers-worker.ts";
import {
  printMachine,
  printTable,
  readBenchOptions,
  readCommit,
  readMachine,
  writeResult,
} from "./lib/result.ts";
import { startWorker, type Remote } from "./lib/worker.ts";

const options = readBenchOptions();
const rounds = options.quick ? 1 : 3;
const noCentrifuge = await buildCentrifuge();
const modes: readonly FanOutMode[] = [
  ...(["encode-each", "shared-frame", "gathered-frames", "hub"] as const),
  ...(noCentrifuge === null ? (["centrifuge"] as const) : []),
];
if (noCentrifuge !== null) console.log(`centrifuge: skipped (${noCentrifuge})`);
console.log(
  "centrifugo: skipped (it has no place in this bench; the engine it is built on stands for it)",
);

type Load = FanOutPlan & { readonly name: string; readonly receivers: number };

const loads: readonly Load[] = [
  { name: "single_1000", receivers: 1_000, messages: 60, perTurn: 1, turnEveryMs: 50 },
  { name: "single_4000", receivers: 4_000, messages: 15, perTurn: 1, turnEveryMs: 200 },
  { name: "burst_500", receivers: 500, messages: 4_000, perTurn: 20, turnEveryMs: 10 },
];

type Measured = { perCpuSecond: number; p50: number; p99: number };

const figures: Record<string, number> = {};
const perCpuSecond = new Map<string, number>();

for (const load of loads) {
  const measured = new Map<FanOutMode, Measured[]>(modes.map((mode) => [mode, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const mode of modes) measured.get(mode)?.push(await measure(mode, load));
  }
  const rows = modes.map((mode) => {
    const samples = measured.get(mode) ?? [];
    const [deliveries, p50, p99] = (["perCpuSecond", "p50", "p99"] as const).map((name) =>
      median(samples.map((sample) => sample[name])),
    ) as [number, number, number]; // three names, three medians
    perCpuSecond.set(`${load.name} ${mode}`, deliveries);
    const key = `${load.name}_${mode.replace("-", "_")}`;
    figures[`${key}_deliveries_per_cpu_second`] = deliveries;
    figures[`${key}_p50_ms`] = p50;
    figures[`${key}_p99_ms`] = p99;
    return [mode, deliveries, p50, p99];
  });
  console.log(`\n${load.name}: ${load.messages} messages to ${load.receivers} receivers`);
  printTable(["sender", "deliveries per CPU second", "p50 ms", "p99 ms"], rows);
}

for (const count of [5_000, 9_000]) {
  await measureIdle("hub", count);
  if (noCentrifuge === null) await measureIdle("centrifuge", count);
}
await measureStorm(9_000);
const slowConsumer = await measureSlowConsumer();

const singleOver = (mode: FanOutMode) =>
  Math.min(ratio("single_1000", mode), ratio("single_4000", mode));
const ratios = {
  single_over_shared: singleOver("shared-frame"),
  burst_over_gathered: ratio("burst_500", "gathered-frames"),
  ...(noCentrifuge === null && {
    single_over_centrifuge: singleOver("centrifuge"),
    burst_over_centrifuge: ratio("burst_500", "centrifuge"),
    idle_bytes_over_centrifuge:
      (figures["idle_kb_per_connection"] ?? Number.NaN) /
      (figures["idle_kb_per_connection_9000_centrifuge"] ?? Number.NaN),
  }),
  slow_consumer_p99_ratio: slowConsumer,
};
printTable(["ratio", "value"], Object.entries(ratios));

const result = {
  bench: "hub",
  commit: readCommit(),
  machine: readMachine("none"),
  settings: { rounds },
  figures,
  ratios,
};
printMachine(result);
await writeResult(result, options.json);

function ratio(load: string, mode: FanOutMode): number {
  const hub = perCpuSecond.get(`${load} hub`) ?? Number.NaN;
  return hub / (perCpuSecond.get(`${load} ${mode}`) ?? Number.NaN);
}

type Workers = {
  readonly sender: Remote<HubWorker>;
  readonly receivers: Remote<HubReceiversWorker>;
};

/** A sender and its receivers, each a new process on a core of its own. */
async function withWorkers<Result>(
  mode: FanOutMode,
  run: (workers: Workers, port: number) => Promise<Result>,
): Promise<Result> {
  const sender = startWorker<HubWorker>(new URL("./lib/hub-worker.ts", import.meta.url), {
    execArgv: ["--expose-gc"],
  });
  const receivers = startWorker<HubReceiversWorker>(
    new URL("./lib/hub-receivers-worker.ts", import.meta.url),
  );
  try {
    await sender.call.pin(0);
    await receivers.call.pin(1);
    await receivers.call.expectAnswers(mode === "hub" || mode === "centrifuge");
    const port = await sender.call.open(mode);
    return await run({ sender: sender.call, receivers: receivers.call }, port);
  } finally {
    await receivers.stop();
    await sender.stop();
  }
}

async function measure(mode: FanOutMode, load: Load): Promise<Measured> {
  return withWorkers(mode, async (workers, port) => {
    await workers.receivers.open({ port, count: load.receivers });
    while ((await workers.sender.count(undefined)) < load.receivers) await pause(20);
    return fanOut(workers, load);
  });
}

/** Publishes to receivers that are there, and waits until all have it. */
async function fanOut({ sender, receivers }: Workers, load: Load): Promise<Measured> {
  // The first fifth warms up what the engine compiles as it goes; it is not counted.
  const warmUp = { ...load, messages: Math.ceil(load.messages / 5) };
  const share = 0.998; // one receiver may have stopped, and a few receipts are cut in two
  await receivers.reset(1);
  await sender.publish(warmUp);
  await receivers.until(Math.floor(warmUp.messages * load.receivers * share));
  await pause(100);
  const deliveries = load.messages * load.receivers;
  await receivers.reset(Math.ceil(deliveries / 50_000));
  await sender.publish(load);
  const delays = await receivers.until(Math.floor(deliveries * share));
  const seconds = await sender.cpuSeconds(undefined);
  const [p50, p99] = [percentile(delays, 0.5), percentile(delays, 0.99)];
  return { perCpuSecond: deliveries / seconds, p50, p99 };
}

async function measureIdle(mode: "hub" | "centrifuge", count: number): Promise<void> {
  const of = mode === "hub" ? `${count}` : `${count}_${mode}`;
  await withWorkers(mode, async ({ sender, receivers }, port) => {
    // What the engine takes once, whoever connects, is not the connections'.
    await receivers.open({ port, count: 1_000 });
    await receivers.close(undefined);
    while ((await sender.count(undefined)) > 0) await pause(20);
    const before = await sender.memory(undefined);
    const seconds = await receivers.open({ port, count });
    const bytes = ((await sender.memory(undefined)) - before) / count;
    figures[`idle_kb_per_connection_${of}`] = bytes / 1024;
    figures[`connects_per_second_${of}`] = count / seconds;
    console.log(`\nidle, ${mode}: ${count} connections, ${(bytes / 1024).toFixed(1)} KB each`);
    console.log(`connect and subscribe: ${Math.round(count / seconds)} a second`);
  });
  if (mode === "hub")
    figures["idle_kb_per_connection"] = figures[`idle_kb_per_connection_${of}`] ?? Number.NaN;
}

async function measureStorm(count: number): Promise<void> {
  await withWorkers("hub", async ({ sender, receivers }, port) => {
    await receivers.open({ port, count });
    const since = await sender.position(undefined);
    await receivers.close(undefined);
    while ((await sender.count(undefined)) > 0) await pause(20);
    await sender.publish({ messages: 10, perTurn: 1, turnEveryMs: 1 });
    figures["storm_seconds"] = await receivers.open({ port, count, since });
    figures["storm_recovered"] = await receivers.recovered(undefined);
    const { storm_seconds: seconds, storm_recovered: recovered } = figures;
    console.log(`\nstorm: ${recovered} of ${count} recovered within ${seconds?.toFixed(1)} s`);
  });
}

/** The others' p99 with one client that stopped reading, over theirs without. */
async function measureSlowConsumer(): Promise<number> {
  const load = { name: "slow", receivers: 1_000, messages: 120, perTurn: 1, turnEveryMs: 50 };
  const p99 = async (isStalled: boolean): Promise<number> =>
    withWorkers("hub", async (workers, port) => {
      await workers.receivers.open({ port, count: load.receivers });
      if (isStalled) await workers.receivers.stall(undefined);
      return (await fanOut(workers, load)).p99;
    });
  const samples: { without: number; with: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    samples.push({ without: await p99(false), with: await p99(true) });
  }
  return median(samples.map((sample) => sample.with / sample.without));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
