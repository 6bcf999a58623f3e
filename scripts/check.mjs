// What `npm run check` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { join } from "node:path";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runQuietly } from "./run-child.mjs";

/** @typedef {{problems: string[], warnings?: string[]}} Outcome */
/** @typedef {{name: string, cure: string, run: () => Promise<Outcome> | Outcome}} Step */

/** @type {Step[]} */
const steps = [
  {
    name: "format",
    cure: "Run: npm run format",
    run: () => tool("oxfmt/bin/oxfmt", ["--check", "."]),
  },
  {
    name: "lint",
    cure: "Some can be cured by: npx oxlint --fix",
    run: () => tool("oxlint/bin/oxlint", ["--deny-warnings"]),
  },
  {
    name: "types",
    cure: "Make the types true; a cast needs a comment why it is.",
    // The native compiler takes a third of the time; the import rules still need the older one's API.
    run: () => tool("typescript-native/bin/tsc", ["-p", "tsconfig.json", "--pretty", "false"]),
  },
  {
    name: "import rules",
    cure: "rooms.config.cjs says why each rule is there and what to do instead.",
    run: () => importRules("rooms.config.cjs", ["packages", "apps"]),
  },
  {
    name: "imports at run time",
    cure: "rooms.runtime.config.cjs says what to do instead.",
    run: () =>
      importRules("rooms.runtime.config.cjs", [
        "packages/client/src",
        "packages/react/src",
        "apps/web/src",
      ]),
  },
  {
    name: "manifests",
    cure: "A package works alone: it imports what its own package.json lists.",
    run: async () => (await import("./rules/manifests.mjs")).checkManifests(root),
  },
  {
    name: "table owners",
    cure: "A table is read and written by its own room only.",
    run: async () => (await import("./rules/table-owners.mjs")).checkTableOwners(root),
  },
  {
    name: "kit styles",
    cure: "README.md of packages/react, Make it yours.",
    run: async () => (await import("./rules/kit-styles.mjs")).checkKitStyles(root),
  },
  {
    name: "kit layers",
    cure: "Export the hook: it is what a user of the kit needs to write the part anew.",
    run: async () => (await import("./rules/kit-layers.mjs")).checkKitLayers(root),
  },
  {
    name: "kit size",
    cure: "Import lazily what is rarely on screen (loading/lazy-parts.ts), or spend less.",
    run: async () => (await import("./rules/kit-size.mjs")).checkKitSize(root),
  },
  {
    name: "house words",
    cure: "CONTRIBUTING.md, House style.",
    run: async () => (await import("./rules/house-words.mjs")).checkHouseWords(root),
  },
  {
    name: "the kit's page",
    cure: "Run: npm run kit-docs",
    run: async () => (await import("./kit-docs.mjs")).checkKitDocs(),
  },
  {
    name: "file size",
    cure: "Split it by what the parts know, not by length.",
    run: async () => (await import("./rules/file-size.mjs")).checkFileSize(root),
  },
  {
    name: "proof page",
    cure: "Run: npm run prove -- write",
    run: async () => (await import("./rules/proof-page.mjs")).checkProofPage(root),
  },
  {
    name: "unused code",
    cure: "Delete it; git remembers.",
    run: () => tool("knip/bin/knip.js", ["--no-progress", "--no-config-hints"]),
  },
];

try {
  await ensureInstalled();
  const outcomes = await Promise.all(steps.map(runStep));
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * Runs a step and tells how it went as soon as it is over.
 *
 * @param {Step} step
 */
async function runStep({ name, cure, run }) {
  const started = performance.now();
  const { problems, warnings = [] } = await outcomeOf(run);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const lines = [`${problems.length === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)`];
  for (const line of [...problems, ...warnings.map((warning) => `warning: ${warning}`)]) {
    lines.push(line.replaceAll(/^/gm, "      "));
  }
  if (problems.length > 0) lines.push(`      → ${cure}`);
  console.log(lines.join("\n"));
  return problems.length === 0;
}

/**
 * @param {Step["run"]} run
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(run) {
  try {
    return await run();
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/**
 * Runs an installed tool under the repository's Node; what it says is the problem when it fails.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function tool(script, args) {
  const { code, output } = await runQuietly(
    findNode(),
    [join(root, "node_modules", script), ...args],
    {
      cwd: root,
      env: { ...toolEnvironment(), NO_COLOR: "1", FORCE_COLOR: "0" },
    },
  );
  return { problems: code === 0 ? [] : [output.trim() || `It ended with exit code ${code}.`] };
}

/**
 * @param {string} config
 * @param {string[]} folders
 */
function importRules(config, folders) {
  return tool("dependency-cruiser/bin/dependency-cruiser.mjs", [
    ...["--config", config, "--output-type", "err-long"],
    ...folders,
  ]);
}
