// Every rule of `npm run check` is seen to catch a mistake made for it, in a small copy of the house.
import { execFile } from "node:child_process";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findNode, root } from "./install.mjs";
import { keepReports, writeProofPage } from "./proof-page.mjs";
import { checkFileSize } from "./rules/file-size.mjs";
import { checkHouseWords } from "./rules/house-words.mjs";
import { checkKitLayers } from "./rules/kit-layers.mjs";
import { checkKitSize } from "./rules/kit-size.mjs";
import { checkKitStyles } from "./rules/kit-styles.mjs";
import { checkManifests } from "./rules/manifests.mjs";
import { checkProofPage } from "./rules/proof-page.mjs";
import { checkTableOwners } from "./rules/table-owners.mjs";

const S = "packages/server/src";

let house: string;

beforeEach(async () => {
  house = await realpath(await mkdtemp(join(tmpdir(), "natter-house-")));
  await write("package.json", JSON.stringify({ name: "house", workspaces: ["packages/*"] }));
  await write("tsconfig.json", JSON.stringify({ extends: join(root, "tsconfig.json") }));
});
afterEach(() => rm(house, { recursive: true }));

/** Rule, the file with the mistake, what it imports, and what that import must be found at. */
const FORBIDDEN_IMPORTS: [rule: string, file: string, line: string, target?: string][] = [
  ["no-ghosts", `${S}/core/clock.ts`, `import "./not-there.ts"`],
  ["no-ghosts", "packages/client/src/ghost.ts", `import "lodash"`],
  [
    "contract-knows-nobody",
    "packages/contract/src/routes.ts",
    `import "../../client/src/store.ts"`,
    "packages/client/src/store.ts",
  ],
  [
    "client-never-server",
    "packages/client/src/sync.ts",
    `import "../../server/src/core/x.ts"`,
    `${S}/core/x.ts`,
  ],
  [
    "hub-stands-alone",
    "packages/hub/src/hub.ts",
    `import "../../contract/src/ids.ts"`,
    "packages/contract/src/ids.ts",
  ],
  [
    "hub-behind-its-door",
    `${S}/core/relay.ts`,
    `import "../../../hub/src/index.ts"`,
    "packages/hub/src/index.ts",
  ],
  [
    "react-knows-only-the-client",
    "packages/react/src/row.tsx",
    `import "../../hub/src/a.ts"`,
    "packages/hub/src/a.ts",
  ],
  [
    "client-knows-no-react",
    "packages/client/src/use.ts",
    `import "react"`,
    "node_modules/react/index.js",
  ],
  ["no-node-builtins-in-browsers", "packages/client/src/file.ts", `import "node:fs"`],
  ["no-node-in-engine", `${S}/features/files/store-file.ts`, `import "node:fs"`],
  ["nobody-enters-node", `${S}/core/start.ts`, `import "../node/main.ts"`, `${S}/node/main.ts`],
  ["nobody-enters-node", `${S}/http/read.ts`, `import "../config.ts"`, `${S}/config.ts`],
  [
    "core-below-features",
    `${S}/core/transact.ts`,
    `import "../features/messages/public.ts"`,
    `${S}/features/messages/public.ts`,
  ],
  [
    "features-below-http",
    `${S}/features/polls/vote.ts`,
    `import "../../http/app.ts"`,
    `${S}/http/app.ts`,
  ],
  [
    "doors-hold-one-thing",
    `${S}/adapters/files/disk.ts`,
    `import "../../core/y.ts"`,
    `${S}/core/y.ts`,
  ],
  [
    "doors-hold-one-thing",
    `${S}/adapters/push/log.ts`,
    `import "../jobs/port.ts"`,
    `${S}/adapters/jobs/port.ts`,
  ],
  [
    "ports-not-vendors",
    `${S}/features/search/find.ts`,
    `import "../../adapters/database/pglite.ts"`,
    `${S}/adapters/database/pglite.ts`,
  ],
  [
    "knock-before-entering",
    `${S}/features/threads/reply.ts`,
    `import { a } from "../channels/channel-rows.ts"; a()`,
    `${S}/features/channels/channel-rows.ts`,
  ],
  [
    "knock-before-entering",
    `${S}/features/drafts/save.ts`,
    `import type { A } from "../spaces/space-rows.ts"; export const a: A = 1`,
    `${S}/features/spaces/space-rows.ts`,
  ],
  [
    "rooms-show-two-doors",
    `${S}/http/routes.ts`,
    `import "../features/users/get-user.ts"`,
    `${S}/features/users/get-user.ts`,
  ],
  [
    "tables-stay-at-home",
    `${S}/features/read-state/count.ts`,
    `import "../../core/event-table.ts"`,
    `${S}/core/event-table.ts`,
  ],
  [
    "policy-is-pure",
    `${S}/features/messages/message-policy.ts`,
    `import "zod"`,
    "node_modules/zod/index.js",
  ],
  [
    "cli-uses-the-api",
    "packages/cli/src/run.ts",
    `import "../../server/src/core/z.ts"`,
    `${S}/core/z.ts`,
  ],
  ["no-test-in-product", `${S}/core/use-test.ts`, `import "./w.test.ts"`, `${S}/core/w.test.ts`],
  [
    "no-test-in-product",
    "packages/react/src/use-fake.ts",
    `import "../../testing/src/fake.ts"`,
    "packages/testing/src/fake.ts",
  ],
];

