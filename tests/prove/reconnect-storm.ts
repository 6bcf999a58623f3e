// R16: the server is killed with everybody online. All come back and have what was said meanwhile, with the pauses that the SDK makes
// and, worse than any SDK, all at once. What people send while that goes on is acknowledged.
import { Client } from "pg";
import { percentile } from "../../bench/lib/figures.ts";
import { createApp } from "./support/api.ts";
import { inLanes, namePeople, openCrowd } from "./support/crowd.ts";
import { runOpenLoop } from "./support/open-loop.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import type { Return } from "./support/sessions-worker.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed, sockets } = readOptions({ sockets: 9_000 });
const membersEach = 9;
const channels = Math.floor((quick ? 450 : sockets) / membersEach);
const perSecond = 20;
const problems: string[] = [];
const figures: Record<string, number> = {};
/** Seconds from the moment the server serves again until the last one is back. */
const bars: Record<Exclude<Return, "never">, number> = { jittered: 30, "at-once": 60 };
const mostQueries = 2;

const world = await startWorld();
const people = namePeople(channels * membersEach);
const app = await createApp(world, "comeback", people);
const cids: string[] = [];
await inLanes(Array.from({ length: channels }), async (_, index) => {
  const members = people.slice(index * membersEach, (index + 1) * membersEach);
  const body = { name: `channel ${index}`, members };
  cids[index] = (await app.call("POST", "/v1/channels", body, members[0])).channel.cid;
});
const database = new Client({ connectionString: world.databaseUrl });
await database.connect();
console.log(`opening ${people.length} sessions`);
const crowd = await openCrowd(world.url, app, people);
figures["sessions"] = await crowd.online();

for (const how of ["jittered", "at-once"] as const) await runStorm(how);

await crowd.stop();
await database.end();
await world.stop();
await finish(
  {
    id: "R16",
    pass: problems.length === 0,
    ...{ quick, seed, figures },
    faults: { "kills of the server with everybody online": 2 },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function runStorm(how: "jittered" | "at-once"): Promise<void> {
  await crowd.reset();
  const before = await crowd.counts();
  await crowd.whenCut(how);
  await world.kill();
  await until(async () => (await crowd.online()) === 0, "A session outlives its server.");
  await world.start();
  const idle = await transactions();
  const returning = crowd.allBack(180_000).catch(({ message }: Error) => {
    problems.push(`${how}: ${message}`);
    return 180_000;
  });
  // People write while everybody comes back; whoever is not back yet gets it with their return.
  const loop = await runOpenLoop({
    ...{ perSecond, seconds: quick ? 4 : 20 },
    make: (number, stamp) => {
      const channel = number % channels;
      return {
        url: `${world.url}/v1/channels/${encodeURIComponent(cids[channel] ?? "")}/messages`,
        headers: {
          authorization: `Bearer ${app.secretKey}`,
          "x-natter-user": people[channel * membersEach] ?? "",
        },
        body: { clientId: `back-${seed}-${how}-${number}`, text: stamp },
      };
    },
  });
  const seconds = (await returning) / 1_000;
  const after = await crowd.counts();
  const expected = (loop.sent - loop.failures - loop.unavailable) * membersEach;
  await until(async () => (await crowd.received()) >= expected, "Late.", 30_000).catch(
    () => undefined,
  ); // counted as missing
  const missing = Math.max(0, expected - (await crowd.received()));
  const queries = ((await transactions()) - idle) / people.length;
  figures[`${how}: seconds until all were back`] = seconds;
  figures[`${how}: recovered without a gap`] = after.recovered - before.recovered;
  figures[`${how}: told to sync`] = after.lost - before.lost;
  figures[`${how}: syncs`] = after.syncs - before.syncs;
  figures[`${how}: tries that failed`] = after.failedTries - before.failedTries;
  figures[`${how}: transactions for each session, those of the messages included`] = queries;
  figures[`${how}: sends meanwhile`] = loop.sent;
  figures[`${how}: sends that failed`] = loop.failures;
  figures[`${how}: sends that were asked to come again (503)`] = loop.unavailable;
  figures[`${how}: ack p99, ms`] = percentile(loop.latencies, 0.99);
  figures[`${how}: receipts missing`] = missing;
  if (missing > 0) problems.push(`${how}: ${missing} of ${expected} receipts are missing.`);
  if (loop.failures > 0) problems.push(`${how}: ${loop.failures} sends failed.`);
  if (quick) return; // no bars in time on a machine that does other things
  if (seconds > bars[how]) problems.push(`${how}: it took ${Math.round(seconds)} s.`);
  if (queries > mostQueries) problems.push(`${how}: ${queries} transactions for each session.`);
  if (how === "jittered" && percentile(loop.latencies, 0.99) > 1_000)
    problems.push(`${how}: the 99th of 100 acknowledgements took more than a second.`);
}

/** Transactions that the database has committed so far, ours included. */
async function transactions(): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    "select xact_commit as count from pg_stat_database where datname = current_database()",
  );
  return Number(rows[0]?.count);
}
