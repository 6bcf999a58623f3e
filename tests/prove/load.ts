// R24: people write by the clock, 200 messages a second over a thousand channels with nine members online in each. How long until a
// message is acknowledged, how long until it is at each member, and is it at each? Beside it, what bare WebSockets take here.
import { percentile } from "../../bench/lib/figures.ts";
import { createApp } from "./support/api.ts";
import { calibrate } from "./support/bare-crowd.ts";
import { inLanes, namePeople, openCrowd } from "./support/crowd.ts";
import { runOpenLoop } from "./support/open-loop.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed, duration, rounds, sockets } = readOptions({
  ...{ duration: 60, rounds: 5, sockets: 9_000 },
});
const random = createRandom(seed);
const membersEach = 9;
const channels = Math.floor((quick ? 180 : sockets) / membersEach);
const perSecond = quick ? 40 : 200;
const seconds = quick ? 5 : duration;
const bars = { ack: 100, receiptMedian: 50, receipt: 150, lag: 10 };
const problems: string[] = [];

const postgres = await startOwnPostgres();
const world = await startWorld({}, { databaseUrl: postgres.url });
const people = namePeople(channels * membersEach);
const app = await createApp(world, "load", people);
const cids: string[] = [];
await inLanes(Array.from({ length: channels }), async (_, index) => {
  const members = people.slice(index * membersEach, (index + 1) * membersEach);
  const body = { name: `channel ${index}`, members };
  cids[index] = (await app.call("POST", "/v1/channels", body, members[0])).channel.cid;
});
console.log(`${channels} channels; opening ${people.length} sessions`);
const crowd = await openCrowd(world.url, app, people);
const online = await crowd.online();
if (online < people.length) problems.push(`Only ${online} of ${people.length} are online.`);

type Round = Awaited<ReturnType<typeof runRound>>;
const all: Round[] = [];
for (let round = 0; round <= (quick ? 1 : rounds); round += 1) {
  const measured = await runRound(round);
  // The first one is for the compiler.
  if (round > 0) all.push(measured);
  console.log(`round ${round}`, measured);
}
const after = await crowd.online();
if (after < people.length) problems.push(`Only ${after} of ${people.length} stayed online.`);
await crowd.stop();
await world.stop();
await postgres.remove();
const bare = await calibrate({
  ...{ perSecond, seconds: Math.min(seconds, 30) },
  ...{ sockets: Math.min(people.length, 3_600), receivers: membersEach },
});

const worst = (of: (round: Round) => number) => Math.max(...all.map(of));
const middle = (of: (round: Round) => number) => percentile(all.map(of), 0.5);
const total = (of: (round: Round) => number) => all.reduce((sum, round) => sum + of(round), 0);
if (total(({ missing }) => missing) > 0)
  problems.push(`${total(({ missing }) => missing)} receipts are missing.`);
if (total(({ failures }) => failures) > 0)
  problems.push(`${total(({ failures }) => failures)} sends failed.`);
if (!quick) {
  if (worst(({ lag }) => lag) > bars.lag)
    problems.push(
      `Void: the requests were made up to ${Math.round(worst(({ lag }) => lag))} ms late (99 of 100); this machine was busy with other things.`,
    );
  if (middle(({ ack }) => ack) > bars.ack) problems.push(`ack p99 is above ${bars.ack} ms`);
  if (middle(({ p50 }) => p50) > bars.receiptMedian)
    problems.push(`receipt p50 is above ${bars.receiptMedian} ms`);
  if (middle(({ p99 }) => p99) > bars.receipt)
    problems.push(`receipt p99 is above ${bars.receipt} ms`);
}

await finish(
  {
    id: "R24",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: {},
    figures: {
      ...{ sessions: online, channels, messages_a_second: perSecond, seconds_each: seconds },
      rounds: all.length,
      messages: total(({ sent }) => sent),
      receipts: total(({ receipts }) => receipts),
      receipts_missing: total(({ missing }) => missing),
      receipts_repeated: total(({ repeated }) => repeated),
      "ack p99, ms: median of rounds": middle(({ ack }) => ack),
      "ack p99, ms: worst round": worst(({ ack }) => ack),
      "receipt p50, ms: median of rounds": middle(({ p50 }) => p50),
      "receipt p99, ms: median of rounds": middle(({ p99 }) => p99),
      "receipt p99, ms: worst round": worst(({ p99 }) => p99),
      "receipt p99.9, ms: median of rounds": middle(({ p999 }) => p999),
      "receipt, ms: longest": worst(({ max }) => max),
      "requests made late by, ms: p99 of the worst round": worst(({ lag }) => lag),
      "bare WebSockets, receipt p50, ms": bare.p50,
      "bare WebSockets, receipt p99, ms": bare.p99,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function runRound(round: number) {
  await crowd.reset();
  const loop = await runOpenLoop({
    perSecond,
    seconds,
    make(number, stamp) {
      const channel = Math.floor(random() * channels);
      const sender = people[channel * membersEach + Math.floor(random() * membersEach)] ?? "";
      return {
        url: `${world.url}/v1/channels/${encodeURIComponent(cids[channel] ?? "")}/messages`,
        headers: { authorization: `Bearer ${app.secretKey}`, "x-natter-user": sender },
        body: { clientId: `load-${seed}-${round}-${number}`, text: stamp },
      };
    },
  });
  const expected = (loop.sent - loop.failures - loop.unavailable) * membersEach;
  await until(async () => (await crowd.received()) >= expected, "Late.", 15_000).catch(
    () => undefined, // counted as missing
  );
  const { latencies, repeated } = await crowd.receipts();
  return {
    ...{ sent: loop.sent, failures: loop.failures + loop.unavailable, lag: loop.lagMs },
    ...{ receipts: latencies.length, missing: expected - latencies.length, repeated },
    ack: percentile(loop.latencies, 0.99),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    p999: percentile(latencies, 0.999),
    max: percentile(latencies, 1),
  };
}
