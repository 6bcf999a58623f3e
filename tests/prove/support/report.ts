import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

/** What a suite found: which promise, whether it held, under which faults, with which figures. */
export type Report = {
  readonly id: string;
  readonly pass: boolean;
  /** Whether this was the short run. */
  readonly quick: boolean;
  readonly seed: number;
  /** How often each kind of fault was made. */
  readonly faults: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
  /** What did not hold, in sentences; the first twenty. */
  readonly problems: readonly string[];
  /** What else must be known to read the figures. */
  readonly notes?: readonly string[];
};

const folder = fileURLToPath(new URL("../../../reports/", import.meta.url));

/** Prints a report, writes it to `reports/ID.json` with the commit and the machine, and sets how this process ends. */
export async function finish(report: Report, startedAt: Date): Promise<void> {
  const written = {
    ...report,
    startedAt: startedAt.toISOString(),
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
    commit: readCommit(),
    host: {
      cpu: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      os: `${type()} ${release()}`,
      node: process.version,
      load: loadavg()[0] ?? 0,
    },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${report.id}.json`, `${JSON.stringify(written, null, 2)}\n`);
  for (const [name, value] of Object.entries({ ...report.faults, ...report.figures }))
    console.log(`${name.padEnd(36)}${Math.round(value * 100) / 100}`);
  for (const problem of report.problems) console.error(`- ${problem}`);
  console.log(`${report.id}: ${report.pass ? "holds" : "DOES NOT HOLD"} (seed ${report.seed})`);
  process.exitCode = report.pass ? 0 : 1;
}

function readCommit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  try {
    return (
      git("rev-parse", "--short=12", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+")
    );
  } catch {
    return "unknown"; // not a checkout
  }
}
