// R01: the server is killed again and again while people write. What was acknowledged is there, once, in order, and all
// devices end with the same.
import { createApp } from "./support/api.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startStorm } from "./support/storm.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const people = Array.from({ length: 8 }, (_, index) => `person-${index}`);
// As many as there must be, and more until enough was said for them to mean something.
const fewestKills = quick ? 5 : 50;
const mostKills = 400;
const enoughAcks = quick ? 0 : 20_000;

const world = await startWorld();
const app = await createApp(world, "storm", people);
const storm = await startStorm({
  ...{ app, people, random },
  devicesEach: 1,
  perSecond: quick ? 100 : 250,
  mostUnsettled: quick ? 150 : 2_000,
  databaseUrl: () => world.databaseUrl,
  endpoint: () => world.url,
});
let withSendsInFlight = 0;
let kills = 0;
while (kills < fewestKills || (storm.acks.length < enoughAcks && kills < mostKills)) {
  // A server that is killed before it serves again is killed idle: the clock runs from its first acknowledgement.
  const before = storm.acks.length;
  await until(() => storm.acks.length > before, "Nothing is acknowledged any more.");
  await pause(500 + random() * 3_500);
  if (storm.unsettled() > 0) withSendsInFlight += 1;
  await world.kill();
  await world.start();
  kills += 1;
  console.log(`kill ${kills}: ${storm.acks.length} acknowledged, ${storm.unsettled()} under way`);
}
const { problems, messages } = await storm.finish();
storm.dispose();
await world.stop();

const enough = quick || (storm.acks.length >= enoughAcks && withSendsInFlight >= kills * 0.8);
if (!enough)
  problems.push(
    "The run was too mild: 20,000 sends, and four of five kills into sends, are asked for.",
  );
await finish(
  {
    id: "R01",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { kills, kills_with_sends_in_flight: withSendsInFlight },
    figures: {
      acknowledged: storm.acks.length,
      refused: storm.refused(),
      messages_in_database: messages,
      devices: storm.devices.length,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);
