// Plants the defects of tests/prove/defects in a copy of the house, one by one, and runs the tests that lie nearest: each has to turn
// red a test that was not written for it. A test that no defect turns red proves nothing.
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
import { parseArgs } from "node:util";
import { defects, type Defect } from "./defects/defects.ts";
import { finish } from "./support/report.ts";

const startedAt = new Date();
const { values } = parseArgs({
  options: { only: { type: "string" }, quick: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL("../../", import.meta.url));
const chosen = defects.filter(
  ({ id }) => values.only === undefined || values.only.split(",").includes(id),
);
const problems: string[] = [];
const notes: string[] = [];

const copy = mkdtempSync(join(tmpdir(), "natter-planted-"));
try {
  makeCopy();
  const whole = redTests([...new Set(chosen.flatMap(({ tests }) => tests))]);
  if (whole.length > 0) throw new Error(`Red without any defect: ${whole.join("; ")}`);
  console.log("Without a defect everything is green.");
  for (const defect of chosen) {
    const restore = plant(defect);
    const all = redTests(defect.tests);
    restore();
    const red = all.filter((title) => !defect.writtenFor?.test(title));
    if (red.length === 0)
      problems.push(
        all.length === 0
          ? `${defect.id} survives: ${defect.does}`
          : `${defect.id} is seen only by what was written for it: ${all[0]}`,
      );
    const line = `${defect.id}, ${defect.does}: ${red.length} tests, such as "${red[0] ?? "none"}"`;
    console.log(`${red.length > 0 ? "seen  " : "MISSED"} ${line}`);
    notes.push(line);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
await finish(
  {
    id: "defects",
    pass: problems.length === 0,
    quick: values.quick || values.only !== undefined,
    seed: 0,
    faults: { planted: chosen.length },
    figures: { seen: chosen.length - problems.length },
    ...{ notes, problems },
  },
  startedAt,
);

/** What tests need of the house, beside the installed packages, so that the working copy is never touched. */
function makeCopy(): void {
  const skipped = /[\\/](node_modules|dist|\.cache)([\\/]|$)/;
  for (const name of ["packages", "SPEC", "vitest.config.ts", "package.json", "tsconfig.json"])
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !skipped.test(source.slice(root.length - 1)),
    });
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

/** Changes one place of the copy; answers with how to undo it. */
function plant({ id, file, from, to }: Defect): () => void {
  const path = join(copy, "packages", file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${id}: ${file} does not say once "${from}".`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  return () => writeFileSync(path, text);
}

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};

/** The titles of the tests that fail, with the file they are in. */
function redTests(tests: readonly string[]): string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    [
      join(copy, "node_modules", "vitest", "vitest.mjs"),
      ...["run", "--reporter=json", `--outputFile=${report}`],
      ...tests.map((test) => `packages/${test}`),
    ],
    { cwd: copy, stdio: "ignore", timeout: 600_000 },
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport; // Vitest wrote it
  return testResults.flatMap(({ name, assertionResults, status, message }) => {
    const file = name.slice(copy.length + 1);
    if (assertionResults.length === 0 && status === "failed") return [`${file}: ${message}`];
    return assertionResults
      .filter((result) => result.status === "failed")
      .map(({ title }) => `${file}: ${title}`);
  });
}
