// Clients over a network that drops, doubles, delays and disorders, offline spells, killed tabs, restarted servers and
// broken storage: all of them end equal to each other and to a fresh fetch. In virtual time, so that thousands of
// schedules take minutes; the same seed is always the same run.
import { parseArgs } from "node:util";
import { keep, playKept, playSeeds } from "../../packages/client/tests/simulator/run-seeds.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "500" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});

const only = values.seed === undefined ? null : Number(values.seed);
const count = only === null ? Number(values.seeds) : 1;
const started = performance.now();
const does = new Map<string, number>();
let hashes = 0;

const kept = only === null ? await playKept() : [];
const failures = await playSeeds(only ?? 1, count, (seed, { hash, lines }) => {
  hashes = (Math.imul(hashes, 31) + Number.parseInt(hash, 16)) >>> 0;
  for (const line of lines) countStep(line);
  if (only !== null) console.log(`Seed ${seed}: trace ${hash}, ${lines.length} lines`);
  if (only !== null && values.trace) console.log(lines.join("\n"));
  if (seed % 500 === 0) console.log(`${seed} of ${count}`);
});

for (const { schedule, outcome } of kept) {
  console.log(`The kept schedule of seed ${schedule.seed} fails: ${outcome.problems.join("\n  ")}`);
}
for (const failure of failures.slice(0, 5)) {
  const { schedule, outcome } = await keep(failure);
  console.log(`Seed ${schedule.seed} fails; shrunk to ${schedule.steps.length} steps and kept:`);
  console.log(`  ${outcome.problems.join("\n  ")}`);
  for (const step of schedule.steps) console.log(`  ${JSON.stringify(step)}`);
}

const seconds = ((performance.now() - started) / 1_000).toFixed(1);
console.log(`Faults and deeds: ${[...does].map(([what, times]) => `${what} ${times}`).join(", ")}`);
console.log(`Hash of all traces: ${hashes.toString(16).padStart(8, "0")}`);
console.log(`${count} seeds, ${failures.length + kept.length} failed, ${seconds} s`);
process.exitCode = failures.length + kept.length > 0 ? 1 : 0;

/** Steps are noted as `time what who where which`; calls otherwise. */
function countStep(line: string): void {
  const [, what] = /^\d+ ([a-z ]+) \d+ \d+ \d+$/.exec(line) ?? [];
  if (what !== undefined) does.set(what, (does.get(what) ?? 0) + 1);
}