describe("import rules", () => {
  test("each mistake is caught by its own rule", { timeout: 60_000 }, async () => {
    for (const [, file, line, target] of FORBIDDEN_IMPORTS) {
      await write(file, `${line};\n`);
      if (target) await write(target, "export const a = 1; export type A = number;\n");
    }
    await write(`${S}/features/channels/circle.ts`, `import "./other.ts"; export const a = 1;`);
    await write(`${S}/features/channels/other.ts`, `import "./circle.ts"; export const b = 1;`);
    const found = await cruise("rooms.config.cjs", ["packages"]);
    for (const [rule, file] of FORBIDDEN_IMPORTS) expect(found).toContain(`${rule}: ${file}`);
    expect(found).toContain(`no-circles: ${S}/features/channels/circle.ts`);
  });

  test("what the house allows is let through", { timeout: 60_000 }, async () => {
    await write("packages/contract/src/ids.ts", `import "zod";`);
    await write("node_modules/zod/index.js", "");
    await write(`${S}/adapters/files/port.ts`, "export type A = 1;");
    await write(`${S}/adapters/files/disk.ts`, `import "node:fs"; import "./port.ts";`);
    await write(`${S}/core/errors.ts`, `import "../../../contract/src/ids.ts";`);
    await write(`${S}/features/channels/channel-table.ts`, "export const a = 1;");
    await write(`${S}/features/channels/public.ts`, `import "./channel-table.ts";`);
    await write(
      `${S}/features/messages/send.ts`,
      `import "../channels/public.ts"; import "../../adapters/files/port.ts"; import "../../core/errors.ts";`,
    );
    await write(
      `${S}/features/messages/send.test.ts`,
      `import "../channels/channel-table.ts"; import "node:fs";`,
    );
    await write(
      `${S}/node/main.ts`,
      `import "../features/channels/public.ts"; import "node:http";`,
    );
    expect(await cruise("rooms.config.cjs", ["packages"])).toEqual([]);
  });

  test(
    "zod is found however far from the client, and types do not count",
    { timeout: 60_000 },
    async () => {
      await write("node_modules/zod/index.js", "");
      await write(
        "packages/contract/src/messages.ts",
        `import "zod"; export type Message = 1; export const m = 1;`,
      );
      await write(
        "packages/contract/src/unread.ts",
        `import { m } from "./messages.ts"; export const u = m;`,
      );
      await write(
        "packages/client/src/far.ts",
        `import { u } from "../../contract/src/unread.ts"; u;`,
      );
      await write(
        "packages/client/src/typed.ts",
        `import type { Message } from "../../contract/src/messages.ts"; export const m: Message = 1;`,
      );
      expect(await cruise("rooms.runtime.config.cjs", ["packages/client/src"])).toEqual([
        "no-zod-in-browsers: packages/client/src/far.ts",
      ]);
    },
  );
});

