// The convergence of clients over real sockets, a real server and a real PostgreSQL, each client behind a network on which
// things go wrong: the client's own test of it, with as many seeds as asked for.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "10" } } });
const root = fileURLToPath(new URL("../../", import.meta.url));
const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "packages/client/tests/real-convergence.test.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, REAL_SEEDS: values.seeds } },
);
process.exitCode = status ?? 1;
