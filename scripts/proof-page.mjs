// Writes RELIABILITY.md from the reports of full runs. Dependency-free JavaScript for Node 20.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suites } from "./prove-suites.mjs";

/**
 * What a suite wrote about one run.
 *
 * @typedef {{
 *   id: string, pass: boolean, quick: boolean, seed: number, startedAt: string, seconds: number, commit: string,
 *   host: {cpu: string, cores: number, memoryGb: number, os: string, node: string},
 *   faults: Record<string, number>, figures: Record<string, number>, problems: string[], notes?: string[],
 * }} Report
 */

const page = "RELIABILITY.md";
const template = join("docs", "proof", "template.md");
const kept = join("docs", "proof", "reports");

/**
 * Copies what full runs reported from `reports/` to where it is kept, held or not. A run of a changed checkout is not kept:
 * nobody could repeat it. Answers with the names of the files.
 *
 * @param {string} root
 */
export function keepReports(root) {
  mkdirSync(join(root, kept), { recursive: true });
  const fresh = readReports(join(root, "reports")).filter(
    ({ id, quick, commit }) => id in suites && !quick && !commit.endsWith("+"),
  );
  return fresh.map((report) => {
    const file = join(kept, `${report.id}.json`);
    writeFileSync(join(root, file), `${JSON.stringify(report, null, 2)}\n`);
    return file;
  });
}

/** Writes the page and answers with its name. @param {string} root */
export function writeProofPage(root) {
  writeFileSync(join(root, page), proofPage(root));
  return page;
}

/** Whether the page says what the reports say. @param {string} root */
export function isProofPageTrue(root) {
  return existsSync(join(root, page)) && readFileSync(join(root, page), "utf8") === proofPage(root);
}

/** @param {string} root */
function proofPage(root) {
  const reports = new Map(readReports(join(root, kept)).map((report) => [report.id, report]));
  const [run, waiting] = [
    Object.entries(suites).filter(([id]) => reports.has(id)),
    Object.entries(suites).filter(([id]) => !reports.has(id)),
  ];
  const tested = run.map(([id, { proves }]) =>
    describe(/** @type {Report} */ (reports.get(id)), proves),
  );
  const untested = waiting.map(([id, { proves }]) => `- **${id}**: ${proves}.`);
  return readFileSync(join(root, template), "utf8")
    .replace("<!-- tested -->", () => tested.join("\n\n") || "Nothing yet.")
    .replace("<!-- waiting -->", () => untested.join("\n") || "None.");
}

/**
 * @param {Report} report
 * @param {string} proves
 */
function describe(report, proves) {
  const { id, pass, startedAt, seconds, commit, host, seed, faults, figures } = report;
  const { problems, notes = [] } = report;
  const where = `${host.cpu}, ${host.cores} cores, ${host.memoryGb} GB, ${host.os}, Node ${host.node}`;
  const lines = [
    `### ${id}: ${pass ? "held" : "did NOT hold"}`,
    "",
    `${proves[0]?.toUpperCase()}${proves.slice(1)}.`,
    "",
    `Ran for ${spell(seconds)} on ${startedAt.slice(0, 10)}, commit ${commit}, seed ${seed}; ${where}.`,
    "",
    ...Object.entries({ ...faults, ...figures }).map(
      ([name, value]) => `- ${name.replaceAll("_", " ")}: ${Math.round(value * 100) / 100}`,
    ),
    ...notes.map((note) => `- ${note}`),
    ...problems.map((problem) => `- **Did not hold:** ${problem.replaceAll(/\s+/g, " ")}`),
  ];
  return lines.join("\n");
}

/** @param {number} seconds */
function spell(seconds) {
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 6) / 10} minutes`;
}

/**
 * @param {string} folder
 * @returns {Report[]}
 */
function readReports(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}
