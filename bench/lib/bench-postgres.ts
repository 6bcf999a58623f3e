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
  /**
   * A database that one filling makes and later benches find again, as long as `print` is the same: `fill` gets it empty.
   * Whether it was there already.
   */
  readonly keptDatabase: (
    name: string,
    print: string,
    fill: (url: string) => Promise<void>,
  ) => Promise<{ url: string; found: boolean }>;
  /** Ends it and removes what it wrote, unless it is to be kept. */
  readonly stop: () => Promise<void>;
};

const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));

/** `keep`: its data stays in `.cache/`, for the next bench that asks for it by that name. */
export async function startBenchPostgres({ keep }: { keep?: string } = {}): Promise<BenchPostgres> {
  await mkdir(cache, { recursive: true });
  const dataDir =
    keep === undefined ? await mkdtemp(join(cache, "bench-")) : join(cache, `kept-${keep}`);
  const server = await startEmbeddedPostgres({ dataDir, log: () => {}, progress: () => {} });
  const { folder } = await choosePostgresHome(dataDir);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const createDatabase = async (name: string, template?: string) => {
    if (template === undefined) await client.query(`create database ${name}`);
    else await copyDatabase(client, template, name);
    return urlOf(name);
  };
  const urlOf = (name: string) => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    version: rows[0]?.server_version ?? "unknown",
    createDatabase,
    async keptDatabase(name, print, fill) {
      // The comment is written last: a database that was not filled to its end has none.
      const { rows: known } = await client.query<{ print: string | null }>(
        "select shobj_description(oid, 'pg_database') as print from pg_database where datname = $1",
        [name],
      );
      if (known[0]?.print === print) return { url: urlOf(name), found: true };
      if (known.length > 0) await client.query(`drop database ${name} with (force)`);
      const url = await createDatabase(name);
      await fill(url);
      await client.query(`comment on database ${name} is '${print}'`);
      return { url, found: false };
    },
    async stop() {
      await client.end();
      await server.stop();
      if (keep !== undefined) return;
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
