import { testDatabase } from "@natter/testing/test-database";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { glob } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });

beforeAll(() => owner.connect());
afterAll(async () => {
  await owner.end();
  await db.drop();
});

const tables = "select c.oid, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = 'public'";

test("every table has app_id first in its primary key, forced row-level security, and a policy for one app", async () => {
  const { rows } = await owner.query<{ name: string; enabled: boolean; forced: boolean; first: string | null; policy: string | null }>(`
    select t.name, t.enabled, t.forced,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = t.oid and i.indisprimary) as first,
      (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p join pg_roles r on r.oid = any(p.polroles) where p.polrelid = t.oid and r.rolname = 'natter_app') as policy
    from (${tables}) t order by t.name`);
  expect(rows.length).toBeGreaterThan(15);
  for (const { name, enabled, forced, first, policy } of rows) {
    expect({ name, enabled, forced, first }).toEqual({ name, enabled: true, forced: true, first: "app_id" });
    expect(policy, name).toBe("(app_id = current_setting('natter.app'::text, true))");
  }
});

test("the roles of the server own nothing and pass no policy", async () => {
  const { rows } = await owner.query(
    "select rolname, rolsuper, rolbypassrls, rolcanlogin, (select count(*)::int from pg_class c where c.relowner = r.oid) as owned from pg_roles r where rolname in ('natter_app', 'natter_relay') order by 1",
  );
  const harmless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 };
  expect(rows).toEqual([
    { rolname: "natter_app", ...harmless },
    { rolname: "natter_relay", ...harmless },
  ]);
});

test("without an app, the server's role sees and writes nothing", async () => {
  const enter = "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)";
  await owner.query("begin");
  await owner.query(enter, ["demo"]);
  await owner.query("insert into apps (app_id, name, created_at) values ('demo', 'Demo', now())");
  expect((await owner.query("select app_id from apps")).rows).toEqual([{ app_id: "demo" }]);
  await owner.query("commit");
  await owner.query("begin");
  await owner.query(enter, [""]);
  expect((await owner.query("select * from apps")).rows).toEqual([]);
  await expect(owner.query("insert into apps (app_id, name, created_at) values ('other', 'Other', now())")).rejects.toThrow(/row-level security/);
  await owner.query("rollback");
});

test("the tables of the code are the tables of the database, column by column", async () => {
  const declared = new Map<string, string[]>();
  for await (const file of glob("**/*-table.ts", { cwd: new URL("..", import.meta.url).pathname })) {
    const module: Record<string, unknown> = await import(new URL(`../${file}`, import.meta.url).href);
    for (const value of Object.values(module)) {
      if (!(value instanceof PgTable)) continue;
      const { name, columns } = getTableConfig(value);
      declared.set(name, columns.map((column) => `${column.name} ${column.notNull || column.primary ? "not null" : "null"}`).toSorted());
    }
  }
  const { rows } = await owner.query<{ name: string; columns: string[] }>(`
    select t.name, array_agg(a.attname || case when a.attnotnull then ' not null' else ' null' end) as columns
    from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped group by t.name`);
  const actual = new Map(rows.map((row) => [row.name, row.columns.toSorted()]));
  expect(Object.fromEntries([...declared].toSorted())).toEqual(Object.fromEntries([...actual].toSorted()));
});
