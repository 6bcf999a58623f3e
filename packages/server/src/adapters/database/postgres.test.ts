import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { DatabaseUnavailable } from "./port.ts";
import { openPostgres } from "./postgres.ts";

const db = await testDatabase(import.meta.url);
const database = await openPostgres({ url: db.url, connections: 2 });
const operator = new Client({ connectionString: db.url });
await operator.connect();

afterAll(async () => {
  await database.close();
  await operator.end();
  await db.drop();
});

const scope = { app: "someapp" as never }; // any app: only the connection matters here

test("a connection that breaks in a transaction fails that transaction only, and the next one gets another", async () => {
  for (let round = 0; round < 4; round += 1) {
    const broken = database.transaction(scope, async (connection) => {
      const [row] = await connection.query<{ pid: number }>(
        { text: "select pg_backend_pid() as pid" },
        [],
      );
      const gone = { text: "select 1 from pg_stat_activity where pid = $1" };
      await operator.query("select pg_terminate_backend($1)", [row?.pid]);
      await expect.poll(async () => (await operator.query(gone.text, [row?.pid])).rowCount).toBe(0);
      return await connection.query({ text: "select 1 as one" }, []).catch((error: unknown) => {
        // As a query builder tells of it.
        throw round % 2 === 0 ? error : new Error("Failed query", { cause: error });
      });
    });
    await expect(broken).rejects.toBeInstanceOf(DatabaseUnavailable);
  }
  const [row] = await database.transaction(scope, (connection) =>
    connection.query<{ one: number }>({ text: "select 1 as one" }, []),
  );
  expect(row?.one).toBe(1);
});