describe("manifests", () => {
  beforeEach(async () => {
    await write(
      "packages/client/package.json",
      JSON.stringify({
        name: "@natter/client",
        dependencies: { centrifuge: "1" },
        devDependencies: { "fake-indexeddb": "1" },
      }),
    );
  });

  test("an import that the package does not list is refused", async () => {
    await write("packages/client/src/a.ts", `import "hono"; import { b } from "@natter/server/b";`);
    expect(checkManifests(house).problems).toEqual([
      expect.stringContaining(`"hono" is not listed in packages/client/package.json`),
      expect.stringContaining(`"@natter/server" is not listed`),
    ]);
  });

  test("what is listed for development only is refused in shipped code, not in tests", async () => {
    await write("packages/client/src/a.ts", `import "fake-indexeddb";`);
    await write("packages/client/src/a.test.ts", `import "fake-indexeddb";`);
    expect(checkManifests(house).problems).toEqual([
      expect.stringMatching(/src\/a\.ts: .*development only/),
    ]);
  });

  test("a relative path out of the package is refused", async () => {
    await write("packages/client/src/a.ts", `export * from "../../contract/src/ids.ts";`);
    expect(checkManifests(house).problems).toEqual([expect.stringContaining("leaves the package")]);
  });

  test("listed packages, their subpaths, own files and Node's modules pass", async () => {
    await write(
      "packages/client/src/a.ts",
      `import "centrifuge/build"; import "./b.ts"; import "node:fs"; import "@natter/client";`,
    );
    expect(checkManifests(house).problems).toEqual([]);
  });
});

describe("table owners", () => {
  beforeEach(() =>
    write(
      `${S}/features/channels/channel-table.ts`,
      `export const channels = pgTable("channels", {});`,
    ),
  );

  test.each([
    "select id from channels",
    "insert into channels values (1)",
    'update "channels" set x = 1',
  ])("raw SQL of another room is refused: %s", async (statement) => {
    await write(`${S}/features/messages/rows.ts`, `\nconst text = sql\`${statement}\`;`);
    expect(checkTableOwners(house).problems).toEqual([
      `${S}/features/messages/rows.ts:2 names "channels", a table of features/channels. Call a function of that room's public.ts.`,
    ]);
  });

  test("the room itself, tests and plain English pass", async () => {
    await write(`${S}/features/channels/rows.ts`, "const text = sql`select id from channels`;");
    await write(`${S}/features/messages/send.test.ts`, "const text = `select id from channels`;");
    await write(`${S}/features/messages/send.ts`, "// Reads from channels what it needs.\n");
    expect(checkTableOwners(house).problems).toEqual([]);
  });
});

describe("house words and file size", () => {
  test("a star export is refused outside the contract's index", async () => {
    await write("packages/hub/src/all.ts", `export * from "./hub.ts";`);
    await write("packages/contract/src/index.ts", `export * from "./ids.ts";`);
    await write(
      "packages/contract/package.json",
      JSON.stringify({ exports: { ".": "./src/index.ts" } }),
    );
    expect(checkHouseWords(house).problems).toEqual([
      expect.stringContaining("packages/hub/src/all.ts:1 export * from"),
    ]);
  });

  test("names that say nothing and inner indexes are refused", async () => {
    await write("packages/hub/src/utils.ts", "");
    await write("packages/hub/src/broker/index.ts", "");
    await write("packages/hub/src/index.ts", "");
    await write(
      "packages/hub/package.json",
      JSON.stringify({ exports: { ".": "./src/index.ts" } }),
    );
    expect(checkHouseWords(house).problems).toEqual([
      expect.stringContaining("packages/hub/src/broker/index.ts: only what package.json exports"),
      expect.stringContaining(`"utils.ts" says nothing`),
    ]);
  });

  test("a test that waits for a time is refused", async () => {
    await write(
      "packages/hub/src/a.test.ts",
      "await new Promise((resolve) => setTimeout(resolve, 50));",
    );
    await write(
      "packages/hub/src/b.ts",
      "await new Promise((resolve) => setTimeout(resolve, 50));",
    );
    expect(checkHouseWords(house).problems).toEqual([expect.stringContaining("a.test.ts:1")]);
  });

  test("what is left to do is refused", async () => {
    await write("packages/hub/src/a.ts", `// ${"TO"}${"DO"}: later\nconst todo = 1;`);
    expect(checkHouseWords(house).problems).toEqual([expect.stringContaining("a.ts:1")]);
  });

  test("a file over 400 lines is refused; tests and tables may be longer", async () => {
    await write("packages/hub/src/long.ts", "line\n".repeat(401));
    await write("packages/hub/src/full.ts", "line\n".repeat(400));
    await write("packages/hub/src/long.test.ts", "line\n".repeat(500));
    await write(`${S}/core/long-table.ts`, "line\n".repeat(500));
    expect(checkFileSize(house).problems).toEqual([
      "packages/hub/src/long.ts has 401 lines; 400 is the limit.",
    ]);
    expect(checkFileSize(house).warnings).toHaveLength(1);
  });
});

