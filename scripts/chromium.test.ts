import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findChromium } from "./chromium.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-chromium-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the program named by CHROMIUM_PATH is taken before any other", async () => {
  const mine = await program("mine");
  await program("chromium");
  expect(findChromium({ CHROMIUM_PATH: mine, PATH: folder })).toBe(mine);
});

test("a CHROMIUM_PATH that names no program is not replaced by another one", async () => {
  await program("chromium");
  expect(findChromium({ CHROMIUM_PATH: join(folder, "gone"), PATH: folder })).toBeUndefined();
});

test("the usual names are looked for on the PATH", async () => {
  const chrome = await program("google-chrome");
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(chrome);
});

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, 0o755);
  return path;
}
