import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { choosePostgresHome } from "../../packages/server/src/adapters/database/embedded-postgres-home.ts";
import { startEmbeddedPostgres } from "../../packages/server/src/adapters/database/embedded-postgres.ts";

/** A PostgreSQL of its own for one bench, with the settings of the product: fsync on. */
export type BenchPostgres = {
  readonly version: string;
  /** Makes a database, empty or as a copy of another, and answers its address. Whoever is connected to that is cut off. */
  readonly createDatabase: (name: string, template?: string) => Promise<string>;
  /** Ends it and removes what it wrote. */
  readonly stop: () => Promise<void>;
};

const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));

export async function startBenchPostgres(): Promise<BenchPostgres> {
  await mkdir(cache, { recursive: true });
  const dataDir = await mkdtemp(join(cache, "bench-"));
  const server = await startEmbeddedPostgres({ dataDir, log: () => {}, progress: () => {} });
  const { folder } = await choosePostgresHome(dataDir);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  return {
    version: rows[0]?.server_version ?? "unknown",
    async createDatabase(name, template) {
      if (template === undefined) await client.query(`create database ${name}`);
      else await copyDatabase(client, template, name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL copies a database only while nobody is connected to it. */
async function copyDatabase(client: Client, from: string, to: string): Promise<void> {
  await client.query(`alter database ${from} allow_connections false`);
  await client.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1",
    [from],
  );
  await client.query(`create database ${to} template ${from}`);
  await client.query(`alter database ${from} allow_connections true`);
}
