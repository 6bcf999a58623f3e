import { Client } from "pg";

/**
 * A hash of all rows of an app, by table, but for when a key was last used: a publishable key is anybody's to use. With `cid` only
 * what belongs to that channel.
 */
export async function fingerprint(
  databaseUrl: string,
  appId: string,
  cid?: string,
): Promise<Map<string, string>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Rows are guarded from the tables' owner too.
    await client.query("set role natter_app");
    await client.query("select set_config('natter.app', $1, false)", [appId]);
    const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
      `select g.table_name as name, array_agg(c.column_name::text) as columns
       from information_schema.role_table_grants g join information_schema.columns c using (table_schema, table_name)
       where g.grantee = 'natter_app' and g.privilege_type = 'SELECT' and g.table_schema = 'public'
       group by g.table_name`,
    );
    const hashes = new Map<string, string>();
    for (const { name, columns } of tables) {
      const of = cid === undefined ? "true" : belongs(columns);
      if (of === null) continue;
      const { rows } = await client.query<{ hash: string }>(
        `select md5(coalesce(string_agg(row.text, ',' order by row.text), '')) as hash
         from (select (to_jsonb(t) - 'last_used_at')::text as text from "${name}" t where ${of}) row`,
        cid === undefined ? [] : [cid],
      );
      hashes.set(name, rows[0]?.hash ?? "");
    }
    return hashes;
  } finally {
    await client.end();
  }
}

/** How a table's rows of a channel are found; null for tables that know no channels. */
function belongs(columns: readonly string[]): string | null {
  if (columns.includes("cid")) return "t.cid = $1";
  if (columns.includes("stream")) return "t.stream = 'chat:' || $1";
  return null;
}
