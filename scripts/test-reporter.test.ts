import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findNode, root } from "./install.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-reporter-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rm(folder, { recursive: true }));

test("passed, failed and skipped tests are counted, and why one was skipped is kept", async () => {
  await write(
    "some.test.js",
    `import { expect, test } from "vitest";
     test("passes", () => expect(1).toBe(1));
     test("fails", () => expect(1).toBe(2));
     test("needs root", ({ skip }) => skip(true, "only root can"));
     test.skip("is put aside", () => {});`,
  );
  expect(await runAndRead()).toEqual({
    passed: 1,
    failed: 1,
    skipped: [
      { file: "some.test.js", title: "needs root", reason: "only root can" },
      { file: "some.test.js", title: "is put aside" },
    ],
  });
});

test("a file that cannot be loaded counts as failed", async () => {
  await write("broken.test.js", `import "./not-there.js";`);
  await write("fine.test.js", `import { test } from "vitest"; test("passes", () => {});`);
  expect(await runAndRead()).toEqual({ passed: 1, failed: 1, skipped: [] });
});

test("an error outside every test counts as failed", async () => {
  await write(
    "late.test.js",
    `import { test } from "vitest";
     test("passes", () => { Promise.reject(new Error("nobody caught me")); });`,
  );
  expect(await runAndRead()).toEqual({ passed: 1, failed: 1, skipped: [] });
});

function write(file: string, text: string): Promise<void> {
  return writeFile(join(folder, file), text);
}

async function runAndRead(): Promise<unknown> {
  const summary = join(folder, "summary.json");
  const script = join(root, "node_modules", "vitest", "vitest.mjs");
  const reporter = join(root, "scripts", "test-reporter.mjs");
  await new Promise<void>((resolve) => {
    execFile(
      findNode(),
      [script, "run", `--root=${folder}`, `--reporter=${reporter}`],
      { cwd: folder, env: { PATH: process.env["PATH"], TEST_SUMMARY_FILE: summary } },
      () => resolve(), // some of its tests are there to fail
    );
  });
  return JSON.parse(await readFile(summary, "utf8"));
}
