import { createHash, randomBytes } from "node:crypto";
import { basename } from "node:path";
import { Client, DatabaseError } from "pg";
import { inject, TestRunner } from "vitest";
import type { TestRunner as Runner } from "vitest";

/** A database of one test file's own, with every migration applied. */
export interface TestDatabase {
  /** Connects as the owner. */
  readonly url: string;
  /** Removes the database; keeps it and says so when a test of the file has failed. Close your connections first. */
  drop(): Promise<void>;
}

/** What the run's global set-up answers: where its PostgreSQL is, and which database is the template. */
export interface TestPostgres {
  readonly url: string;
  readonly template: string;
}

/**
 * Makes a database for a test file by cloning the migrated template.
 *
 * @example
 * const db = await testDatabase(import.meta.url);
 * afterAll(() => db.drop());
 */
export async function testDatabase(file: string): Promise<TestDatabase> {
  const { url, template } = await askForPostgres();
  const name = databaseName(file);
  // The suite is asked for now: when drop runs, the runner may be at another file.
  const testFile = TestRunner.getCurrentSuite().file;
  await runAsOwner(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const databaseUrl = new URL(url);
  databaseUrl.pathname = `/${name}`;
  return {
    url: databaseUrl.href,
    async drop() {
      if (hasFailure(testFile)) console.warn(`Kept database ${name}: a test failed`);
      else await dropDatabase(url, name);
    },
  };
}

type TestFile = ReturnType<typeof Runner.getCurrentSuite>["file"];
type Task = TestFile["tasks"][number];

function hasFailure(task: TestFile | Task): boolean {
  if (task.result?.state === "fail") return true;
  return "tasks" in task && task.tasks.some((inner) => hasFailure(inner));
}

async function askForPostgres(): Promise<TestPostgres> {
  const response = await fetch(inject("testPostgres"));
  const body = await response.text();
  if (!response.ok) throw new Error(`The test run has no PostgreSQL: ${body}`);
  // The answer comes from our own global set-up, in the same version.
  return JSON.parse(body) as TestPostgres;
}

/** Names a database after its file, readable in a log, never twice in a run, within PostgreSQL's 63 bytes. */
function databaseName(file: string): string {
  const stem = basename(file).replace(/\.test\.tsx?$/, "");
  const hash = createHash("sha256").update(file).digest("hex").slice(0, 6);
  return `test_${stem.replace(/[^a-z0-9]+/gi, "_").slice(0, 36)}_${hash}_${randomBytes(3).toString("hex")}`;
}

const insufficientPrivilege = "42501";

/**
 * Drops a database and ends who is connected to it. Where PostgreSQL itself just cleans it up (autovacuum), ending all is refused
 * to an owner without its rights; a drop without force ends that, and nobody else.
 */
async function dropDatabase(url: string, name: string): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS "${name}"`;
  try {
    await runAsOwner(url, `${drop} WITH (FORCE)`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== insufficientPrivilege) throw error;
    await runAsOwner(url, drop);
  }
}

async function runAsOwner(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
