import type { AppId } from "@natter/contract";
import { sql } from "drizzle-orm";
import type { Database } from "../adapters/database/port.ts";
import { events, outbox, streamHeads } from "./event-log-table.ts";
import { statement } from "./statement.ts";
import type { StreamKey } from "./streams.ts";
import type { Tx } from "./transact.ts";

const placeholder = sql.placeholder;

/** A stream of an app: a place in the walk over all of them. */
export type StreamName = { readonly appId: AppId; readonly stream: StreamKey };

const page = statement<{ appId: string; stream: string; limit: number }>(
  "next_streams",
  sql`
    select app_id as "appId", stream from ${streamHeads}
    where (app_id, stream) > (${placeholder("appId")}::text, ${placeholder("stream")}::text)
    order by app_id, stream limit ${placeholder("limit")}`,
);

/** The streams of all apps behind one of them, in the order of their names; from the first where there is none. */
export function nextStreams(
  database: Database,
  after: StreamName | null,
  limit: number,
): Promise<StreamName[]> {
  const { appId, stream } = after ?? { appId: "", stream: "" };
  return database.transaction({ relay: true }, (connection) =>
    connection.query<StreamName>(page.statement, page.bind({ appId, stream, limit })),
  );
}

// Only the front of a line goes, and nothing that is still to be published: a line must never get a hole. The first fact
// is looked at alone, so that a stream without old ones costs one look into the index.
const prune = statement<{ appId: string; streams: readonly string[]; before: Date; most: number }>(
  "prune_events",
  sql`
    with old_lines as (
      select wanted.stream
      from unnest(${placeholder("streams")}::text[]) as wanted (stream)
      where (
        select e.created_at from ${events} e
        where e.app_id = ${placeholder("appId")} and e.stream = wanted.stream
        order by e.seq limit 1) < ${placeholder("before")}::timestamptz
    ), front as (
      select line.stream, fact.seq, fact.created_at
      from old_lines line cross join lateral (
        select e.seq, e.created_at from ${events} e
        where e.app_id = ${placeholder("appId")} and e.stream = line.stream
        order by e.seq limit ${placeholder("most")}) fact
    ), kept as (
      select stream, min(seq) as seq from front
      where created_at >= ${placeholder("before")}::timestamptz group by stream
    ), doomed as (
      select front.stream, front.seq from front
      left join kept on kept.stream = front.stream
      where (kept.seq is null or front.seq < kept.seq)
        and not exists (
          select 1 from ${outbox} o
          where o.app_id = ${placeholder("appId")} and o.stream = front.stream and o.seq <= front.seq)
      order by front.stream, front.seq limit ${placeholder("most")}
    ), gone as (
      delete from ${events} e using doomed
      where e.app_id = ${placeholder("appId")} and e.stream = doomed.stream and e.seq = doomed.seq
      returning 1
    )
    select count(*)::integer as gone from gone`,
);

/** Forgets at most `most` facts of streams of one app that are from before a time, oldest first; answers with how many. */
export async function pruneEvents(
  tx: Tx,
  streams: readonly StreamKey[],
  { before, most }: { before: Date; most: number },
): Promise<number> {
  const [row] = await tx.connection.query<{ gone: number }>(
    prune.statement,
    prune.bind({ appId: tx.appId, streams, before, most }),
  );
  return row?.gone ?? 0;
}
