import { sql, type SQL } from "drizzle-orm";
import { streamHeads } from "./event-log-table.ts";
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

type Place = { readonly appId: SQL; readonly stream: SQL };

/** The number of a stream's newest message, 0 before the first: a part of a room's statement. */
export function messageSeqOf({ appId, stream }: Place): SQL {
  return sql`coalesce((select h.message_seq from ${streamHeads} h where h.app_id = ${appId} and h.stream = ${stream}), 0)`;
}

/** When a stream's newest message was sent, null before the first: a part of a room's statement. */
export function lastMessageAtOf({ appId, stream }: Place): SQL {
  return sql`(select h.last_message_at from ${streamHeads} h where h.app_id = ${appId} and h.stream = ${stream})`;
}
