// Fills a database with history that is the same every time, for looking at plans and for whoever wants to see the product full.
//
//   npm run bench -- seed --messages 1000000
//   npm run bench -- seed --url postgres://… --app demo     (the app must be there, and have nothing yet)
//
// Without --url it takes a PostgreSQL of its own, says how long each size takes, and leaves nothing.
import { parseArgs } from "node:util";
import { migrate } from "@natter/server/migrate";
import { Client } from "pg";
import { startBenchPostgres } from "./lib/bench-postgres.ts";
import { historySizes } from "./lib/history-sizes.ts";
import { runBench } from "./lib/run-bench.ts";
import { seedHistory } from "./lib/seed-history.ts";

const { values: options } = parseArgs({
  options: {
    messages: { type: "string", default: "10000" },
    url: { type: "string" },
    app: { type: "string", default: "bench" },
    quick: { type: "boolean", default: false },
  },
});
const messages = Number(options.messages);
if (!Number.isInteger(messages) || messages < 1) {
  console.error("--messages takes a whole number of messages.");
  process.exit(2);
}

if (options.url === undefined) {
  const postgres = await startBenchPostgres();
  await runBench({
    ...{ postgres, workers: [] },
    async run({ createDatabase }) {
      const url = await createDatabase("bench_seed");
      await migrate({ url });
      await insertApp(url);
      await fill(url);
    },
  });
} else {
  await fill(options.url);
}

async function fill(url: string): Promise<void> {
  const startedAt = performance.now();
  const sizes = historySizes(messages);
  await seedHistory({ ...{ url, appId: options.app, sizes }, progress: console.log });
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${JSON.stringify(sizes)} in ${seconds.toFixed(1)} s`);
}

async function insertApp(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("select set_config('natter.app', $1, false)", [options.app]);
  await client.query("set role natter_app");
  await client.query("insert into apps (app_id, name, created_at) values ($1, 'Bench', now())", [
    options.app,
  ]);
  await client.end();
}
