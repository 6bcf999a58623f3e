// R17: the server is asked to end and started again, time after time, while people write. No send fails for them, what was under
// way is answered, and sockets are told to come back later.
import { createApp } from "./support/api.ts";
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
const direct = writeDirectly();
let withSendsInFlight = 0;
let saidNotReady = 0;
for (let drain = 1; drain <= drains; drain += 1) {
  await pause(500 + random() * 1_500);
  if (storm.unsettled() > 0 || direct.underWay() > 0) withSendsInFlight += 1;
  const ended = world.drain();
  if (await isNotReady()) saidNotReady += 1;
  await ended;
  await world.start();
  console.log(`drain ${drain} of ${drains}: ${storm.acks.length} acknowledged`);
}
direct.stop();
await until(() => direct.underWay() === 0, "A request was never answered.");
const ended = await storm.finish();
problems.push(...ended.problems);
storm.dispose();
await world.stop();
const notes: string[] = [];
const isLate = direct.longestLagMs() > 200;
if (isLate)
  notes.push(
    `The requests without an SDK were made up to ${Math.round(direct.longestLagMs())} ms late: a connection that says nothing for so long may be closed, so neither they nor /readyz were judged.`,
  );
if (!isLate && saidNotReady < drains)
  problems.push(`/readyz said in ${saidNotReady} of ${drains} drains that it ends.`);
if (!isLate && direct.cut() > 0)
  problems.push(`${direct.cut()} requests that were under way were cut.`);
if (!quick && withSendsInFlight < drains * 0.8) problems.push("The run was too mild.");

await finish(
  {
    id: "R17",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { drains, drains_with_requests_in_flight: withSendsInFlight },
    figures: {
      acknowledged: storm.acks.length,
      "sends that failed for a person": storm.refused(),
      "requests without an SDK, answered": direct.answered(),
      "of those, cut before the answer": direct.cut(),
      "of those, refused since nobody listened": direct.refused(),
      messages_in_database: ended.messages,
    },
    notes,
    problems: problems.slice(0, 20),
  },
  startedAt,
);

/** While it ends, the server says so to whoever spreads the load, and serves on. */
async function isNotReady(): Promise<boolean> {
  for (let tries = 0; tries < 40; tries += 1) {
    const status = await fetch(`${world.url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 503) return true;
    if (status === 0) return false;
    await pause(25);
  }
  return false;
}

const everyMs = 50;

/** Requests by plain HTTP, each on a connection of its own: one that was taken must be answered. */
function writeDirectly() {
  const counts = { answered: 0, cut: 0, refused: 0, underWay: 0 };
  let longestLagMs = 0;
  let turn = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longestLagMs = Math.max(longestLagMs, now - turn - everyMs);
    turn = now;
    counts.underWay += 1;
    fetch(`${world.url}/v1/channels`, {
      headers: {
        authorization: `Bearer ${app.secretKey}`,
        "x-natter-user": people[0] ?? "",
        connection: "close",
      },
    })
      .then((response) => response.text())
      .then(
        () => (counts.answered += 1),
        (error: Error & { cause?: { code?: string } }) => {
          if (error.cause?.code === "ECONNREFUSED") counts.refused += 1;
          else counts.cut += 1;
        },
      )
      .finally(() => (counts.underWay -= 1));
  }, everyMs);
  return {
    longestLagMs: () => longestLagMs,
    answered: () => counts.answered,
    cut: () => counts.cut,
    refused: () => counts.refused,
    underWay: () => counts.underWay,
    stop: () => clearInterval(timer),
  };
}
