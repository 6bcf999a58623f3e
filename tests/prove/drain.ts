// R17: the server is asked to end and started again, time after time, while people write. No send fails for them, and a load
// balancer that stops when /readyz says so loses no request. Once whoever asked loses patience and kills it in between.
import { startWorker } from "../../bench/lib/worker.ts";
import { createApp } from "./support/api.ts";
import type { BalancerWorker } from "./support/balancer-worker.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startStorm } from "./support/storm.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 6 }, (_, index) => `person-${index}`);
const drains = quick ? 2 : 20;
const drainSeconds = quick ? 1 : 3;
const problems: string[] = [];

const world = await startWorld({ NATTER_DRAIN_SECONDS: String(drainSeconds) });
const app = await createApp(world, "drains", people);
const storm = await startStorm({
  ...{ app, people, random },
  devicesEach: quick ? 1 : 2,
  perSecond: quick ? 40 : 100,
  mostUnsettled: quick ? 100 : 500,
  databaseUrl: () => world.databaseUrl,
  endpoint: () => world.url,
});
const balancer = startWorker<BalancerWorker>(
  new URL("./support/balancer-worker.ts", import.meta.url),
);
await balancer.call.start({
  url: world.url,
  headers: { authorization: `Bearer ${app.secretKey}`, "x-natter-user": people[0] ?? "" },
});
let withSendsInFlight = 0;
for (let drain = 1; drain <= drains; drain += 1) {
  const { answered } = await balancer.call.counts(undefined);
  await until(
    async () => (await balancer.call.counts(undefined)).answered > answered,
    "No request is answered any more.",
  );
  await pause(500 + random() * 1_500);
  if (storm.unsettled() > 0) withSendsInFlight += 1;
  await world.drain();
  await world.start();
  console.log(`drain ${drain} of ${drains}: ${storm.acks.length} acknowledged`);
}
await balancer.call.stop(undefined);
await until(
  async () => (await balancer.call.counts(undefined)).underWay === 0,
  "A request was never answered.",
);
const counts = await balancer.call.counts(undefined);
await balancer.stop();

// Whoever asked has less patience than the drain takes.
const cutShort = world.drain();
await pause((drainSeconds * 1_000) / 3);
await world.kill();
await cutShort;
await world.start();

const ended = await storm.finish();
problems.push(...ended.problems);
storm.dispose();
await world.stop();
if (counts.farewells < drains)
  problems.push(`/readyz said in ${counts.farewells} of ${drains} drains that it ends.`);
if (counts.cut > 0) problems.push(`${counts.cut} requests that were under way were cut.`);
if (counts.refused > 0)
  problems.push(`${counts.refused} requests found nobody, though /readyz had not said so.`);
if (!quick && withSendsInFlight < drains * 0.8) problems.push("The run was too mild.");

await finish(
  {
    id: "R17",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { drains, drains_with_sends_in_flight: withSendsInFlight, drains_cut_short: 1 },
    figures: {
      acknowledged: storm.acks.length,
      "sends that failed for a person": storm.refused(),
      "requests of the load balancer, answered": counts.answered,
      "of those, cut before the answer": counts.cut,
      "of those, refused since nobody listened": counts.refused,
      messages_in_database: ended.messages,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);
