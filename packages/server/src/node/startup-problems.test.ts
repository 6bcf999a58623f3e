import { createServer } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, expect, test } from "vitest";
import { EmbeddedPostgresError } from "../adapters/database/embedded-postgres-error.ts";
import { ConfigError } from "../config.ts";
import { assertSuitable, checkDatabase } from "./check-database.ts";
import { readInstanceSecret } from "./instance-secret.ts";
import { explainStartupProblem } from "./startup-problems.ts";
import type { StartupSettings } from "./startup-problems.ts";

const db = await testDatabase(import.meta.url);
afterAll(() => db.drop());

const settings: StartupSettings = {
  port: 8800,
  host: "127.0.0.1",
  dataDir: "/srv/natter",
  databaseUrl: undefined,
};
const suitable = { version: 180_004, encoding: "UTF8", role: "natter", mayMakeRoles: true };

test("a taken port is named, with another to try", async () => {
  const first = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => first.once("listening", resolve));
  const address = first.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const error = await new Promise((resolve) =>
    createServer().once("error", resolve).listen(port, "127.0.0.1"),
  );
  expect(explainStartupProblem(error, { ...settings, port })).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );
  first.close();
});

test("an address that is not this machine's is named", async () => {
  const error = await new Promise((resolve) =>
    createServer().once("error", resolve).listen(0, "192.0.2.1"),
  );
  expect(explainStartupProblem(error, { ...settings, host: "192.0.2.1" })).toMatch(
    /^This machine has no address 192\.0\.2\.1\./,
  );
});

test.each([
  ["nothing listens there", "postgres://natter:hunter2@127.0.0.1:1/natter"],
  ["there is no such host", "postgres://natter:hunter2@nowhere.invalid/natter"],
])("a database that cannot be reached: %s", async (reason, databaseUrl) => {
  const sentence = await explainCheck(databaseUrl);
  expect(sentence).toContain("cannot be reached");
  // Without a network a name cannot be looked up at all.
  expect(sentence).toMatch(new RegExp(`${reason}|cannot be looked up`));
  expect(sentence).toContain("DATABASE_URL");
  expect(sentence).not.toContain("hunter2");
});

test("a wrong password, a missing database: each is told, the password never", async () => {
  const wrong = new URL(db.url);
  wrong.password = "hunter2";
  expect(await explainCheck(wrong.href)).toMatch(/refuses the user "natter"/);
  expect(await explainCheck(wrong.href)).not.toContain("hunter2");
  const missing = new URL(db.url);
  missing.pathname = "/no_such_database";
  expect(await explainCheck(missing.href)).toMatch(/has no database "no_such_database"/);
});

test("a role that may not make roles is told how to get the right", () => {
  expect(() => assertSuitable({ ...suitable, role: "plain", mayMakeRoles: false })).toThrow(
    /The role "plain" .* ALTER ROLE "plain" CREATEROLE/,
  );
});

test("a database that fits is answered with its version", async () => {
  expect(await checkDatabase(db.url)).toEqual({ version: "18" });
});

test("a PostgreSQL older than 15 and an encoding other than UTF8 are refused", () => {
  expect(() => assertSuitable({ ...suitable, version: 140_011 })).toThrow(
    /is PostgreSQL 14; Natter needs 15 or newer/,
  );
  expect(() => assertSuitable({ ...suitable, encoding: "LATIN1" })).toThrow(/LATIN1.*UTF8/);
});

test("a data path that is a file is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "natter-problems-"));
  const dataDir = join(folder, "file");
  await writeFile(dataDir, "");
  const error = await readInstanceSecret(dataDir).catch((cause: unknown) => cause);
  expect(explainStartupProblem(error, { ...settings, dataDir })).toBe(
    `${dataDir} is no folder. Point NATTER_DATA_DIR at a folder, or at a path where one can be made.`,
  );
  await rm(folder, { recursive: true });
});

test("our own refusals are told as they are, a bug is not dressed up", () => {
  const running = new EmbeddedPostgresError("already-running", "Natter is already running.");
  expect(explainStartupProblem(running, settings)).toBe("Natter is already running.");
  expect(explainStartupProblem(new ConfigError(["PORT: wrong."]))).toBe(
    "A setting is wrong: PORT: wrong.",
  );
  expect(explainStartupProblem(new TypeError("x is not a function"), settings)).toBeUndefined();
});

async function explainCheck(databaseUrl: string): Promise<string> {
  const error = await checkDatabase(databaseUrl).catch((cause: unknown) => cause);
  return explainStartupProblem(error, { ...settings, databaseUrl }) ?? String(error);
}
