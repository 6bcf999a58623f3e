// R13 and R14: realtime is away while HTTP works, again and again, and then frames are lost on sockets that stay up. Sends are
// acknowledged all the while, and every device ends complete without a reload.
import { startFaultProxy } from "@natter/testing/fault-proxy";
import { createApp } from "./support/api.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startStorm } from "./support/storm.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 4 }, (_, index) => `person-${index}`);
const outages = quick ? 2 : 20;
const problems: string[] = [];

const world = await startWorld();
const app = await createApp(world, "noline", people);
const port = Number(new URL(world.url).port);
const proxies = await Promise.all(people.map(() => startFaultProxy(port)));
const storm = await startStorm({
  ...{ app, people, random },
  devicesEach: 1,
  perSecond: quick ? 20 : 40,
  mostUnsettled: 150,
  databaseUrl: () => world.databaseUrl,
  endpoint: (device) => proxies[device]?.url ?? "",
});

const areAllOnline = () =>
  storm.devices.every(({ client }) => client.store.getState().connection === "online");
let silentOutages = 0;
let longestMs = 0;
for (let outage = 1; outage <= outages; outage += 1) {
  await untilOnline();
  await pause(500 + random() * 1_500);
  for (const proxy of proxies) proxy.realtimeOffline = true;
  const before = storm.acks.length;
  await pause(quick ? 2_000 : 3_000 + random() * 4_000);
  if (storm.acks.length === before) silentOutages += 1;
  for (const proxy of proxies) proxy.realtimeOffline = false;
}
if (silentOutages > 0) problems.push(`In ${silentOutages} outages nothing was acknowledged.`);

// Each third frame from the server is lost, and the sockets stay up.
await untilOnline();
let frames = 0;
for (const proxy of proxies)
  proxy.passFrame = (text) => !text.includes('"pub"') || (frames += 1) % 3 !== 0;
await pause(quick ? 3_000 : 20_000);
for (const proxy of proxies) proxy.passFrame = null;
const lost = proxies.reduce((sum, { used }) => sum + used.lostFrames, 0);
const cuts = proxies.reduce((sum, { used }) => sum + used.cuts, 0);
if (lost === 0) problems.push("No frame was lost: the second half proves nothing.");
const before = storm.devices.length;
const ended = await storm.finish();
problems.push(...ended.problems);
storm.dispose();
for (const proxy of proxies) await proxy.stop();
await world.stop();

await finish(
  {
    id: "R13",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { outages_of_realtime: outages, sockets_cut: cuts, frames_lost_on_live_sockets: lost },
    figures: {
      acknowledged: storm.acks.length,
      refused: storm.refused(),
      messages_in_database: ended.messages,
      devices: before,
      "longest time from realtime's return until all devices were online, ms": longestMs,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

/** An outage that nobody is there for is none. */
async function untilOnline(): Promise<void> {
  const start = performance.now();
  await until(areAllOnline, "Somebody does not come back online.").catch(({ message }: Error) =>
    problems.push(message),
  );
  longestMs = Math.max(longestMs, performance.now() - start);
}
