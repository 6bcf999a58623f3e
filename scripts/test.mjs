// What `npm test` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureStorybook } from "./build-storybook.mjs";
import { ensureWebApp } from "./build-web.mjs";
import { ensureChromium } from "./chromium.mjs";
import { heldBack } from "./held-back.mjs";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

/** @typedef {{file: string, title: string, reason?: string}} Skipped */

const filters = process.argv.slice(2);

/** Tests outside the packages use the whole product: the built web app, the Storybook and a browser. */
const needsEverything = isAsked(/^(\.\/)?(tests|apps)\b/);
const needsWebApp = isAsked(/^(\.\/)?(tests(?!\/(stories|rules))|apps)\b/);
const needsStorybook = isAsked(/^(\.\/)?tests(\/stories.*|\/?)$/);

const asksForHeldBack = filters.some((path) =>
  Object.keys(heldBack).some(
    (file) => file.startsWith(path.replace(/^\.\//, "")) && path.length > 14,
  ),
);

const notes = /** @type {string[]} */ ([]);
let broken = 0;

try {
  await ensureInstalled();
  const environment = {
    ...toolEnvironment(),
    ...(needsEverything ? await prepareEverything() : {}),
    ...(asksForHeldBack ? { RUN_HELD_BACK: "1" } : {}),
  };
  const summary = await runTests(environment);
  const left = filters.length === 0 ? heldBackAsSkipped() : [];
  report({ ...summary, skipped: [...summary.skipped, ...left] });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  report({ passed: 0, failed: 1, skipped: [] });
}

/** @returns {Skipped[]} */
function heldBackAsSkipped() {
  return Object.entries(heldBack).map(([file, reason]) => ({ file, title: "all tests", reason }));
}

async function prepareEverything() {
  const chromium = await ensureChromium();
  if (!chromium.path) notes.push(`Browser tests were skipped: ${chromium.reason}.`);
  if (needsWebApp) await orBroken(ensureWebApp());
  if (needsStorybook) await orBroken(ensureStorybook());
  return chromium.path ? { CHROMIUM_PATH: chromium.path } : {};
}

/** @param {Promise<void>} build */
function orBroken(build) {
  return build.catch((error) => {
    broken += 1;
    console.error(error.message);
  });
}

/** @param {RegExp} places */
function isAsked(places) {
  return filters.length === 0 || filters.some((path) => places.test(path));
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<{passed: number, failed: number, skipped: Skipped[]}>}
 */
async function runTests(environment) {
  const folder = mkdtempSync(join(tmpdir(), "natter-test-run-"));
  const file = join(folder, "summary.json");
  try {
    const code = await runInOurPlace(
      findNode(),
      [
        join(root, "node_modules", "vitest", "vitest.mjs"),
        ...[
          "run",
          "--reporter=default",
          `--reporter=${join(root, "scripts", "test-reporter.mjs")}`,
        ],
        ...filters,
      ],
      { cwd: root, stdio: "inherit", env: { ...environment, TEST_SUMMARY_FILE: file } },
    );
    const summary = readSummary(file);
    // Whatever Vitest holds against the run counts, even where no test can be named.
    return code !== 0 && summary.failed === 0 ? { ...summary, failed: 1 } : summary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function readSummary(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: [] }; // it ended before the end of the run: its exit code counts
  }
}

/** @param {{passed: number, failed: number, skipped: Skipped[]}} summary */
function report({ passed, failed, skipped }) {
  for (const line of groupByFile(skipped)) console.log(`skipped: ${line}`);
  for (const note of notes) console.log(note);
  const ranNothing = passed + failed === 0;
  if (ranNothing) console.log("No test ran. Is the path right?");
  console.log(`${passed} passed, ${failed + broken} failed, ${skipped.length} skipped`);
  process.exitCode = failed + broken > 0 || ranNothing ? 1 : 0;
}

/**
 * One line for each file and reason. A test without a reason takes its file's, if there is one.
 *
 * @param {Skipped[]} skipped
 */
function groupByFile(skipped) {
  const reasons = new Map(skipped.flatMap(({ file, reason }) => (reason ? [[file, reason]] : [])));
  const groups = /** @type {Map<string, string[]>} */ (new Map());
  for (const { file, title, reason } of skipped) {
    const key = `${file} (${reason ?? reasons.get(file) ?? "no reason given"})`;
    groups.set(key, [...(groups.get(key) ?? []), title]);
  }
  return [...groups].map(([key, titles]) => {
    return titles.length === 1 ? `${titles[0]}, in ${key}` : `${titles.length} tests in ${key}`;
  });
}
