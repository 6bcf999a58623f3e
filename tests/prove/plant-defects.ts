// Plants the defects of tests/prove/defects in a copy of the house, one by one, and runs the tests that lie nearest: each has to turn
// red a test that was not written for it. A test that no defect turns red proves nothing.
import { parseArgs } from "node:util";
import { defects } from "./defects/defects.ts";
import { copyHouse } from "./support/planted-copy.ts";
import { finish } from "./support/report.ts";

const startedAt = new Date();
const { values } = parseArgs({
  options: { only: { type: "string" }, quick: { type: "boolean", default: false } },
});
const chosen = defects.filter(
  ({ id }) => values.only === undefined || values.only.split(",").includes(id),
);
const problems: string[] = [];
const notes: string[] = [];

const copy = copyHouse();
try {
  const whole = copy.redTests(pathsOf(chosen.flatMap(({ tests }) => tests)));
  if (whole.length > 0) throw new Error(`Red without any defect: ${whole.join("; ")}`);
  console.log("Without a defect everything is green.");
  for (const { id, does, file, from, to, tests, writtenFor } of chosen) {
    const restore = copy.plant(file, [[from, to]]);
    const all = copy.redTests(pathsOf(tests));
    restore();
    const red = all.filter((title) => !writtenFor?.test(title));
    if (red.length === 0)
      problems.push(
        all.length === 0
          ? `${id} survives: ${does}`
          : `${id} is seen only by what was written for it: ${all[0]}`,
      );
    const line = `${id}, ${does}: ${red.length} tests, such as "${red[0] ?? "none"}"`;
    console.log(`${red.length > 0 ? "seen  " : "MISSED"} ${line}`);
    notes.push(line);
  }
} finally {
  copy.remove();
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

function pathsOf(tests: readonly string[]): string[] {
  return [...new Set(tests)].map((test) => `packages/${test}`);
}
