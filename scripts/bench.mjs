// What `npm run bench -- NAME` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

const [name, ...options] = process.argv.slice(2);
const benches = readdirSync(join(root, "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""));

if (name === undefined || name === "--help") {
  listBenches(console.log);
} else if (!benches.includes(name)) {
  console.error(`There is no bench "${name}".`);
  listBenches(console.error);
  process.exitCode = 2;
} else {
  try {
    await ensureInstalled();
    process.exitCode = await runInOurPlace(
      findNode(),
      [join(root, "bench", `${name}.ts`), ...options],
      { env: toolEnvironment() },
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @param {(line: string) => void} print */
function listBenches(print) {
  print("npm run bench -- NAME [--json FILE] [--quick]");
  for (const bench of benches) print(`  ${bench}`);
}
