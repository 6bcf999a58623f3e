/** SQL compiled once and used often. `name` makes the server keep its plan; texts with a varying shape have none. */
export type Statement = { readonly text: string; readonly name?: string };

/** Whose rows a transaction sees: one app's (when that app is erased, also to delete what is kept for ever), or (the relay) the outbox of all apps. */
export type Scope = { readonly app: string; readonly erasing?: true } | { readonly relay: true };

export type Row = Record<string, unknown>;

/** A transaction's connection. Queries run in the order of the calls; they need not be awaited one by one. */
export type Connection = {
  /** Rows as objects; timestamps as `Date`, bigint as number, jsonb parsed. */
  query<Result extends Row = Row>(
    statement: Statement,
    params: readonly unknown[],
  ): Promise<Result[]>;
  /** Rows as arrays, for a query builder. */
  queryArrays(text: string, params: readonly unknown[]): Promise<unknown[][]>;
  /**
   * Runs the last statement and the commit in one round trip. The transaction is over afterwards; a failed
   * statement rolls everything back and throws.
   */
  commitWith<Result extends Row = Row>(
    statement: Statement,
    params: readonly unknown[],
  ): Promise<Result[]>;
};

/**
 * The database. Transactions are real: all or nothing, READ COMMITTED, durable when `transaction` resolves.
 * A row lock is held until the end of its transaction. Nothing is retried here.
 */
export type Database = {
  /** Runs `work` in one transaction under the scope's role and row-level policy. A throw rolls back. */
  transaction<Result>(
    scope: Scope,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result>;
  /** Whether the database answers. */
  ping(): Promise<void>;
  /** What runs, for people: engine, version and what it survives. */
  readonly description: string;
  readonly connections: number;
  close(): Promise<void>;
};

/** The database cannot be reached or is shutting down: the caller may try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** That the database was lost, also where a query builder put an error of its own around it; null for any other error. */
export function unavailableIn(error: unknown): DatabaseUnavailable | null {
  if (error instanceof DatabaseUnavailable) return error;
  return error instanceof Error ? unavailableIn(error.cause) : null;
}

/** The SQLSTATE of a database's error, also where a query builder put its own around it; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code))
    return error.code;
  return "cause" in error ? sqlState(error.cause) : undefined;
}

export const uniqueViolation = "23505";
export const foreignKeyViolation = "23503";