describe("the React kit", () => {
  const R = "packages/react/src";
  const INDEX = `export { useOpen, useShut as useOther } from "./hooks.ts";`;

  test.each([
    ["margin-left: 1px", "logical property"],
    ["left: 0", "logical property"],
    ["max-width: 3rem", "logical property"],
    ["border-top-left-radius: 1px", "logical property"],
    ["text-align: right", "logical property"],
    ["display: block !important", "Layers decide"],
    ["color: #fff", "Name a token"],
    ["background: rgb(0 0 0 / 50%)", "Name a token"],
    ["color: white", "Name a token"],
    ["--part-bg: color-mix(in oklab, var(--a) 8%, black)", "Name a token"],
  ])("refuses the style %s", async (declaration, cure) => {
    await write(`${R}/polls/poll.css`, `[data-natter="poll"] {\n  ${declaration};\n}\n`);
    expect(checkKitStyles(house).problems).toEqual([
      expect.stringMatching(new RegExp(`^${R}/polls/poll.css:2 [^]*${cure}`)),
    ]);
  });

  test("refuses physical properties in an inline style", async () => {
    await write(
      `${R}/polls/poll.tsx`,
      `<b style={{ width: "1px" }} />; <i style={{ marginLeft: 2 }} />;`,
    );
    expect(checkKitStyles(house).problems).toHaveLength(1);
    await write(`${R}/polls/poll.tsx`, `<b style={{ inlineSize: "1px" }} />;`);
    expect(checkKitStyles(house).problems).toEqual([]);
  });

  test("lets logical properties, tokens, queries and the home of the tokens pass", async () => {
    await write(
      `${R}/polls/poll.css`,
      `/* never left: 0 */
@media (max-width: 40rem) {
  [data-natter="poll"] {
    margin-inline-start: 1px;
    inset-block-end: 0;
    background: light-dark(oklch(0.9 0.1 var(--hue)), var(--natter-color-bg));
    white-space: nowrap;
    color: Highlight;
  }
}`,
    );
    await write(`${R}/tokens/palette.css`, "a { --natter-palette-stone-0: #ffffff; }");
    await write("apps/web/src/web.css", "a { left: 0; color: #fff; }");
    expect(checkKitStyles(house).problems).toEqual([]);
  });

  test("refuses a kit that weighs more than its budget", { timeout: 60_000 }, async () => {
    const budgets = [{ name: "one picture", imports: ["Avatar"], most: 0.1 }];
    const { problems } = await checkKitSize(root, { budgets, mostCss: 1 });
    expect(problems).toEqual([
      expect.stringMatching(/^one picture: [\d.]+ KiB, 0.1 is the budget/),
      expect.stringMatching(/^styles.css: [\d.]+ KiB, 1 is the budget/),
    ]);
  });

  test("refuses a part that uses a hook nobody else can have", async () => {
    await write(`${R}/index.ts`, INDEX);
    await write(
      `${R}/polls/poll.tsx`,
      `import { useOpen, useShut, useHidden } from "../hooks.ts"; import { useState } from "react";
      <b data-natter="poll" />;`,
    );
    await write(
      `${R}/polls/poll.test.tsx`,
      `import { useHidden } from "../hooks.ts"; <b data-natter="" />;`,
    );
    await write(`${R}/polls/provider.tsx`, `import { useHidden } from "../hooks.ts";`);
    expect(checkKitLayers(house).problems).toEqual([
      `${R}/polls/poll.tsx uses useHidden, which index.ts does not export.`,
    ]);
  });
});

