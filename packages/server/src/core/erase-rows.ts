import { sql, type Column } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "./transact.ts";

type TableOfUsers = PgTable & { readonly appId: Column; readonly userId: Column };

const rowsPerBatch = 1_000;
const dialect = new PgDialect();

/** Deletes a batch of the rows that a table holds of a user, by one of its columns. Answers as `Feature.eraseUser` does: null when none are left. */
export async function eraseRows(
  tx: Tx,
  table: TableOfUsers,
  userId: string,
  column: Column = table.userId,
): Promise<string | null> {
  const { sql: text, params } = dialect.sqlToQuery(
    sql`delete from ${table} where ${table.appId} = ${tx.appId} and ctid = any(array(
          select ctid from ${table} where ${table.appId} = ${tx.appId} and ${column} = ${userId}
          limit ${rowsPerBatch}))
        returning 1`,
  );
  const rows = await tx.connection.query({ text }, params);
  return rows.length < rowsPerBatch ? null : "more";
}
