// Five devices of one person who reads on all of them, offline too: one read mark in the end, which never went back on any
// of them, and what is unread is a recount. In virtual time; the same seed is always the same run.
import { parseArgs } from "node:util";
import { playSeeds } from "../../packages/client/tests/simulator/run-seeds.ts";
import { makeReadingSchedule } from "../../packages/client/tests/simulator/schedule.ts";
import { createTally } from "../../packages/client/tests/simulator/tally.ts";
import { finish } from "./support/report.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "5000" },
    from: { type: "string", default: "1" },
  },
});
const [count, from] = [Number(values.seeds), Number(values.from)];
const startedAt = new Date();
const tally = createTally();
const onPlayed = (seed: number) => {
  if (seed % 500 === 0) console.log(`${seed} of ${from + count - 1}`);
};
const failures = await playSeeds(from, count, onPlayed, tally, makeReadingSchedule);
await finish(
  {
    ...{ id: "R20", quick: count < 5_000, seed: from, pass: failures.length === 0 },
    faults: Object.fromEntries(tally.faults),
    figures: { seeds: count, devices: 5, failed: failures.length },
    problems: failures
      .slice(0, 20)
      .map(({ schedule, outcome }) => `Seed ${schedule.seed}: ${outcome.problems.join("; ")}`),
  },
  startedAt,
);
