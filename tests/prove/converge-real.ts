// The convergence of clients over real sockets, a real server and a real PostgreSQL, each client behind a network on which
// things go wrong: the client's own test of it, with as many seeds as asked for.
import { parseArgs } from "node:util";
import { finish } from "./support/report.ts";
import { runVitest } from "./support/run-vitest.ts";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "200" } } });
const seeds = Number(values.seeds);
const startedAt = new Date();
const { passed, output } = await runVitest("packages/client/tests/real-convergence.test.ts", {
  REAL_SEEDS: values.seeds,
});
const told = /^Faults: (\{.*\})$/m.exec(output)?.[1];
await finish(
  {
    ...{ id: "converge-real", quick: seeds < 200, seed: 1 },
    pass: passed,
    faults: told === undefined ? {} : (JSON.parse(told) as Record<string, number>),
    figures: { seeds },
    problems: passed ? [] : ["Some seeds failed: see what the test printed."],
  },
  startedAt,
);
