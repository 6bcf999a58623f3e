// Every counter against a naive recount, after random histories of three devices at once on a real server and database.
import { parseArgs } from "node:util";
import {
  counterActions,
  counterChecks,
  runSeeds,
  threadActions,
  threadChecks,
} from "@natter/testing/histories";
import { startTestServer } from "@natter/testing/test-server";
import { migrate } from "@natter/server/migrate";
import { startThrowawayPostgres } from "@natter/server/throwaway-postgres";
import { finish } from "./support/report.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string" }, seed: { type: "string" } },
});
const first = Number(values.seed ?? 1);
const count = Number(values.seeds ?? (values.seed === undefined ? 5_000 : 1));
if (![first, count].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error("counters: --seeds and --seed are positive whole numbers.");
  process.exit(2);
}

const postgres = await startThrowawayPostgres({ progress: (line) => console.log(line) });
await migrate({ url: postgres.url });
const server = await startTestServer({ databaseUrl: postgres.url });
const plan = { actions: counterActions, checks: counterChecks };
const startedAt = new Date();
let problem: string | null = null;
try {
  await runSeeds(server, plan, { first, count, onDone: tell });
  // Users of their own, so that neither plan meets what the other left; of one seed alone the threads come last.
  const threads = { actions: threadActions, checks: threadChecks, steps: 12 };
  const from = count === 1 ? first : first + count;
  await runSeeds(server, threads, { first: from, count, onDone: tell });
  console.log(`counters: ${count} histories, every counter a recount.`);
} catch (error) {
  console.error(error);
  problem = error instanceof Error ? error.message : String(error);
}
await server.stop();
await postgres.stop({ keep: false });
await finish(
  {
    ...{ id: "counters", quick: count < 5_000, seed: first, pass: problem === null, faults: {} },
    figures: { histories: 2 * count, devices: 3 },
    problems: problem === null ? [] : [problem],
  },
  startedAt,
);

/** Says now and then how far it has come. */
function tell(done: number): void {
  if (done % 200 !== 0 && done !== count) return;
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000);
  console.log(`counters: ${done} of ${count} histories in ${seconds} s`);
}
