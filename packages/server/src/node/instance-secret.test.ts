import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readInstanceSecret } from "./instance-secret.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-secret-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("the secret is made once and stays the same", async () => {
  const first = await readInstanceSecret(join(folder, "data"));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await readInstanceSecret(join(folder, "data"))).toBe(first);
});

test("only its owner may read the secret", async () => {
  await readInstanceSecret(folder);
  expect((await stat(join(folder, "secret"))).mode & 0o777).toBe(0o600);
});

test("servers that start at once agree on one secret", async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => readInstanceSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
  expect((await readFile(join(folder, "secret"), "utf8")).trim()).toBe(secrets[0]);
});

test("a damaged secret is refused, not replaced", async () => {
  await writeFile(join(folder, "secret"), "");
  await expect(readInstanceSecret(folder)).rejects.toThrow(/damaged/);
});
