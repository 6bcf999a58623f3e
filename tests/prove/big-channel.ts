// R25: one channel with thousands who follow it live, and three messages a second. Is each message at each of them, and how long
// does that take?
import { percentile } from "../../bench/lib/figures.ts";
import { createApp } from "./support/api.ts";
import { calibrate } from "./support/bare-crowd.ts";
import { namePeople, openCrowd } from "./support/crowd.ts";
import { runOpenLoop } from "./support/open-loop.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed, duration, sockets } = readOptions({ duration: 60, sockets: 9_000 });
const viewers = quick ? 600 : sockets;
const seconds = quick ? 5 : duration;
const perSecond = 3;
const problems: string[] = [];

const world = await startWorld();
const people = namePeople(viewers);
const app = await createApp(world, "big", people);
const { cid } = (await app.call("POST", "/v1/channels", { name: "big" }, people[0])).channel;
const path = `/v1/channels/${encodeURIComponent(cid)}`;
for (let from = 1; from < viewers; from += 100)
  await app.call("POST", `${path}/members`, { userIds: people.slice(from, from + 100) }, people[0]);
console.log(`opening ${viewers} sessions`);
const crowd = await openCrowd(world.url, app, people, cid);
const online = await crowd.online();
if (online < viewers) problems.push(`Only ${online} of ${viewers} are online.`);

await say(0, 2);
await crowd.reset();
const loop = await say(1, seconds);
const expected = (loop.sent - loop.failures - loop.unavailable) * viewers;
await until(async () => (await crowd.received()) >= expected, "Late.", 30_000).catch(
  () => undefined, // counted as missing
);
const { latencies, repeated } = await crowd.receipts();
const after = await crowd.online();
if (after < viewers) problems.push(`Only ${after} of ${viewers} stayed online.`);
if (loop.failures > 0) problems.push(`${loop.failures} sends failed.`);
if (latencies.length < expected)
  problems.push(`${expected - latencies.length} of ${expected} receipts are missing.`);
await crowd.stop();
await world.stop();
const bare = await calibrate({
  ...{ perSecond, seconds: Math.min(seconds, 20) },
  ...{ sockets: Math.min(viewers, 4_500), receivers: Math.min(viewers, 4_500) },
});

await finish(
  {
    id: "R25",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: {},
    figures: {
      ...{ viewers: online, messages_a_second: perSecond, seconds },
      messages: loop.sent,
      receipts: latencies.length,
      receipts_missing: expected - latencies.length,
      receipts_repeated: repeated,
      "ack p99, ms": percentile(loop.latencies, 0.99),
      "receipt p50, ms": percentile(latencies, 0.5),
      "receipt p99, ms": percentile(latencies, 0.99),
      "receipt, ms: longest": percentile(latencies, 1),
      "requests made late by, ms: p99": loop.lagMs,
      [`bare WebSockets (${Math.min(viewers, 4_500)}), receipt p50, ms`]: bare.p50,
      [`bare WebSockets (${Math.min(viewers, 4_500)}), receipt p99, ms`]: bare.p99,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function say(round: number, forSeconds: number) {
  return runOpenLoop({
    perSecond,
    seconds: forSeconds,
    make: (number, stamp) => ({
      url: `${world.url}${path}/messages`,
      headers: {
        authorization: `Bearer ${app.secretKey}`,
        "x-natter-user": people[number % viewers] ?? "",
      },
      body: { clientId: `big-${seed}-${round}-${number}`, text: stamp },
    }),
  });
}
