import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A copy of the packages in which defects can be planted, so that the working copy is never touched. */
export type PlantedCopy = {
  /** Changes a file below packages/, whose every `from` must stand there once; answers with how to undo it. */
  plant(file: string, change: readonly Change[]): () => void;
  /** Runs tests, by their paths from the root, and gives the titles of those that fail, with the file they are in. */
  redTests(tests: readonly string[], environment?: Readonly<Record<string, string>>): string[];
  remove(): void;
};

export type Change = readonly [from: string, to: string];

const root = fileURLToPath(new URL("../../../", import.meta.url));
const copied = ["packages", "SPEC", "scripts", "vitest.config.ts", "package.json", "tsconfig.json"];
// A run that hangs is the defect's doing, and told as such.
const longestRunMs = 900_000;

/** Copies what tests need of the house, beside the installed packages. */
export function copyHouse(): PlantedCopy {
  const copy = mkdtempSync(join(tmpdir(), "natter-planted-"));
  const skipped = /[\\/](node_modules|dist|\.cache)([\\/]|$)/;
  for (const name of copied)
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !skipped.test(source.slice(root.length - 1)),
    });
  linkInstalled(copy);
  return {
    plant(file, change) {
      const path = join(copy, "packages", file);
      const text = readFileSync(path, "utf8");
      const planted = change.reduce((changed, [from, to]) => {
        if (changed.split(from).length !== 2)
          throw new Error(`${file} does not say once "${from}".`);
        return changed.replace(from, () => to);
      }, text);
      writeFileSync(path, planted);
      return () => writeFileSync(path, text);
    },
    redTests: (tests, environment = {}) => redTests(copy, tests, environment),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

/** Everything installed as it is, but for our own packages, which are the copied ones. */
function linkInstalled(copy: string): void {
  mkdirSync(join(copy, "node_modules", "@natter"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")))
    if (name !== "@natter")
      symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  for (const name of readdirSync(join(copy, "packages"))) {
    symlinkSync(join(copy, "packages", name), join(copy, "node_modules", "@natter", name));
    const own = join(root, "packages", name, "node_modules");
    if (existsSync(own)) symlinkSync(own, join(copy, "packages", name, "node_modules"));
  }
}

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};

function redTests(
  copy: string,
  tests: readonly string[],
  environment: Readonly<Record<string, string>>,
): string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const { error, stderr } = spawnSync(
    process.execPath,
    [
      join(copy, "node_modules", "vitest", "vitest.mjs"),
      ...["run", "--project", "parts", "--reporter=json", `--outputFile=${report}`, ...tests],
    ],
    {
      cwd: copy,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: longestRunMs,
    },
  );
  if (!existsSync(report))
    throw new Error(`The tests did not end: ${error?.message ?? String(stderr).slice(-2_000)}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport; // Vitest wrote it
  return testResults.flatMap(({ name, assertionResults, status, message }) => {
    const file = name.slice(copy.length + 1);
    if (assertionResults.length === 0 && status === "failed") return [`${file}: ${message}`];
    return assertionResults
      .filter((result) => result.status === "failed")
      .map(({ title }) => `${file}: ${title}`);
  });
}
