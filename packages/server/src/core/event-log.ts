import type { AppId, ChannelEvent, UserEvent } from "@natter/contract";
import { sql } from "drizzle-orm";
import type { Connection } from "../adapters/database/port.ts";
import { events, outbox, streamHeads } from "./event-log-table.ts";
import { statement } from "./statement.ts";
import { streamOwner, type StreamKey } from "./streams.ts";
import type { Tx } from "./transact.ts";

type EventType = ChannelEvent["type"] | UserEvent["type"];

/** A fact to append: its type and what must be kept of it. What a room's view adds when it is read is left out. */
export type NewEvent = { readonly type: EventType; readonly data: Record<string, unknown> };

/** The one user who is told of a fact that is nothing to anybody else; null for a fact like any other. */
export function shadowOf(data: Readonly<Record<string, unknown>>): string | null {
  return typeof data["shadowOf"] === "string" ? data["shadowOf"] : null;
}

/** A fact in the log. */
export type StoredEvent = NewEvent & {
  readonly appId: AppId;
  readonly stream: StreamKey;
  readonly seq: number;
  readonly epoch: string;
  readonly at: Date;
};

/** A fact just committed; `payload` is what the wire carries, where the action has it at hand already. */
export type CommittedEvent = StoredEvent & { readonly payload?: Record<string, unknown> };

/**
 * Turns facts of one type into what the wire carries beside the envelope, one for each, as things are now and as one
 * viewer sees them; null for what is told to everybody.
 */
export type EventView = (
  tx: Tx,
  stored: readonly StoredEvent[],
  viewerId: string | null,
) => Promise<Record<string, unknown>[]>;

const placeholder = sql.placeholder;

// A head is made with the first event of its line; the epoch then stays until a restore or a truncation gives another.
const append = statement<{
  appId: string;
  stream: string;
  epoch: string;
  types: string[];
  data: string[];
  now: Date;
}>(
  "append_events",
  sql`
    with head as (
      insert into ${streamHeads} as head (app_id, stream, epoch, event_seq)
      values (${placeholder("appId")}::text, ${placeholder("stream")}::text, ${placeholder("epoch")}::text, cardinality(${placeholder("types")}::text[]))
      on conflict (app_id, stream) do update set event_seq = head.event_seq + excluded.event_seq
      returning event_seq - cardinality(${placeholder("types")}::text[]) as before, epoch
    ), fact as (
      insert into ${events} (app_id, stream, seq, type, data, created_at)
      select ${placeholder("appId")}::text, ${placeholder("stream")}::text, before + item.ordinality, item.type, item.data::jsonb, ${placeholder("now")}::timestamptz
      from head, unnest(${placeholder("types")}::text[], ${placeholder("data")}::text[]) with ordinality as item (type, data, ordinality)
    ), pending as (
      insert into ${outbox} (app_id, stream, seq, created_at)
      select ${placeholder("appId")}::text, ${placeholder("stream")}::text, before + number, now()
      from head, generate_series(1, cardinality(${placeholder("types")}::text[])) as number
    )
    select before, epoch from head`,
);

/** Appends events to one stream: its head, the log and the outbox in one statement. */
export async function appendEvents(
  connection: Connection,
  {
    appId,
    stream,
    list,
    now,
  }: { appId: AppId; stream: StreamKey; list: readonly NewEvent[]; now: Date },
): Promise<CommittedEvent[]> {
  const [head] = await connection.query<{ before: number; epoch: string }>(
    append.statement,
    append.bind({
      appId,
      stream,
      epoch: newEpoch(),
      types: list.map((event) => event.type),
      data: list.map((event) => JSON.stringify(event.data)),
      now,
    }),
  );
  if (!head) throw new Error("Appending events returned no head.");
  return list.map((event, index) => ({
    ...event,
    appId,
    stream,
    seq: head.before + 1 + index,
    epoch: head.epoch,
    at: now,
  }));
}

