// How fast does an app open on what it has stored, beside the same app with nothing stored? How fast does it apply what
// happened, and what does it hold in memory?
//
// One process, no network: the server is a model in memory that answers at once, the storage a shelf in memory whose every
// record is copied as IndexedDB copies it (structured clone). So the figures say what the SDK itself costs: on a real
// network the cold start without a cache waits for two round trips more, the one from the cache for none.
//
//   cached   from connect() until 100 channels and the open one's messages are in the state, with no server at all
//   empty    the same with an empty storage, the model server answering at once
//   events   10,000 new messages in one open channel, one by one as they come
import { createMemoryStorage, type OpenStorage } from "@natter/client";
import { createModelClient } from "@natter/testing/model/model-client";
import { addMessage } from "@natter/testing/model/model-channel";
import { createModelServer } from "@natter/testing/model/model-server";
import { median } from "./lib/figures.ts";
import {
  printMachine,
  printTable,
  readBenchOptions,
  readCommit,
  readMachine,
  writeResult,
} from "./lib/result.ts";

const options = readBenchOptions();
const rounds = options.quick ? 3 : 9;
const channels = 100;
const messagesPerChannel = 100;
const events = options.quick ? 2_000 : 10_000;
const cids = Array.from({ length: channels }, (_, at) => `messaging:room-${at}`);
const openCid = cids[0] ?? "";

const server = createModelServer();
for (const cid of cids) {
  const channel = server.channel(cid);
  for (let at = 0; at < messagesPerChannel; at += 1) {
    addMessage(channel, "bob", { text: `Message ${at} of ${cid}, about as long as people write.` });
  }
}
server.publish();

const shelf = new Map();
await fillStorage();

const cached: number[] = [];
const empty: number[] = [];
const applied: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  cached.push(await openFromCache());
  empty.push(await openFromNothing());
  applied.push(await applyEvents());
}
const memoryMb = await measureMemory();

const figures = {
  cold_start_cached_ms: median(cached),
  cold_start_empty_ms: median(empty),
  apply_events_ms: median(applied),
  events_per_second: events / (median(applied) / 1_000),
  memory_mb: memoryMb,
};
const result = {
  bench: "client",
  commit: readCommit(),
  machine: readMachine("none"),
  settings: { rounds, channels, messages: channels * messagesPerChannel, events },
  figures,
  ratios: { empty_over_cached: figures.cold_start_empty_ms / figures.cold_start_cached_ms },
};
printMachine(result);
printTable(
  ["figure", "value"],
  Object.entries(figures).map(([name, value]) => [name, value] as const),
);
await writeResult(result, options.json);

function open(storage: OpenStorage) {
  return createModelClient({ persistence: { storage, userId: "ada" } }, server);
}

/** One run of an app that loads everything, so that there is something to open on. */
async function fillStorage(): Promise<void> {
  const model = open(createMemoryStorage(shelf));
  model.client.connect();
  await model.clock.advance(0);
  for (const cid of cids) {
    await model.client.channel(cid).watch();
    await model.client.channel(cid).loadOlder();
  }
  await model.clock.advance(1_000);
  await model.client.flush();
  model.client.dispose();
}

async function openFromCache(): Promise<number> {
  server.fault = () => "network";
  const model = open(createMemoryStorage(shelf));
  const started = performance.now();
  model.client.connect();
  await shown(model.client);
  const took = performance.now() - started;
  model.client.dispose();
  server.fault = () => null;
  return took;
}

async function openFromNothing(): Promise<number> {
  const model = open(createMemoryStorage());
  const started = performance.now();
  model.client.connect();
  void model.client.channel(openCid).watch();
  await shown(model.client);
  const took = performance.now() - started;
  model.client.dispose();
  return took;
}

/** Resolves when every channel is listed and the open one shows its messages. */
function shown(client: ReturnType<typeof open>["client"]): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.store.subscribe(look);
    function look(): void {
      const state = client.store.getState();
      const isListed = Object.keys(state.channels).length >= channels;
      if (!isListed || (state.channels[openCid]?.window.items.length ?? 0) === 0) return;
      stop();
      resolve();
    }
    look();
  });
}

async function applyEvents(): Promise<number> {
  const own = createModelServer();
  const channel = own.channel(openCid);
  const model = createModelClient({}, own);
  model.client.connect();
  await model.clock.advance(0);
  await model.client.channel(openCid).watch();
  model.holding = true;
  for (let at = 0; at < events; at += 1) addMessage(channel, "bob", { text: `Event ${at}` });
  own.publish();
  const started = performance.now();
  for (const event of model.held) model.realtime.feed(event);
  const took = performance.now() - started;
  const last = model.client.store.getState().channels[openCid]?.applied?.eventSeq;
  if (last !== events) throw new Error(`Applied up to ${last}, not ${events}.`);
  model.client.dispose();
  return took;
}

/** What a client with everything in its state adds to the heap. */
async function measureMemory(): Promise<number> {
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const before = process.memoryUsage().heapUsed;
  server.fault = () => "network";
  const model = open(createMemoryStorage(shelf));
  model.client.connect();
  await shown(model.client);
  collect?.();
  const used = process.memoryUsage().heapUsed - before;
  model.client.dispose();
  return used / 2 ** 20;
}
