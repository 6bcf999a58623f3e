// Clients over a network that drops, doubles, delays and disorders, offline spells, killed tabs, restarted servers and
// broken storage: all of them end equal to each other and to a fresh fetch. In virtual time, so that thousands of
// schedules take minutes; the same seed is always the same run.
import { parseArgs } from "node:util";
import { keep, playKept, playSeeds } from "../../packages/client/tests/simulator/run-seeds.ts";
import { finish } from "./support/report.ts";
import { createTally, neverHappened, states } from "../../packages/client/tests/simulator/tally.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});

const only = values.seed === undefined ? null : Number(values.seed);
const count = only === null ? Number(values.seeds) : 1;
const startedAt = new Date();
const tally = createTally();
/** With fewer seeds a rare cell may be empty by chance. */
const seedsForEveryCell = 2_000;
let hashes = 0;

const kept = only === null ? await playKept() : [];
const failures = await playSeeds(
  only ?? Number(values.from),
  count,
  (seed, { hash, lines }) => {
    hashes = (Math.imul(hashes, 31) + Number.parseInt(hash, 16)) >>> 0;
    if (only !== null) console.log(`Seed ${seed}: trace ${hash}, ${lines.length} lines`);
    if (only !== null && values.trace) console.log(lines.join("\n"));
    if (seed % 500 === 0) console.log(`${seed} of ${count}`);
  },
  tally,
);

for (const { schedule, outcome } of kept) {
  console.log(`The kept schedule of seed ${schedule.seed} fails: ${outcome.problems.join("\n  ")}`);
}
for (const failure of failures.slice(0, 5)) {
  const { schedule, outcome } = await keep(failure);
  console.log(`Seed ${schedule.seed} fails; shrunk to ${schedule.steps.length} steps and kept:`);
  console.log(`  ${outcome.problems.join("\n  ")}`);
  for (const step of schedule.steps) console.log(`  ${JSON.stringify(step)}`);
}

const never = only === null ? neverHappened(tally) : { faults: [], cells: [] };
const unmet = [...never.faults, ...(count >= seedsForEveryCell ? never.cells : [])];
console.log(`Faults: ${[...tally.faults].map(([kind, times]) => `${kind} ${times}`).join(", ")}`);
console.log("What happened to a client, by how its connection stood:");
console.log(`  ${"".padEnd(16)}${states.map((state) => state.padStart(13)).join("")}`);
for (const [does, row] of tally.cells) {
  const cells = states.map((state) => String(row.get(state) ?? 0).padStart(13));
  console.log(`  ${does.padEnd(16)}${cells.join("")}`);
}
console.log(`Hash of all traces: ${hashes.toString(16).padStart(8, "0")}`);
await finish(
  {
    ...{ id: "converge", quick: count < 10_000, seed: only ?? Number(values.from) },
    pass: failures.length + kept.length + unmet.length === 0,
    faults: Object.fromEntries(tally.faults),
    figures: { seeds: count, failed: failures.length, kept_schedules_that_fail: kept.length },
    problems: [
      ...failures.map(({ schedule }) => `Seed ${schedule.seed} fails.`),
      ...kept.map(({ schedule }) => `The kept schedule of seed ${schedule.seed} fails.`),
      ...unmet.map((what) => `It never happened, so nothing is proven of it: ${what}`),
    ],
    notes: [`Hash of all traces: ${hashes.toString(16).padStart(8, "0")}.`],
  },
  startedAt,
);