const epochStart = Array.from(crypto.getRandomValues(new Uint8Array(8)), (value) =>
  String.fromCharCode(97 + (value % 26)),
).join("");
let epochs = 0;

/** A new epoch: unlike any other, of this process or another. Asked for with every send, so it takes no randomness each time. */
export function newEpoch(): string {
  epochs += 1;
  return `${epochStart}${epochs.toString(36)}`;
}

const head = statement<{ appId: string; stream: string }>(
  "read_head",
  sql`
    select epoch, event_seq as "eventSeq", message_seq as "messageSeq"
    from ${streamHeads}
    where app_id = ${placeholder("appId")} and stream = ${placeholder("stream")}`,
);

/** Where a stream stands. A stream that never had an event stands at 0 of the epoch ''. */
export async function readHead(
  tx: Tx,
  stream: StreamKey,
): Promise<{ epoch: string; eventSeq: number; messageSeq: number }> {
  const [row] = await tx.connection.query<{ epoch: string; eventSeq: number; messageSeq: number }>(
    head.statement,
    head.bind({ appId: tx.appId, stream }),
  );
  return row ?? { epoch: "", eventSeq: 0, messageSeq: 0 };
}

const range = statement<{ appId: string; stream: string; after: number; limit: number }>(
  "read_events",
  sql`
    select seq, type, data, created_at as at
    from ${events}
    where app_id = ${placeholder("appId")} and stream = ${placeholder("stream")} and seq > ${placeholder("after")}
    order by seq limit ${placeholder("limit")}`,
);

/** The facts of a stream after a number, oldest first. */
export async function readEvents(
  tx: Tx,
  stream: StreamKey,
  { after, limit, epoch }: { after: number; limit: number; epoch: string },
): Promise<StoredEvent[]> {
  const rows = await tx.connection.query<{
    seq: number;
    type: EventType;
    data: Record<string, unknown>;
    at: Date;
  }>(range.statement, range.bind({ appId: tx.appId, stream, after, limit }));
  return rows.map((row) => ({ ...row, appId: tx.appId, stream, epoch }));
}

const newer = statement<{ appId: string; streams: readonly string[]; at: Date; most: number }>(
  "count_newer_events",
  sql`
    select wanted.stream, coalesce((
        select count(*)::integer from (
          select e.created_at from ${events} e
          where e.app_id = ${placeholder("appId")} and e.stream = wanted.stream
          order by e.seq desc limit ${placeholder("most")}) last
        where last.created_at >= ${placeholder("at")}::timestamptz), 0) as newer
    from unnest(${placeholder("streams")}::text[]) as wanted (stream)
    where (
        select e.created_at from ${events} e
        where e.app_id = ${placeholder("appId")} and e.stream = wanted.stream
        order by e.seq desc limit 1) >= ${placeholder("at")}::timestamptz`,
);

/** How many of the newest `most` facts of each stream are from a time on; a stream without any is left out. */
export async function countNewerEvents(
  tx: Tx,
  streams: readonly StreamKey[],
  { at, most }: { at: Date; most: number },
): Promise<Map<StreamKey, number>> {
  if (streams.length === 0) return new Map();
  const rows = await tx.connection.query<{ stream: StreamKey; newer: number }>(
    newer.statement,
    newer.bind({ appId: tx.appId, streams, at, most }),
  );
  return new Map(rows.map((row) => [row.stream, row.newer]));
}

/** What the wire carries: the envelope of the event's line around its payload. */
export function wireEvent(
  event: StoredEvent,
  payload: Record<string, unknown>,
): ChannelEvent | UserEvent {
  const owner = streamOwner(event.stream);
  const line =
    owner.type === "channel" ? { cid: owner.id, eventSeq: event.seq } : { userSeq: event.seq };
  const envelope = { type: event.type, ...line, epoch: event.epoch, at: event.at.toISOString() };
  return { ...envelope, ...payload } as ChannelEvent | UserEvent; // the views build what the contract says; the scenarios prove it
}
