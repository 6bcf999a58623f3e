import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { round } from "./figures.ts";

export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly os: string;
  readonly node: string;
  readonly postgres: string;
};

/** What a bench leaves: its figures and their ratios by name, on which machine and of which commit. */
export type BenchResult = {
  readonly bench: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly settings: Readonly<Record<string, number | string>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
};

/** Reads the options that every bench has. Exits with 2 and a sentence when they are wrong. */
export function readBenchOptions(): { json: string | undefined; quick: boolean } {
  try {
    const { values } = parseArgs({
      options: { json: { type: "string" }, quick: { type: "boolean", default: false } },
    });
    return { json: values.json, quick: values.quick };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

export function readMachine(postgres: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    node: process.version,
    postgres,
  };
}

/** The commit that is measured; `+` says that files differ from it. */
export function readCommit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  try {
    return (
      git("rev-parse", "--short=12", "HEAD") + (git("status", "--porcelain") === "" ? "" : "+")
    );
  } catch {
    return "unknown"; // not a checkout
  }
}

/** Prints rows under their heads, numbers to the right. */
export function printTable(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
) {
  const cells = [heads, ...rows.map((row) => row.map(formatCell))];
  const widths = heads.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  for (const [index, row] of cells.entries()) {
    const line = row.map((cell, column) => {
      const isText = column === 0;
      return isText ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
    });
    console.log(line.join("  "));
    if (index === 0) console.log(widths.map((width) => "-".repeat(width)).join("  "));
  }
}

export function printMachine({ commit, machine }: Pick<BenchResult, "commit" | "machine">): void {
  const { cpu, cores, memoryGb, os, node, postgres } = machine;
  console.log(
    `\n${cpu}, ${cores} cores, ${memoryGb} GB, ${os}; Node ${node}, PostgreSQL ${postgres}; commit ${commit}`,
  );
}

/** Writes the result as JSON where `--json` says, if it says anything. */
export async function writeResult(result: BenchResult, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const rounded = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, round(value)]));
  const text = JSON.stringify(
    { ...result, figures: rounded(result.figures), ratios: rounded(result.ratios) },
    null,
    2,
  );
  await writeFile(file, `${text}\n`);
}

function formatCell(cell: string | number): string {
  return typeof cell === "number" ? round(cell).toLocaleString("en") : cell;
}
