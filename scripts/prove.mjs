// What `npm run prove -- NAME` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { join } from "node:path";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

/**
 * The suites: what each proves, and the program that does. A program prints what it did, and ends with 1 if it did not hold.
 *
 * @type {Record<string, {proves: string, program: string}>}
 */
const suites = {
  counters: {
    proves:
      "unread, mentions, stars, reactions and members are a recount after random histories of three devices [--seeds N] [--seed S]",
    program: "tests/prove/counters.ts",
  },
  converge: {
    proves:
      "clients over a faulty network end equal to each other and to a fresh fetch (simulated) [--seeds N] [--seed S]",
    program: "tests/prove/converge.ts",
  },
  "converge-real": {
    proves: "the same over real sockets, a real server and a real PostgreSQL [--seeds N]",
    program: "tests/prove/converge-real.ts",
  },
  "client-defects": {
    proves:
      "defects planted in the SDK one by one each turn red a test that was not written for them",
    program: "tests/prove/client-defects.ts",
  },
  R01: {
    proves:
      "kill -9 of the server while people write: nothing acknowledged is lost, doubled or out of order [--quick] [--seed S]",
    program: "tests/prove/kill-server.ts",
  },
  S01: {
    proves:
      "one app's people, on every route with another app's ids, read and change nothing of it [--quick] [--seed S]",
    program: "tests/prove/tenants.ts",
  },
  S05: {
    proves:
      "no operation fails or answers what its document does not say, whatever it is sent [--quick] [--seed S]",
    program: "tests/prove/fuzz-api.ts",
  },
  S12: {
    proves:
      "who is removed, banned, deactivated or signed out hears nothing that is said afterwards [--quick] [--seed S]",
    program: "tests/prove/revocation.ts",
  },
};

const [name, ...options] = process.argv.slice(2);
const suite = name === undefined ? undefined : suites[name];

if (name === undefined || name === "--help") {
  listSuites(console.log);
} else if (suite === undefined) {
  console.error(`There is no suite "${name}".`);
  listSuites(console.error);
  process.exitCode = 2;
} else {
  try {
    await ensureInstalled();
    process.exitCode = await runInOurPlace(findNode(), [join(root, suite.program), ...options], {
      env: toolEnvironment(),
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @param {(line: string) => void} print */
function listSuites(print) {
  print("npm run prove -- NAME");
  for (const [id, { proves }] of Object.entries(suites)) print(`  ${id.padEnd(16)}${proves}`);
}
