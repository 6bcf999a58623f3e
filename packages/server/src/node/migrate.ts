import { readdir, readFile } from "node:fs/promises";
import { Client } from "pg";

export type MigrateOptions = { url: string; log?: (line: string) => void };

const folder = new URL("../migrations/", import.meta.url);
// Two servers that start at once: the second waits here and then finds nothing to do. The number is arbitrary but fixed.
const migrationLock = 7_262_837;

/**
 * Brings a database up to date: runs each `migrations/NNNN_*.sql` that it has not seen, in order, each in a transaction
 * of its own. Safe to call at every start. Throws what PostgreSQL says when a migration fails; that migration is undone.
 */
export async function migrate({ url, log = () => undefined }: MigrateOptions): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query("create schema if not exists natter_migrations");
    await client.query(
      "create table if not exists natter_migrations.done (name text primary key, at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string }>(
      "select name from natter_migrations.done",
    );
    const done = new Set(rows.map((row) => row.name));
    for (const name of await migrationNames())
      if (!done.has(name)) await runMigration(client, name, log);
  } finally {
    await client.end();
  }
}

async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
}

async function runMigration(
  client: Client,
  name: string,
  log: (line: string) => void,
): Promise<void> {
  log(`Migrating the database: ${name}`);
  const text = await readFile(new URL(name, folder), "utf8");
  try {
    await client.query("begin");
    await client.query(text);
    await client.query("insert into natter_migrations.done (name) values ($1)", [name]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
