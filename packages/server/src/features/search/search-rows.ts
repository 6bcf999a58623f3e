import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messageSearch } from "./search-table.ts";

export type SearchRow = {
  readonly cid: string;
  readonly seq: number;
  readonly messageId: string;
  readonly version: number;
  readonly senderId: string | null;
  readonly shadowed: boolean;
  readonly createdAt: Date;
  readonly body: string;
  readonly grams: readonly number[];
};

const placeholder = sql.placeholder;

const save = statement<{
  appId: string;
  cids: readonly string[];
  seqs: readonly number[];
  ids: readonly string[];
  versions: readonly number[];
  senderIds: readonly (string | null)[];
  shadowed: readonly boolean[];
  createdAts: readonly Date[];
  bodies: readonly string[];
  grams: readonly string[];
}>(
  "save_search_rows",
  // By ascending key, so that two writers wait for each other instead of locking crosswise.
  sql`insert into ${messageSearch} as kept (app_id, cid, seq, message_id, version, sender_id, shadowed, created_at, body, grams)
      select ${placeholder("appId")}::text, item.cid, item.seq, item.id, item.version, item.sender_id, item.shadowed,
        item.created_at, item.body, item.grams::int[]
      from unnest(${placeholder("cids")}::text[], ${placeholder("seqs")}::bigint[], ${placeholder("ids")}::uuid[],
        ${placeholder("versions")}::bigint[], ${placeholder("senderIds")}::text[], ${placeholder("shadowed")}::boolean[],
        ${placeholder("createdAts")}::timestamptz[], ${placeholder("bodies")}::text[], ${placeholder("grams")}::text[])
        as item (cid, seq, id, version, sender_id, shadowed, created_at, body, grams)
      order by item.cid collate "C", item.seq
      on conflict (app_id, cid, seq) do update set message_id = excluded.message_id, version = excluded.version,
        sender_id = excluded.sender_id, shadowed = excluded.shadowed, created_at = excluded.created_at,
        body = excluded.body, grams = excluded.grams
      where kept.version < excluded.version or kept.message_id <> excluded.message_id`,
);

/** Writes what messages are found by, each message given once; a row made from a newer version stays. */
export async function saveSearchRows(tx: Tx, rows: readonly SearchRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.connection.query(
    save.statement,
    save.bind({
      appId: tx.appId,
      cids: rows.map((row) => row.cid),
      seqs: rows.map((row) => row.seq),
      ids: rows.map((row) => row.messageId),
      versions: rows.map((row) => row.version),
      senderIds: rows.map((row) => row.senderId),
      shadowed: rows.map((row) => row.shadowed),
      createdAts: rows.map((row) => row.createdAt),
      bodies: rows.map((row) => row.body),
      grams: rows.map((row) => `{${row.grams.join(",")}}`),
    }),
  );
}

const remove = statement<{ appId: string; cids: readonly string[]; seqs: readonly number[] }>(
  "delete_search_rows",
  sql`delete from ${messageSearch} s
      using unnest(${placeholder("cids")}::text[], ${placeholder("seqs")}::bigint[]) as gone (cid, seq)
      where s.app_id = ${placeholder("appId")} and s.cid = gone.cid and s.seq = gone.seq`,
);

/** Removes what some messages are found by. */
export async function deleteSearchRows(
  tx: Tx,
  places: readonly { readonly cid: string; readonly seq: number }[],
): Promise<void> {
  if (places.length === 0) return;
  const cids = places.map((place) => place.cid);
  const seqs = places.map((place) => place.seq);
  await tx.connection.query(remove.statement, remove.bind({ appId: tx.appId, cids, seqs }));
}

const removeRange = statement<{ appId: string; cid: string; after: number; upTo: number }>(
  "delete_search_range",
  sql`delete from ${messageSearch}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")}
        and seq > ${placeholder("after")} and seq <= ${placeholder("upTo")}`,
);

/** Removes what the messages of a channel after one number and up to another are found by. */
export async function deleteSearchRange(
  tx: Tx,
  range: { cid: string; after: number; upTo: number },
): Promise<void> {
  await tx.connection.query(removeRange.statement, removeRange.bind({ appId: tx.appId, ...range }));
}

const find = statement<FindParams & { appId: string }>(
  "search_messages",
  // The app is not handed over: the function takes it from the transaction.
  sql`select found.message_id as id, found.created_at as at from natter_search(
        ${placeholder("cids")}::text[], ${placeholder("viewerId")}::text, ${placeholder("grams")}::int[],
        ${placeholder("unwantedGrams")}::int[], ${placeholder("patterns")}::text[], ${placeholder("unwantedPatterns")}::text[],
        ${placeholder("senders")}::text[], ${placeholder("since")}::timestamptz, ${placeholder("until")}::timestamptz,
        ${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeId")}::uuid, ${placeholder("limit")}::int) found`,
);

export type FindParams = {
  readonly cids: readonly string[];
  readonly viewerId: string;
  readonly grams: readonly number[];
  readonly unwantedGrams: readonly number[];
  readonly patterns: readonly string[];
  readonly unwantedPatterns: readonly string[];
  readonly senders: readonly string[] | null;
  readonly since: Date | "-infinity";
  readonly until: Date | "infinity";
  readonly beforeAt: Date | "infinity";
  readonly beforeId: string;
  readonly limit: number;
};

/** Ids and times of messages that the index says match, newest first. It may say too much: look at the messages themselves. */
export function findInIndex(tx: Tx, params: FindParams): Promise<{ id: string; at: Date }[]> {
  return tx.connection.query(find.statement, find.bind({ appId: tx.appId, ...params }));
}

const removeBetween = statement<{
  appId: string;
  cid: string;
  seq: number;
  lastCid: string | null;
  lastSeq: number;
}>(
  "delete_search_between",
  sql`delete from ${messageSearch} s
      where s.app_id = ${placeholder("appId")} and (s.cid, s.seq) > (${placeholder("cid")}::text, ${placeholder("seq")}::bigint)
        and (${placeholder("lastCid")}::text is null
          or (s.cid, s.seq) <= (${placeholder("lastCid")}::text, ${placeholder("lastSeq")}::bigint))`,
);

type Place = { readonly cid: string; readonly seq: number };

/** Removes everything after one place, by channel and number, up to another; to the end without one. */
export async function deleteSearchBetween(tx: Tx, from: Place, last: Place | null): Promise<void> {
  await tx.connection.query(
    removeBetween.statement,
    removeBetween.bind({
      appId: tx.appId,
      ...{ cid: from.cid, seq: from.seq },
      ...{ lastCid: last?.cid ?? null, lastSeq: last?.seq ?? 0 },
    }),
  );
}