describe("lint", () => {
  // Its overrides name folders from where the configuration lies.
  beforeEach(() => copyFile(join(root, ".oxlintrc.json"), join(house, ".oxlintrc.json")));

  const SEEDS: [rule: string, file: string, text: string][] = [
    ["no-explicit-any", "packages/hub/src/a.ts", "export const a = (x: any): unknown => x;"],
    ["no-default-export", "packages/hub/src/b.ts", "export default 1;"],
    ["no-console", "packages/hub/src/c.ts", "console.log(1);"],
    ["no-process-env", "packages/hub/src/d.ts", `export const d = process.env["PORT"];`],
    ["filename-case", "packages/hub/src/camelCase.ts", "export const e = 1;"],
    ["no-empty", "packages/hub/src/f.ts", "try { f(); } catch {}"],
    ["no-restricted-imports", "packages/hub/src/g.ts", `import "stream-chat";`],
    [
      "consistent-type-imports",
      "packages/hub/src/h.ts",
      `import { A } from "./a.ts"; export const h: A = 1;`,
    ],
    [
      "no-focused-tests",
      "packages/hub/src/i.test.ts",
      `import { test, expect } from "vitest"; test.only("i", () => { expect(1).toBe(1); });`,
    ],
    [
      "expect-expect",
      "packages/hub/src/j.test.ts",
      `import { test } from "vitest"; test("j", () => {});`,
    ],
    ["ban-ts-comment", "packages/hub/src/k.ts", `// @ts-ignore\nexport const k: number = "";`],
  ];

  test("each mistake is caught by its own rule", async () => {
    for (const [, file, text] of SEEDS) await write(file, `${text}\n`);
    const { output } = await run("oxlint/bin/oxlint", [...["--format", "unix", "packages"]]);
    for (const [rule, file] of SEEDS) {
      const lines = output.split("\n").filter((line) => line.includes(rule));
      expect(lines.join("\n"), rule).toContain(file);
    }
  });

  test("the SDK's rooms reach clock, chance, network, storage and platform by adapters alone", async () => {
    const impure = {
      "engine.clock": ["setTimeout(() => 1, 5)", "performance.now()", "Date.now()"],
      "engine.random": ["Math.random()", "crypto.randomUUID()"],
      "engine.api": [`fetch("/v1/me")`, `new WebSocket("ws://a.test")`],
      "storage is given": [`localStorage.getItem("a")`, `indexedDB.open("a")`],
      "by an adapter": ["globalThis.navigator", "document.title"],
    };
    const cures = Object.entries(impure).flatMap(([cure, all]) => all.map(() => cure));
    const code = Object.values(impure).flat();
    const text = code.map((one, at) => `export const f${at} = () => ${one};\n`).join("");
    for (const file of ["sync/impure.ts", "adapters/impure.ts", "sync/impure.test.ts"]) {
      await write(`packages/client/src/${file}`, text);
    }
    const { output } = await run("oxlint/bin/oxlint", ["--format", "json", "packages"]);
    const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
    const refused = diagnostics.filter(({ code: rule }) => rule.includes("no-restricted"));
    expect(new Set(refused.map(({ filename }) => filename))).toEqual(
      new Set(["packages/client/src/sync/impure.ts"]),
    );
    const said = refused
      .toSorted((one, other) => lineOf(one) - lineOf(other))
      .map(({ message, help }) => `${message} ${help}`);
    expect(said).toEqual(cures.map((cure) => expect.stringContaining(cure)));
  });

  test("the configuration, tools and tests may do what the engine may not", async () => {
    await write("packages/server/src/config.ts", `export const d = process.env["PORT"];\n`);
    await write("scripts/tool.mjs", "console.log(process.env.PORT);\n");
    await write("packages/hub/vite.config.ts", "export default {};\n");
    const { output } = await run("oxlint/bin/oxlint", [...["--format", "unix", "."]]);
    expect(output).not.toMatch(/no-process-env|no-console|no-default-export/);
  });
});

