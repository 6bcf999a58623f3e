import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { choosePostgresHome } from "./embedded-postgres-home.ts";
import { findPostgresProcess, isAlive } from "./embedded-postgres-process.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const fixture = fileURLToPath(new URL("embedded-postgres.fixture.ts", import.meta.url));

let folder: string;
let dataDir: string;
let systemFolder: string;
let lines: string[];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-embedded-"));
  await chmod(folder, 0o711); // nobody passes through to its own folder
  dataDir = join(folder, "data dir");
  systemFolder = join(folder, "system");
  lines = [];
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  const left = await findServer();
  if (left) process.kill(left.pid, "SIGQUIT");
  await vi.waitUntil(async () => (await findServer()) === null, { timeout: 10_000 });
  await rm(folder, { recursive: true });
});

test("what is written survives a stop, and a stop leaves no process", async () => {
  const first = await start();
  await query(first.url, "create table kept as select 42 as answer");
  const server = await findServer();
  await first.stop();
  expect(server && isAlive(server.pid) && (await findServer())).toBeFalsy();

  const second = await start();
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

test("the owner may make roles and databases and is no superuser", async () => {
  const { url, stop } = await start();
  const rows = await query(
    url,
    "select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = current_user",
  );
  expect(rows).toEqual([
    { rolsuper: false, rolcreaterole: true, rolcreatedb: true, rolbypassrls: false },
  ]);
  await stop();
});

test("an acknowledged transaction is on disk", async () => {
  const { url, stop } = await start();
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
    expect(await query(url, `show ${setting}`)).toEqual([{ [setting]: "on" }]);
  }
  await stop();
});

test("a wrong password is refused", async () => {
  const { url, stop } = await start();
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  await stop();
});

test("a second start on the same folder is refused while the first runs", async () => {
  const { url, stop } = await start();
  await expect(start()).rejects.toMatchObject({
    code: "already-running",
    message: `Natter is already running on ${dataDir}. Stop it first, or give this one another NATTER_DATA_DIR.`,
  });
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
  await stop();
});

test("of two first starts at once, one wins and the other is refused", async () => {
  const outcomes = await Promise.allSettled([start(), start()]);
  const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
  const losers = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(winners).toHaveLength(1);
  expect(losers[0]?.reason).toMatchObject({ code: "already-running" });
  expect(await listDrafts()).toEqual([]);
  await winners[0]?.value.stop();
});

test("after kill -9 of the server, its database is adopted with all it holds", async () => {
  const killed = await startFixture({});
  await query(killed.url, "create table kept as select 42 as answer");
  const orphan = await findServer();
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");

  const { url, stop } = await start();
  expect(await findServer()).toEqual(orphan);
  expect(lines.join("\n")).toContain("Adopted the PostgreSQL that was left running");
  expect(await query(url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await stop();
  expect(await findServer()).toBeNull();
});

test("a session lost to a crash of PostgreSQL does not give the folder away", async () => {
  const { url, stop } = await start();
  const [holder] = await query(url, "select pid from pg_locks where locktype = 'advisory'");
  await query(url, `select pg_terminate_backend(${String(holder?.["pid"])})`);
  await vi.waitUntil(async () => {
    const held = await query(url, "select pid from pg_locks where locktype = 'advisory'");
    return held.length === 1 && held[0]?.["pid"] !== holder?.["pid"];
  });
  await expect(start()).rejects.toMatchObject({ code: "already-running" });
  await stop();
});

test("a pid file that now names another program does not keep PostgreSQL from starting", async () => {
  await (await start()).stop();
  await writePidFile(process.pid);
  const { url, stop } = await start();
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
  await stop();
});

test("nor does one that now names another folder's PostgreSQL", async () => {
  await (await start()).stop();
  const another = await startThrowawayPostgres({ progress: () => undefined });
  const anothers = await findPostgresProcess(join(another.folder, "postgres-18", "data"));
  await writePidFile(anothers?.pid ?? 0);
  const { url, stop } = await start();
  expect(url).not.toBe(another.url);
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
  await stop();
  await another.stop({ keep: false });
});

test("what an interrupted first start left behind is cleared away", async () => {
  const home = await choosePostgresHome(dataDir, { systemFolder });
  const dead = spawn("true");
  await once(dead, "exit");
  await mkdir(join(home.folder, `postgres-18.new-${dead.pid}-abcd`, "data"), { recursive: true });
  await (await start()).stop();
  expect(await listDrafts()).toEqual([]);
});

test("a data folder that cannot be made is told in one sentence", async () => {
  await writeFile(join(folder, "file"), "");
  dataDir = join(folder, "file", "data");
  await expect(start()).rejects.toMatchObject({
    code: "not-writable",
    message: expect.stringContaining("NATTER_DATA_DIR"),
  });
});

test("who removes the data folder starts afresh", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  const first = await start();
  await query(first.url, "create table kept ()");
  await first.stop();
  await rm(dataDir, { recursive: true });
  const second = await start();
  expect(await query(second.url, "select to_regclass('kept') as found")).toEqual([{ found: null }]);
  await second.stop();
});

test("an ordinary user's database lives in the data folder", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  await mkdir(dataDir);
  await chown(dataDir, nobody.uid, nobody.gid);
  const { url, child } = await startFixture(nobody);
  expect(await query(url, "select 1 as alive")).toEqual([{ alive: 1 }]);
  expect(await readdir(dataDir)).toContain("postgres-18");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(await findPostgresProcess(join(dataDir, "postgres-18", "data"))).toBeNull();
});

test("root carries on with the database that an ordinary user made", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  await mkdir(dataDir);
  await chown(dataDir, nobody.uid, nobody.gid);
  const { url, child } = await startFixture(nobody);
  await query(url, "create table kept as select 42 as answer");
  child.kill("SIGTERM");
  await once(child, "exit");

  const asRoot = await start();
  expect(await query(asRoot.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await asRoot.stop();
  const again = await startFixture(nobody);
  expect(await query(again.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a user id without a name is told what is missing", async ({ skip }) => {
  skip(!isRoot, "only root can act as another user");
  await mkdir(dataDir);
  await chown(dataDir, 54_321, 54_321);
  await expect(startFixture({ uid: 54_321, gid: 54_321 })).rejects.toThrow(
    /no entry in \/etc\/passwd/,
  );
});

function start(): Promise<EmbeddedPostgres> {
  const keep = (line: string): void => void lines.push(line);
  return startEmbeddedPostgres({ dataDir, systemFolder, log: keep, progress: keep });
}

/** Starts the fixture as a process of its own; rejects with its words when it cannot. */
async function startFixture(
  account: { uid: number; gid: number } | Record<string, never>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [fixture, dataDir, systemFolder], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: "/",
    ...account,
  });
  children.push(child);
  if (!child.stdout) throw new Error("The fixture has no output.");
  const [line] = await once(createInterface(child.stdout), "line");
  const answer: { url?: string; error?: string } = JSON.parse(String(line));
  if (!answer.url) throw new Error(answer.error);
  return { child, url: answer.url };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined); // a test may end the server under it
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function homes(): Promise<string[]> {
  const system = await readdir(systemFolder).catch(() => []);
  return [dataDir, ...system.map((name) => join(systemFolder, name))];
}

async function dataFolder(): Promise<string> {
  for (const home of await homes()) {
    const data = join(home, "postgres-18", "data");
    if (await readFile(join(data, "PG_VERSION")).catch(() => undefined)) return data;
  }
  return join(dataDir, "postgres-18", "data");
}

async function findServer(): ReturnType<typeof findPostgresProcess> {
  return findPostgresProcess(await dataFolder());
}

async function writePidFile(pid: number): Promise<void> {
  const data = await dataFolder();
  await writeFile(join(data, "postmaster.pid"), `${pid}\n${data}\n1\n5432\n\n127.0.0.1\n`);
}

async function listDrafts(): Promise<string[]> {
  const names = await Promise.all((await homes()).map((home) => readdir(home).catch(() => [])));
  return names.flat().filter((name) => name.includes(".new-"));
}
