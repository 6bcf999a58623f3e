import type { AppId } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { foreignKeyViolation, sqlState, type Connection } from "../adapters/database/port.ts";
import type { Engine } from "./engine.ts";
import { appendEvents, type CommittedEvent, type NewEvent } from "./event-log.ts";
import { lockHead } from "./stream-heads.ts";
import type { StreamKey } from "./streams.ts";
import { UnbuildableEvents } from "./unbuildable-events.ts";

/** One transaction of one app. */
export type Tx = {
  readonly appId: AppId;
  readonly engine: Engine;
  readonly now: Date;
  /** The limits of the app, as they were when the transaction began. */
  readonly limits: Limits;
  /** Whether an earlier attempt met an event that could not be built. */
  readonly isCareful: boolean;
  readonly connection: Connection;
  /** Drizzle's query builder on this transaction's connection. */
  readonly db: PgRemoteDatabase;
  /**
   * Appends durable events to one stream and returns the number of the last. It locks the stream's head until the
   * transaction ends, so call it late; several streams go in ascending order, or two transactions deadlock.
   */
  emit(stream: StreamKey, ...events: readonly NewEvent[]): Promise<number>;
  /** Locks a stream's head as `emit` does, for whoever must look before there is something to tell. */
  hold(stream: StreamKey): Promise<void>;
  /** For statements that append to the log themselves: hands their events to the relay after the commit. */
  committed(event: CommittedEvent): void;
  /** Runs after the commit, never inside the transaction. Must not throw. */
  afterCommit(run: () => void): void;
};

const retries = 3;
// Serialization failure and deadlock: the work had no effect and may be done again. A foreign key that leads nowhere
// means that something was deleted after it was looked up: looking again finds out what, and refuses by its name.
const retryable = new Set(["40001", "40P01", foreignKeyViolation]);

/**
 * Runs one action's database work in one transaction and, once it is committed, hands its events to the relay.
 * Nothing outside the database may happen inside `work`, since it can be run again.
 */
export async function transact<Result>(
  engine: Engine,
  appId: AppId,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let isCareful = false;
  // Looked up before the transaction has a connection: it may need one itself.
  const limits = await engine.limitsOf(appId);
  for (let attempt = 1; ; attempt += 1) {
    const events: CommittedEvent[] = [];
    const after: (() => void)[] = [];
    try {
      const result = await engine.database.transaction({ app: appId }, (connection) =>
        work(openTx({ engine, appId, limits, connection, isCareful }, events, after)),
      );
      engine.relay.committed(events);
      for (const run of after) run();
      return result;
    } catch (error) {
      const isUnbuildable = error instanceof UnbuildableEvents;
      isCareful ||= isUnbuildable;
      if (attempt >= retries || !(isUnbuildable || retryable.has(sqlState(error) ?? "")))
        throw error;
    }
  }
}

/** Two transactions that took the same heads in another order would wait for each other. */
function takeHead(heads: StreamKey[], stream: StreamKey): void {
  if (heads.includes(stream)) return;
  const last = heads.at(-1);
  if (last !== undefined && stream < last)
    throw new Error(`Streams out of order: ${stream} after ${last}.`);
  heads.push(stream);
}

function openTx(
  of: Pick<Tx, "engine" | "appId" | "limits" | "connection" | "isCareful">,
  events: CommittedEvent[],
  after: (() => void)[],
): Tx {
  const { engine, appId, connection } = of;
  const now = engine.now();
  const heads: StreamKey[] = [];
  let builder: PgRemoteDatabase | undefined;
  return {
    ...of,
    now,
    get db() {
      builder ??= drizzle(async (text, params) => ({
        rows: await connection.queryArrays(text, params),
      }));
      return builder;
    },
    async emit(stream, ...list) {
      takeHead(heads, stream);
      const appended = await appendEvents(connection, { appId, stream, list, now });
      events.push(...appended);
      return appended.at(-1)?.seq ?? 0;
    },
    async hold(stream) {
      takeHead(heads, stream);
      await lockHead(connection, { appId, stream });
    },
    committed: (event) => events.push(event),
    afterCommit: (run) => after.push(run),
  };
}
