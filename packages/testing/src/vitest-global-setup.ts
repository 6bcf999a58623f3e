import { createServer } from "node:http";
import { migrate } from "@natter/server/migrate";
import { startThrowawayPostgres } from "@natter/server/throwaway-postgres";
import type { ThrowawayPostgres } from "@natter/server/throwaway-postgres";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import type { TestPostgres } from "./test-database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers with the run's `TestPostgres`; the first request starts it. */
    testPostgres: string;
  }
}

const TEMPLATE = "natter_template";

/** Offers one PostgreSQL to all test files of a run. It starts when the first file asks: most runs of one file never do. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<ThrowawayPostgres> | undefined;
  let answer: Promise<TestPostgres> | undefined;
  const broker = createServer((_request, response) => {
    server ??= startThrowawayPostgres({ progress: (line) => console.log(line) });
    answer ??= server.then(prepareTemplate);
    answer.then(
      (testPostgres) => response.end(JSON.stringify(testPostgres)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  const address = broker.address();
  if (address === null || typeof address === "string") throw new Error("The broker has no port.");
  project.provide("testPostgres", `http://127.0.0.1:${address.port}/`);

  return async () => {
    broker.close();
    const started = await server?.catch(() => undefined);
    if (!started) return;
    const kept = await listKept(started.url);
    await started.stop({ keep: kept.length > 0 });
    if (kept.length > 0)
      console.warn(`Kept until the next run: ${started.folder} (${kept.join(", ")})`);
  };
}

async function prepareTemplate({ url }: ThrowawayPostgres): Promise<TestPostgres> {
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${TEMPLATE}`;
  await withClient(url, async (client) => {
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrate({ url: templateUrl.href });
    // A database can be cloned only while nobody is connected to it.
    await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
      [TEMPLATE],
    );
  });
  return { url, template: TEMPLATE };
}

async function listKept(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 'test\\_%' order by datname",
    );
    return rows.map((row) => row.name);
  });
}

async function withClient<Answer>(
  url: string,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
