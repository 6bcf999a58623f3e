import { execFileSync } from "node:child_process";
import { chmod, cp, lstat, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let folder: string;
let packageFolder: string;
let copyFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-binaries-"));
  await chmod(folder, 0o755);
  packageFolder = join(folder, "package");
  copyFolder = join(folder, "copy");
  const wrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const installed = dirname(
    dirname(wrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  );
  await cp(installed, packageFolder, { recursive: true, verbatimSymlinks: true });
});
afterEach(() => rm(folder, { recursive: true }));

test("links that no install script made are made", async () => {
  const links = await removeLinks();
  const { postgres } = await find();
  expect(postgres).toContain(packageFolder);
  expect(execFileSync(postgres, ["--version"]).toString()).toMatch(/PostgreSQL. 18/);
  for (const link of links) {
    expect((await lstat(join(packageFolder, link))).isSymbolicLink()).toBe(true);
  }
});

test("programs in a folder closed to the account are copied, once", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  await chmod(packageFolder, 0o700);
  const said: string[] = [];
  const first = await find(nobody, said);
  expect(first.postgres).toContain(copyFolder);
  expect(execFileSync(first.postgres, ["--version"], { cwd: "/", ...nobody }).toString()).toMatch(
    /PostgreSQL. 18/,
  );
  expect(await find(nobody, said)).toEqual(first);
  expect(said).toHaveLength(1);
});

test("a strict umask at installation does not close the copy", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  execFileSync("chmod", ["-R", "go=", packageFolder]);
  const { postgres } = await find(nobody);
  expect(execFileSync(postgres, ["--version"], { cwd: "/", ...nobody }).toString()).toMatch(
    /PostgreSQL. 18/,
  );
});

test("programs that run nowhere are told in one sentence that names DATABASE_URL", async () => {
  await writeFile(join(packageFolder, "native", "bin", "postgres"), "no program");
  await expect(find()).rejects.toMatchObject({
    code: "no-binary",
    message: expect.stringContaining("DATABASE_URL"),
  });
});

function find(
  account?: typeof nobody,
  said: string[] = [],
): ReturnType<typeof findPostgresBinaries> {
  const progress = (line: string): void => void said.push(line);
  return findPostgresBinaries({ account, copyFolder, packageFolder, progress });
}

async function removeLinks(): Promise<string[]> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8");
  const targets = (JSON.parse(list) as { target: string }[]).map(({ target }) => target);
  for (const target of targets) await rm(join(packageFolder, target), { force: true });
  return targets;
}
