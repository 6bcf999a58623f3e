import { PgDialect } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm";
import type { Statement } from "../adapters/database/port.ts";

const dialect = new PgDialect();

/**
 * Compiles SQL written with table objects once, for statements run so often that building them each time would show.
 * Every `sql.placeholder("name")` becomes a parameter; the returned function puts values in their order.
 */
export function statement<Params extends Record<string, unknown>>(
  name: string,
  query: SQL,
): { statement: Statement; bind(params: Params): unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(query);
  const names = params.map((param) => {
    if (typeof param === "object" && param !== null && "name" in param) return String(param.name);
    throw new Error(`Statement ${name} holds a value; use a placeholder.`);
  });
  return { statement: { name, text }, bind: (values) => names.map((key) => values[key]) };
}

/** Compiles SQL whose shape is another each time; what it compares with goes as parameters. */
export function compile(query: SQL): { statement: Statement; params: unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { statement: { text }, params };
}
