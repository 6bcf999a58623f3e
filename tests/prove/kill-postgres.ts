// R03: PostgreSQL is killed, every process of it at once, while people write. The server finds it again by itself, and what was
// acknowledged is there, once, in order, at every device.
import { createApp } from "./support/api.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { finish } from "./support/report.ts";
import { startStorm } from "./support/storm.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 6 }, (_, index) => `person-${index}`);
const kills = quick ? 2 : 20;

const postgres = await startOwnPostgres();
const world = await startWorld({}, { databaseUrl: postgres.url });
const app = await createApp(world, "pgstorm", people);
const storm = await startStorm({
  ...{ app, people, random },
  devicesEach: quick ? 1 : 2,
  perSecond: quick ? 50 : 150,
  mostUnsettled: quick ? 150 : 1_000,
  databaseUrl: () => postgres.url,
  endpoint: () => world.url,
});
let withSendsInFlight = 0;
let longestMs = 0;
for (let kill = 1; kill <= kills; kill += 1) {
  await pause(1_000 + random() * 3_000);
  if (storm.unsettled() > 0) withSendsInFlight += 1;
  await postgres.kill();
  await postgres.start();
  const before = storm.acks.length;
  const back = performance.now();
  await until(() => storm.acks.length > before, "Nothing is acknowledged any more.", 60_000);
  longestMs = Math.max(longestMs, performance.now() - back);
  console.log(`kill ${kill} of ${kills}: ${storm.acks.length} acknowledged`);
}
const { problems, messages } = await storm.finish();
storm.dispose();
await world.stop();
await postgres.remove();
if (!quick && withSendsInFlight < kills * 0.8) problems.push("The run was too mild.");

await finish(
  {
    id: "R03",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { kills_of_postgresql: kills, kills_with_sends_in_flight: withSendsInFlight },
    figures: {
      acknowledged: storm.acks.length,
      refused: storm.refused(),
      messages_in_database: messages,
      devices: storm.devices.length,
      "longest time from PostgreSQL's return to the next acknowledgement, ms": longestMs,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);
