// How much does a delivery cost, and how long does it take?
//
// The sender is a process of its own, pinned to one core, the receivers are another on the other core, on bare sockets.
// Beside the hub, in turns, three bare senders put the same bytes on as many WebSockets with nothing in between: one that
// writes each message anew for each receiver, one that shares a ready frame, one that gathers all frames of a turn into
// one write. (a) single messages to 1,000 and 4,000 receivers, (b) 2,000 messages a second in bursts to 500.
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
import { startWorker } from "./lib/worker.ts";

const options = readBenchOptions();
const rounds = options.quick ? 1 : 3;
const modes: readonly FanOutMode[] = ["encode-each", "shared-frame", "gathered-frames", "hub"];

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

const ratios = {
  single_over_shared: Math.min(
    ratio("single_1000", "shared-frame"),
    ratio("single_4000", "shared-frame"),
  ),
  burst_over_gathered: ratio("burst_500", "gathered-frames"),
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

async function measure(mode: FanOutMode, load: Load): Promise<Measured> {
  const sender = startWorker<HubWorker>(new URL("./lib/hub-worker.ts", import.meta.url));
  const receivers = startWorker<HubReceiversWorker>(
    new URL("./lib/hub-receivers-worker.ts", import.meta.url),
  );
  try {
    await sender.call.pin(0);
    await receivers.call.pin(1);
    const port = await sender.call.open(mode);
    await receivers.call.open({ port, count: load.receivers });
    while ((await sender.call.count(undefined)) < load.receivers) await pause(20);
    // The first fifth warms up what the engine compiles as it goes; it is not counted.
    const warmUp = { ...load, messages: Math.ceil(load.messages / 5) };
    await receivers.call.reset(1);
    await sender.call.publish(warmUp);
    await receivers.call.until(Math.floor(warmUp.messages * load.receivers * 0.999));
    await pause(100);
    const deliveries = load.messages * load.receivers;
    await receivers.call.reset(Math.ceil(deliveries / 50_000));
    await sender.call.publish(load);
    const delays = await receivers.call.until(Math.floor(deliveries * 0.999));
    const seconds = await sender.call.cpuSeconds(undefined);
    return {
      perCpuSecond: deliveries / seconds,
      p50: percentile(delays, 0.5),
      p99: percentile(delays, 0.99),
    };
  } finally {
    await receivers.stop();
    await sender.stop();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
