import type { AppId } from "@natter/contract";
import { sql } from "drizzle-orm";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { createPrimaryWork, type PrimaryWork } from "../../core/primary-work.ts";
import { statement } from "../../core/statement.ts";
import { transact } from "../../core/transact.ts";
import { pageOfApps } from "./app-rows.ts";

const rowsPerBatch = 5_000;

/** Takes away what a deleted app leaves behind: in the primary, in batches, and again after a restart. */
export function createAppEraser(
  engine: () => Engine,
  processes: Pick<Processes, "inPrimary">,
): PrimaryWork {
  return createPrimaryWork({
    ...{ engine, processes, name: "apps.erase" },
    run: (appId, isStopped) => eraseApp(engine(), appId as AppId, isStopped), // begun with ids of our own rows
    async unfinished() {
      const left = await pageOfApps(engine(), { after: "", limit: 1_000, onlyDeleted: true });
      return left.map((app) => app.appId);
    },
  });
}

async function eraseApp(engine: Engine, appId: AppId, isStopped: () => boolean): Promise<void> {
  const tables = await transact(engine, appId, async (tx) =>
    childrenFirst(await tx.connection.query<Table>(appTables.statement, [])),
  );
  for (const table of tables) {
    let removed = rowsPerBatch;
    while (removed === rowsPerBatch) {
      if (isStopped()) return;
      const deletion = { text: deleteFrom(table) };
      const rows = await engine.database.transaction({ app: appId, erasing: true }, (connection) =>
        connection.query(deletion, [appId, rowsPerBatch]),
      );
      removed = rows.length;
    }
  }
}

type Table = { name: string; parents: string[] };

// Asked of the database, so that no table of any room can be forgotten: whatever has an app_id is erased.
const appTables = statement<Record<string, never>>(
  "tables_of_apps",
  sql`select quote_ident(c.relname) as name,
        array(select quote_ident(p.relname) from pg_constraint f join pg_class p on p.oid = f.confrelid
              where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid)::text[] as parents
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'app_id' and not a.attisdropped)
      order by c.relname`,
);

/** An order in which no row is deleted before those that point to it. */
function childrenFirst(tables: readonly Table[]): string[] {
  const ordered: string[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const isParent = new Set(left.flatMap((table) => table.parents));
    const free = left.filter((table) => !isParent.has(table.name));
    if (free.length === 0) throw new Error("Tables point to each other in a circle.");
    ordered.push(...free.map((table) => table.name));
    left = left.filter((table) => isParent.has(table.name));
  }
  return ordered;
}

function deleteFrom(table: string): string {
  return `delete from ${table} where app_id = $1
    and ctid = any(array(select ctid from ${table} where app_id = $1 limit $2)) returning 1`;
}
