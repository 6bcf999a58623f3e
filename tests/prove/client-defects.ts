// Plants defects in a copy of the SDK, one by one, and runs tests that were not written for them: each has to turn at
// least one of them red. A test that no defect turns red proves nothing.
import { spawnSync } from "node:child_process";
import {
  cpSync,
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

type Defect = {
  readonly id: string;
  readonly does: string;
  readonly file: string;
  readonly change: readonly (readonly [from: string, to: string])[];
  /** Titles of tests that were written for what the defect breaks: they do not count. */
  readonly writtenFor: RegExp;
};

const defects: readonly Defect[] = [
  {
    id: "M8",
    does: "goes on from the later of two positions: what came between them is never asked for",
    file: "src/sync/fetch-anew.ts",
    change: [["Math.min(page.position", "Math.max(page.position"]],
    writtenFor: /SYNC-5/,
  },
  {
    id: "M9",
    does: "lets an older answer overwrite what a newer event said",
    file: "src/messages/confirmed-messages.ts",
    change: [["known !== undefined && known.version >= message.version", "known === message"]],
    writtenFor: /SYNC-7|apply-message-event/,
  },
  {
    id: "M10",
    does: "counts as held what was fetched before the subscription, without taking it",
    file: "src/sync/catch-up.ts",
    change: [["feed.take(user.items, user.position)", "feed.take([], user.position)"]],
    writtenFor: /SYNC-15|SYNC-24/,
  },
  {
    id: "M12",
    does: "takes a message for its own by the client id alone, whoever sent it",
    file: "src/sync/session.ts",
    change: [
      ["message.clientId !== null && message.sender?.id === viewerId", "message.clientId !== null"],
    ],
    writtenFor: /SYNC-8/,
  },
  {
    id: "M15",
    does: "orders messages by their time",
    file: "src/messages/confirmed-messages.ts",
    change: [["one.seq - other.seq", "one.createdAt.getTime() - other.createdAt.getTime()"]],
    writtenFor: /SYNC-7|apply-message-event/,
  },
  {
    id: "N1",
    does: "repeats a message under another client id",
    file: "src/messages/send-message.ts",
    change: [["...{ clientId: id, text },", "...{ clientId: engine.random.uuid(), text },"]],
    writtenFor: /SYNC-9|SYNC-8/,
  },
  {
    id: "N2",
    does: "sends before it has stored, and stores nothing that is on its way",
    file: "src/persistence/persistence.ts",
    change: [
      [
        "if (hasNewOperations(operations, savedOperations)) void write(operationChanges());\n    timer",
        "timer",
      ],
      ["const flushEveryMs = 500;", "const flushEveryMs = 60_000;"],
      ["if (hasNewOperations(operations, savedOperations)) void write(operationChanges());\n", ""],
    ],
    writtenFor: /SYNC-28/,
  },
];

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "150" }, only: { type: "string" } },
});
const root = fileURLToPath(new URL("../../", import.meta.url));
const tests = [
  "packages/client/tests/simulator",
  "packages/client/tests/convergence.test.ts",
  "packages/client/src/sync",
  "packages/client/src/persistence",
  "packages/client/src/outbox",
];

const copy = mkdtempSync(join(tmpdir(), "natter-defects-"));
let tried = 0;
let missed = 0;
try {
  makeCopy();
  const before = redTests();
  if (before.length > 0) throw new Error(`Red without any defect: ${before.join("; ")}`);
  console.log("Without a defect everything is green.");
  for (const defect of defects) {
    if (values.only !== undefined && values.only !== defect.id) continue;
    tried += 1;
    const restore = plant(defect);
    const red = redTests().filter((title) => !defect.writtenFor.test(title));
    restore();
    if (red.length === 0) missed += 1;
    console.log(`${red.length > 0 ? "seen  " : "MISSED"} ${defect.id}: ${defect.does}`);
    for (const title of red.slice(0, 3)) console.log(`         ${title}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${tried} defects, ${missed} missed`);
process.exitCode = missed > 0 ? 1 : 0;

/** The packages as they are, beside the installed ones, so that the working copy is never touched. */
function makeCopy(): void {
  const skipped = /[\\/](node_modules|dist|\.cache)([\\/]|$)/;
  for (const name of ["packages", "vitest.config.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !skipped.test(source.slice(root.length - 1)),
    });
  }
  mkdirSync(join(copy, "node_modules", "@natter"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "@natter") {
      symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
    }
  }
  for (const name of readdirSync(join(copy, "packages"))) {
    symlinkSync(join(copy, "packages", name), join(copy, "node_modules", "@natter", name));
  }
}

function plant({ id, file, change }: Defect): () => void {
  const path = join(copy, "packages", "client", file);
  const text = readFileSync(path, "utf8");
  const planted = change.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`${id}: ${file} does not say "${from}" any more.`);
    return changed.replace(from, to);
  }, text);
  writeFileSync(path, planted);
  return () => writeFileSync(path, text);
}

/** The titles of the tests that fail, with the file they are in. */
function redTests(): string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    [
      join(copy, "node_modules", "vitest", "vitest.mjs"),
      ...["run", "--reporter=json", `--outputFile=${report}`],
      ...tests,
    ],
    { cwd: copy, env: { ...process.env, CONVERGE_SEEDS: values.seeds }, stdio: "ignore" },
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return testResults.flatMap(({ name, assertionResults, status, message }) => {
    const file = name.slice(copy.length + 1);
    if (assertionResults.length === 0 && status === "failed") return [`${file}: ${message}`];
    return assertionResults
      .filter((result) => result.status === "failed")
      .map(({ title }) => `${file}: ${title}`);
  });
}

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};
