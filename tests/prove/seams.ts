// Channels opened while a hundred messages a second are written to them, with what opens them held up at every seam: the
// client's own test of it, with as many rounds as asked for.
import { parseArgs } from "node:util";
import { finish } from "./support/report.ts";
import { runVitest } from "./support/run-vitest.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "2000" } } });
const rounds = Number(values.rounds);
const startedAt = new Date();
const { passed, output } = await runVitest("packages/client/tests/seam-race.test.ts", {
  SEAM_ROUNDS: values.rounds,
});
const told = /^Held up: (\{.*\})$/m.exec(output)?.[1];
await finish(
  {
    ...{ id: "R08", quick: rounds < 2_000, seed: 1 },
    pass: passed,
    faults: told === undefined ? {} : (JSON.parse(told) as Record<string, number>),
    figures: { rounds },
    problems: passed ? [] : ["Some rounds failed: see what the test printed."],
  },
  startedAt,
);
