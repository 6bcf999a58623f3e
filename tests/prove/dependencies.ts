// S23: what is installed is not older than what is known to be safe, comes from the lock file, and has no known hole.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";

const run = promisify(execFile);
const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The first version without a hole that was found in the package, and where it is told of. */
const floors: Record<string, [version: string, reason: string]> = {
  hono: ["4.12.16", "CVE-2026-22817, CVE-2026-22818, CVE-2026-44456"],
  ws: ["8.17.1", "CVE-2024-37890"],
  jose: ["5.0.0", "CVE-2024-28176 was of older lines"],
  pg: ["8.0.0", "older lines are not kept up"],
};

type Lock = {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; link?: boolean; dev?: boolean }
  >;
};
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")) as Lock; // npm wrote it
const installed = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
for (const [path, { version = "0" }] of installed) {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const floor = floors[name];
  if (floor && isOlder(version, floor[0]))
    problems.push(`${name} ${version} is older than ${floor[0]}: ${floor[1]}`);
}
const withoutHash = installed.filter(([, { link, integrity }]) => !link && integrity === undefined);
for (const [path] of withoutHash) problems.push(`${path} has no hash in the lock file`);
const controls = [
  isOlder("4.12.15", "4.12.16"),
  isOlder("8.9.0", "8.17.1"),
  !isOlder("8.17.1", "8.17.1"),
  !isOlder("9.0.0", "8.17.1"),
];
if (controls.includes(false))
  problems.push("Versions are compared wrongly: the floors prove nothing.");

const figures: Record<string, number> = {
  packages_in_the_lock_file: installed.length,
  floors: Object.keys(floors).length,
};
const notes: string[] = [];
const audit = quick ? "it is not asked in the short run" : await askAudit();
if (typeof audit === "string") notes.push(`npm audit was not asked: ${audit}`);
else {
  for (const [severity, count] of Object.entries(audit))
    figures[`known holes, ${severity}`] = count;
  const { high = 0, critical = 0 } = audit;
  if (high + critical > 0)
    problems.push(`npm audit knows ${high + critical} high or critical holes`);
}

await finish(
  {
    id: "S23",
    pass: problems.length === 0,
    quick,
    seed,
    faults: {},
    figures,
    notes,
    problems: problems.slice(0, 20),
  },
  startedAt,
);

/** What `npm audit` knows of what is shipped, by severity; the reason when it cannot be asked. */
async function askAudit(): Promise<Record<string, number> | string> {
  const { stdout } = await run("npm", ["audit", "--omit=dev", "--json"], {
    cwd: root,
    maxBuffer: 1e8,
  }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }), // it ends with 1 where it knows of something
  );
  try {
    const answer = JSON.parse(stdout);
    return answer.metadata?.vulnerabilities ?? "the registry takes no such question";
  } catch {
    return "the registry does not answer";
  }
}

function isOlder(version: string, floor: string): boolean {
  const [one, other] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  for (const [index, part] of (other ?? []).entries()) {
    const own = one?.[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
