import type { Writable } from "node:stream";
import { type Client, Pool, types as pgTypes, type PoolClient, type PoolConfig } from "pg";
import {
  DatabaseUnavailable,
  sqlState,
  unavailableIn,
  type Connection,
  type Database,
  type Row,
  type Scope,
  type Statement,
} from "./port.ts";

export type PostgresOptions = {
  /** A connection string of the role that owns Natter's tables. */
  url: string;
  /** How many connections at most; 10 when not said. */
  connections?: number;
  /** Hears of every statement sent, for tests that count and benches that replay. */
  onQuery?: (statement: HeardStatement) => void;
};

/** A statement as it was sent; those of one transaction carry the same number. */
export type HeardStatement = Statement & {
  readonly params: readonly unknown[];
  readonly transaction: number;
};

const bigint = 20;

const typeParsers = {
  getTypeParser: ((oid: number, format: "text" | "binary") =>
    // Every bigint we keep is a counter far below 2^53.
    oid === bigint
      ? Number
      : pgTypes.getTypeParser(oid, format)) as PoolConfig["types"] extends infer Types
    ? Types extends { getTypeParser: infer Parser }
      ? Parser
      : never
    : never,
};

/** Opens a pool on PostgreSQL 15 or later. Throws `DatabaseUnavailable` when it does not answer. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const connections = options.connections ?? 10;
  const pool = new Pool({
    connectionString: options.url,
    max: connections,
    types: typeParsers,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A connection is worth keeping through a quiet hour: a new one plans every statement anew.
    idleTimeoutMillis: 3_600_000,
  } as PoolConfig);
  // A connection that breaks while idle is replaced by the pool; the next caller meets the error if it persists.
  pool.on("error", () => undefined);
  // One that breaks while somebody uses it tells them by their statements; as an event without a listener it would end us.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const version = await readVersion(pool);
  const observe = options.onQuery ?? (() => undefined);

  return {
    description: `PostgreSQL ${version}`,
    connections,
    transaction: (scope, work) => runTransaction(pool, scope, work, observe),
    ping: async () => {
      await pool.query("select 1");
    },
    close: () => pool.end(),
  };
}

async function readVersion(pool: Pool): Promise<string> {
  try {
    const { rows } = await pool.query<{ server_version: string }>("show server_version");
    return rows[0]?.server_version ?? "";
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function roleAndApp(scope: Scope): [role: string, app: string] {
  if ("relay" in scope) return ["natter_relay", ""];
  return [scope.erasing ? "natter_eraser" : "natter_app", scope.app];
}

type Observe = NonNullable<PostgresOptions["onQuery"]>;

const begin = { text: "begin" };
// The role and app of this transaction only, so that a pooler may hand the connection to anyone afterwards. Our statements
// go by their indexes whatever the values, so planning each anew costs more than it could gain (measured: half of a send).
const enter = {
  name: "enter",
  text: `select set_config('role', $1, true), set_config('natter.app', $2, true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`,
};
const commit = { text: "commit" };
const rollback = { text: "rollback" };

async function runTransaction<Result>(
  pool: Pool,
  scope: Scope,
  work: (connection: Connection) => Promise<Result>,
  observe: Observe,
): Promise<Result> {
  const client = await connect(pool);
  const transaction = openTransaction(client, observe);
  try {
    transaction.send(begin, []);
    transaction.send(enter, roleAndApp(scope));
    const result = await work(transaction.connection);
    if (!transaction.ended) await transaction.commit();
    client.release();
    return result;
  } catch (error) {
    await giveBack(client, transaction);
    throw unavailableIn(error) ?? error;
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DatabaseUnavailable("The database does not answer.", { cause: error });
  }
}

/** After an error: back into the pool in a clean state, or, when that cannot be had, thrown away. */
async function giveBack(client: PoolClient, transaction: OpenTransaction): Promise<void> {
  try {
    await transaction.send(rollback, []);
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

type OpenTransaction = {
  readonly connection: Connection;
  readonly ended: boolean;
  send(
    statement: Statement,
    params: readonly unknown[],
    rowMode?: "array",
  ): Promise<{ rows: unknown[]; command: string }>;
  commit(): Promise<void>;
};

let transactions = 0;

function openTransaction(client: PoolClient, observe: Observe): OpenTransaction {
  const transaction = (transactions += 1);
  const gather = gatherWrites(client);
  let ended = false;

  function send(statement: Statement, params: readonly unknown[], rowMode?: "array") {
    observe({ ...statement, params, transaction });
    gather();
    const query = { ...statement, values: params as unknown[], ...(rowMode ? { rowMode } : {}) }; // pg does not write to its values
    const sent = (client as unknown as Client)
      .query(query as { text: string; values: unknown[] })
      .catch(rethrow);
    // A caller that pipelines may await a later query first: an early failure must not be reported as unhandled.
    sent.catch(() => undefined);
    return sent as Promise<{ rows: unknown[]; command: string }>;
  }

  async function finish(last: Promise<{ rows: unknown[] }> | undefined): Promise<unknown[]> {
    const committed = send(commit, []);
    ended = true;
    const rows = (await last)?.rows ?? [];
    // PostgreSQL answers the commit of a failed transaction with ROLLBACK, not with an error.
    if ((await committed).command !== "COMMIT") throw new Error("The transaction was rolled back.");
    return rows;
  }

  return {
    get ended() {
      return ended;
    },
    send,
    commit: async () => {
      await finish(undefined);
    },
    connection: {
      query: async <Result extends Row>(statement: Statement, params: readonly unknown[]) =>
        (await send(statement, params)).rows as Result[], // the caller names the columns it selects
      queryArrays: async (text, params) =>
        (await send({ text }, params, "array")).rows as unknown[][], // rowMode "array"
      commitWith: async <Result extends Row>(statement: Statement, params: readonly unknown[]) =>
        (await finish(send(statement, params))) as Result[], // as above
    },
  };
}

/** Lets what is sent in one turn of the event loop leave in one write: a system call less for each statement. */
function gatherWrites(client: PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection; // pg's socket, not in its types
  let isGathering = false;
  return () => {
    if (isGathering) return;
    isGathering = true;
    stream.cork();
    process.nextTick(() => {
      isGathering = false;
      stream.uncork();
    });
  };
}

// Class 57 is an operator's intervention (shutdown), class 08 a broken connection; pg itself has no SQLSTATE for the latter.
function rethrow(error: unknown): never {
  const state = sqlState(error);
  const broken =
    error instanceof Error &&
    /Connection terminated|ECONNRE|EPIPE|not queryable/.test(error.message);
  if (broken || state?.startsWith("57P") || state?.startsWith("08")) {
    throw new DatabaseUnavailable("The connection to the database was lost.", { cause: error });
  }
  throw error;
}
