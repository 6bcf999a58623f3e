import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { webApp } from "./build-web.mjs";
import { hashSources } from "./ensure-built.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-web-"));
  await write("package-lock.json", "{}");
  for (const source of ["apps/web", "packages/client", "packages/contract", "packages/react"]) {
    await write(`${source}/src/index.ts`, "export const a = 1;");
  }
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ["a changed source", "packages/client/src/index.ts", "export const a = 2;"],
  ["a new source", "packages/react/src/new.tsx", "export const b = 1;"],
  ["a changed page", "apps/web/index.html", "<p>"],
  ["changed dependencies", "package-lock.json", '{"packages": {}}'],
])("%s makes another fingerprint", async (_case, file, text) => {
  const before = hashSources(webApp, folder);
  await write(file, text);
  expect(hashSources(webApp, folder)).not.toBe(before);
});

test("a renamed source makes another fingerprint", async () => {
  const before = hashSources(webApp, folder);
  const source = join(folder, "packages/client/src/index.ts");
  await rename(source, join(dirname(source), "main.ts"));
  expect(hashSources(webApp, folder)).not.toBe(before);
});

test("tests, stories, earlier builds and the server's sources make none", async () => {
  const before = hashSources(webApp, folder);
  await write("packages/client/src/index.test.ts", "test");
  await write("packages/react/src/row.stories.tsx", "story");
  await write("packages/react/.storybook/main.ts", "Storybook");
  await write("apps/web/dist/index.html", "built");
  await write("apps/web/node_modules/.vite/cache", "cache");
  await write("packages/server/src/index.ts", "server");
  expect(hashSources(webApp, folder)).toBe(before);
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