test("types: an enum, a parameter property and an unchecked index are refused", async () => {
  await write("packages/hub/src/a.ts", "export enum Color { Red }\n");
  await write("packages/hub/src/b.ts", "export class B { constructor(readonly b: number) {} }\n");
  await write("packages/hub/src/c.ts", "export const c = (list: number[]): number => list[0];\n");
  await write(
    "tsconfig.json",
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: { types: [], incremental: false },
      include: ["packages"],
    }),
  );
  const { output } = await run("typescript-native/bin/tsc", ["-p", "tsconfig.json"]);
  expect(output).toMatch(/a\.ts.*TS1294/);
  expect(output).toMatch(/b\.ts.*TS1294/);
  expect(output).toMatch(/c\.ts.*TS2322/);
});

test("format: a file that is not formatted is refused", async () => {
  await write("packages/hub/src/a.ts", "export const a = {b:1}\n");
  const { code, output } = await run("oxfmt/bin/oxfmt", ["--check", "."]);
  expect(code).not.toBe(0);
  expect(output).toContain("packages/hub/src/a.ts");
});

test("unused code: a file and an export that nobody uses are named", async () => {
  await symlink(join(root, "node_modules"), join(house, "node_modules"));
  await write(
    "knip.json",
    JSON.stringify({ workspaces: { ".": {}, "packages/*": { project: ["src/**/*.ts"] } } }),
  );
  await write(
    "packages/hub/package.json",
    JSON.stringify({ name: "hub", type: "module", exports: "./src/index.ts" }),
  );
  await write("packages/hub/src/index.ts", `export { used } from "./used.ts";\n`);
  await write("packages/hub/src/used.ts", "export const used = 1;\nexport const unused = 2;\n");
  await write("packages/hub/src/lonely.ts", "export const lonely = 1;\n");
  const { code, output } = await run("knip/bin/knip.js", ["--no-progress"]);
  expect(code).not.toBe(0);
  expect(output).toMatch(/lonely\.ts/);
  expect(output).toMatch(/unused .*used\.ts/);
});

test("proof page: it says what the kept reports say, and only full runs of a clean checkout are kept", async () => {
  await write("docs/proof/template.md", "<!-- tested -->\n\n<!-- waiting -->\n");
  const report = {
    ...{ id: "R01", pass: true, quick: false, seed: 7, commit: "abc", seconds: 300 },
    startedAt: "2026-01-02T03:04:05.000Z",
    host: { cpu: "a cpu", cores: 2, memoryGb: 8, os: "Linux", node: "v24" },
    ...{ faults: { kills: 50 }, figures: { acknowledged: 20_001 }, problems: [] },
  };
  await write("reports/R01.json", JSON.stringify(report));
  await write("reports/S01.json", JSON.stringify({ ...report, id: "S01", quick: true }));
  await write("reports/S12.json", JSON.stringify({ ...report, id: "S12", commit: "abc+" }));
  expect(checkProofPage(house).problems).toHaveLength(1);
  expect(keepReports(house)).toEqual([join("docs", "proof", "reports", "R01.json")]);
  writeProofPage(house);
  const page = await readFile(join(house, "RELIABILITY.md"), "utf8");
  expect(page).toContain("### R01: held");
  expect(page).toContain("- acknowledged: 20001");
  expect(page).toContain("- **S12**: ");
  expect(checkProofPage(house).problems).toEqual([]);

  await write(
    "docs/proof/reports/R01.json",
    JSON.stringify({ ...report, pass: false, problems: ["lost: a message"] }),
  );
  expect(checkProofPage(house).problems).toHaveLength(1);
  writeProofPage(house);
  expect(await readFile(join(house, "RELIABILITY.md"), "utf8")).toContain("lost: a message");
});

type Diagnostic = {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
};

function lineOf({ labels }: Diagnostic): number {
  return labels[0]?.span.line ?? 0;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), text);
}

/** Runs an installed tool in the house; it may fail, that is what most tests want. */
function run(script: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      findNode(),
      [join(root, "node_modules", script), ...args],
      { cwd: house, env: { PATH: process.env["PATH"], NO_COLOR: "1" } },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}

/** Answers `rule: file` for each violation. */
async function cruise(config: string, folders: string[]): Promise<string[]> {
  const { output } = await run("dependency-cruiser/bin/dependency-cruiser.mjs", [
    ...["--config", join(root, config), "--output-type", "json"],
    ...folders,
  ]);
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`).toSorted();
}
