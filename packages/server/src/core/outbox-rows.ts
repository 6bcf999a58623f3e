import type { AppId } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import type { Database } from "../adapters/database/port.ts";
import type { CommittedEvent, StoredEvent } from "./event-log.ts";
import { events, outbox, streamHeads } from "./event-log-table.ts";
import { statement } from "./statement.ts";
import type { StreamKey } from "./streams.ts";
import type { Tx } from "./transact.ts";

const placeholder = sql.placeholder;

const oldest = statement<{ olderThanMs: number; limit: number }>(
  "oldest_pending",
  sql`
    select app_id as "appId", stream, seq
    from ${outbox}
    where created_at <= now() - make_interval(secs => ${placeholder("olderThanMs")}::double precision / 1000)
    order by created_at, app_id, stream, seq
    limit ${placeholder("limit")}`,
);

const stored = statement<{ appId: string; streams: string[]; seqs: number[] }>(
  "stored_events",
  sql`
    select e.app_id as "appId", e.stream, e.seq, e.type, e.data, e.created_at as at, h.epoch
    from unnest(${placeholder("streams")}::text[], ${placeholder("seqs")}::bigint[]) as wanted (stream, seq)
    join ${events} e on e.app_id = ${placeholder("appId")} and e.stream = wanted.stream and e.seq = wanted.seq
    join ${streamHeads} h on h.app_id = e.app_id and h.stream = e.stream
    order by e.stream, e.seq`,
);

const sweepLimit = 1_000;

/** Events that have waited in the outbox longer than `olderThanMs`, of all apps, per stream in order. */
export async function readLeftBehind(
  database: Database,
  olderThanMs: number,
): Promise<CommittedEvent[]> {
  const waiting = await database.transaction({ relay: true }, (connection) =>
    connection.query<{ appId: AppId; stream: StreamKey; seq: number }>(
      oldest.statement,
      oldest.bind({ olderThanMs, limit: sweepLimit }),
    ),
  );
  const found: CommittedEvent[] = [];
  for (const [appId, rows] of Map.groupBy(waiting, (row) => row.appId)) {
    const params = {
      appId,
      streams: rows.map((row) => row.stream),
      seqs: rows.map((row) => row.seq),
    };
    found.push(
      ...(await database.transaction({ app: appId }, (connection) =>
        connection.query<StoredEvent>(stored.statement, stored.bind(params)),
      )),
    );
  }
  return found;
}

const lowest = statement<{ appId: string; stream: string }>(
  "first_pending",
  sql`select min(seq) as seq from ${outbox} where app_id = ${placeholder("appId")} and stream = ${placeholder("stream")}`,
);

/** The lowest number of a stream still to be published or settled; null when there is none. */
export async function readFirstPending(
  database: Database,
  appId: AppId,
  stream: StreamKey,
): Promise<number | null> {
  const [row] = await database.transaction({ app: appId }, (connection) =>
    connection.query<{ seq: number | null }>(lowest.statement, lowest.bind({ appId, stream })),
  );
  return row?.seq ?? null;
}

const remove = statement<{ appId: string; streams: string[]; seqs: number[] }>(
  "remove_pending",
  sql`
    delete from ${outbox} as o
    using unnest(${placeholder("streams")}::text[], ${placeholder("seqs")}::bigint[]) as done (stream, seq)
    where o.app_id = ${placeholder("appId")} and o.stream = done.stream and o.seq = done.seq`,
);

/** Removes published events from the outbox. */
export async function removePending(
  tx: Tx,
  published: readonly { readonly stream: StreamKey; readonly seq: number }[],
): Promise<void> {
  const params = {
    appId: tx.appId,
    streams: published.map((event) => event.stream),
    seqs: published.map((event) => event.seq),
  };
  await tx.connection.query(remove.statement, remove.bind(params));
}

/** Whether an event of a stream up to a number is still to be published: a part of a room's statement. */
export function isPendingUpTo({ appId, stream, seq }: { appId: SQL; stream: SQL; seq: SQL }): SQL {
  return sql`exists (select from ${outbox} o where o.app_id = ${appId} and o.stream = ${stream} and o.seq <= ${seq})`;
}
