import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findNode, isInstalled } from "./install.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-install-"));
});
afterEach(() => rm(folder, { recursive: true }));

const hono = { version: "4.13.19", integrity: "sha512-a" };
const forMacOnly = { version: "1.0.0", integrity: "sha512-b", optional: true };

test("dependencies that are all there, but for other platforms', need no installation", async () => {
  await lock({ "": {}, "node_modules/hono": hono, "node_modules/only-mac": forMacOnly });
  await installed({ "node_modules/hono": hono });
  expect(isInstalled(folder)).toBe(true);
});

test.each([
  ["nothing was ever installed", undefined],
  ["a package is missing", {}],
  ["a package has another version", { "node_modules/hono": { ...hono, version: "4.13.18" } }],
  ["a package has other contents", { "node_modules/hono": { ...hono, integrity: "sha512-c" } }],
])("it must be installed when %s", async (_case, packages) => {
  await lock({ "": {}, "node_modules/hono": hono });
  if (packages) await installed(packages);
  expect(isInstalled(folder)).toBe(false);
});

test("an installation that was cut off counts as none", async () => {
  await lock({ "node_modules/hono": hono });
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "node_modules", ".package-lock.json"), '{"packages": {"node_mod');
  expect(isInstalled(folder)).toBe(false);
});

test("the repository's own Node comes first", async () => {
  await mkdir(join(folder, "node_modules", ".bin"), { recursive: true });
  await writeFile(join(folder, "node_modules", ".bin", "node"), "");
  expect(findNode(folder)).toBe(join(folder, "node_modules", ".bin", "node"));
});

test("without one, the Node that runs is taken when it is new enough", () => {
  expect(findNode(folder)).toBe(process.execPath);
});

function lock(packages: object): Promise<void> {
  return writeFile(join(folder, "package-lock.json"), JSON.stringify({ packages }));
}

async function installed(packages: object): Promise<void> {
  await mkdir(join(folder, "node_modules"), { recursive: true });
  const file = join(folder, "node_modules", ".package-lock.json");
  await writeFile(file, JSON.stringify({ packages }));
}
