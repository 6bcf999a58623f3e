import { sql, type SQL } from "drizzle-orm";
import type { Connection } from "../adapters/database/port.ts";
import { streamHeads } from "./event-log-table.ts";
import { newEpoch } from "./event-log.ts";
import { statement } from "./statement.ts";
import type { StreamKey } from "./streams.ts";
import type { Tx } from "./transact.ts";

/** Where a stream stands. */
export type StreamHead = {
  readonly epoch: string;
  readonly eventSeq: number;
  readonly messageSeq: number;
};

const placeholder = sql.placeholder;

const several = statement<{ appId: string; streams: readonly string[] }>(
  "read_heads",
  sql`select stream, epoch, event_seq as "eventSeq", message_seq as "messageSeq" from ${streamHeads}
      where app_id = ${placeholder("appId")} and stream = any(${placeholder("streams")}::text[])`,
);

/** Where streams stand, in one statement. A stream that never had an event is left out. */
export async function readHeads(
  tx: Tx,
  streams: readonly StreamKey[],
): Promise<Map<StreamKey, StreamHead>> {
  const rows = await tx.connection.query<StreamHead & { stream: StreamKey }>(
    several.statement,
    several.bind({ appId: tx.appId, streams }),
  );
  return new Map(rows.map((row) => [row.stream, row]));
}

const lock = statement<{ appId: string; stream: string }>(
  "lock_head",
  sql`select 1 from ${streamHeads} where app_id = ${placeholder("appId")} and stream = ${placeholder("stream")} for update`,
);

/** Keeps everybody else from writing to a stream until the transaction ends: for `Tx.hold`, which keeps the order. */
export async function lockHead(
  connection: Connection,
  { appId, stream }: { appId: string; stream: StreamKey },
): Promise<void> {
  await connection.query(lock.statement, lock.bind({ appId, stream }));
}

const renew = statement<{ appId: string; stream: string; epoch: string }>(
  "renew_epoch",
  sql`update ${streamHeads} set epoch = ${placeholder("epoch")}
      where app_id = ${placeholder("appId")} and stream = ${placeholder("stream")}`,
);

/** Starts a stream anew after what it told of is gone: its numbers go on, and nobody can go on from an old position. */
export async function renewEpoch(tx: Tx, stream: StreamKey): Promise<void> {
  await tx.connection.query(
    renew.statement,
    renew.bind({ appId: tx.appId, stream, epoch: newEpoch() }),
  );
}

type Place = { readonly appId: SQL; readonly stream: SQL };

/** The number of a stream's newest message, 0 before the first: a part of a room's statement. */
export function messageSeqOf({ appId, stream }: Place): SQL {
  return sql`coalesce((select h.message_seq from ${streamHeads} h where h.app_id = ${appId} and h.stream = ${stream}), 0)`;
}

/** When a stream's newest message was sent, null before the first: a part of a room's statement. */
export function lastMessageAtOf({ appId, stream }: Place): SQL {
  return sql`(select h.last_message_at from ${streamHeads} h where h.app_id = ${appId} and h.stream = ${stream})`;
}
