import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "./test-database.ts";

const db = await testDatabase(import.meta.url);
const client = await connect(db.url);
afterAll(async () => {
  await client.end();
  await db.drop();
});

test("a test file gets a database of its own, owned by a role that is no superuser", async () => {
  const { rows } = await client.query(`
    select current_database() as name, rolsuper, rolcreaterole
    from pg_roles where rolname = current_user`);
  expect(rows[0]).toMatchObject({ rolsuper: false, rolcreaterole: true });
  expect(rows[0].name).toMatch(/^test_test_database_/);
});

test("two databases of one file share nothing", async () => {
  const other = await testDatabase(import.meta.url);
  const otherClient = await connect(other.url);
  await client.query("create table mine (id int)");
  const { rows } = await otherClient.query("select to_regclass('mine') as found");
  expect(rows).toEqual([{ found: null }]);
  await otherClient.end();
  await other.drop();
});

test("a dropped database is gone", async () => {
  const other = await testDatabase(import.meta.url);
  await other.drop();
  await expect(connect(other.url)).rejects.toThrow(/does not exist/);
});

async function connect(url: string): Promise<Client> {
  const opened = new Client({ connectionString: url });
  await opened.connect();
  return opened;
}
