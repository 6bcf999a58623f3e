// What `npm run prove` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { join } from "node:path";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { keepReports, writeProofPage } from "./proof-page.mjs";
import { suites } from "./prove-suites.mjs";
import { runInOurPlace } from "./run-child.mjs";

const [name, ...options] = process.argv.slice(2);

if (name === undefined || name === "--help") {
  listSuites(console.log);
} else if (name === "write") {
  for (const kept of keepReports(root)) console.log(`kept ${kept}`);
  console.log(`wrote ${writeProofPage(root)}`);
} else {
  try {
    await ensureInstalled();
    if (name === "quick") await runQuickTier();
    else await runOne(name);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @param {string} id */
async function runOne(id) {
  const suite = suites[id];
  if (suite) {
    process.exitCode = await run(suite, options);
    return;
  }
  console.error(`There is no suite "${id}".`);
  listSuites(console.error);
  process.exitCode = 2;
}

/** Runs every suite of the quick tier, one after the other, to the end even where one does not hold. */
async function runQuickTier() {
  const failed = [];
  const tier = Object.entries(suites).filter(([, { quick }]) => quick !== null);
  for (const [id, suite] of tier) {
    console.log(`\n${id}: ${suite.proves}`);
    const code = await run(suite, ["--quick", ...options]);
    if (code > 128) process.exit(code); // somebody ended it
    if (code !== 0) failed.push(id);
  }
  console.log(`\n${tier.length - failed.length} of ${tier.length} suites hold`);
  if (failed.length > 0) console.error(`These do not: ${failed.join(", ")}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/**
 * @param {import("./prove-suites.mjs").Suite} suite
 * @param {string[]} args
 */
function run({ program }, args) {
  return runInOurPlace(findNode(), [join(root, program), ...args], { env: toolEnvironment() });
}

/** @param {(line: string) => void} print */
function listSuites(print) {
  print("npm run prove -- ID [--quick] [--seed S]   runs one suite and writes reports/ID.json");
  print("npm run prove -- quick                     runs the quick tier, which npm test runs too");
  print(
    "npm run prove -- write                     keeps the reports of full runs, and writes RELIABILITY.md",
  );
  print("");
  for (const [id, { proves, quick, minutes, options: own = "" }] of Object.entries(suites)) {
    const time = quick === null ? `${minutes} min` : `${quick} s / ${minutes} min`;
    print(`  ${id.padEnd(15)}${time.padEnd(15)}${proves} ${own}`.trimEnd());
  }
}
