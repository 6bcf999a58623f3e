import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { hidesReceipts } from "../settings/public.ts";
import { readStates } from "./read-state-table.ts";

export type ReadStateRow = {
  readonly userId: string;
  readonly cid: string;
  readonly generation: number;
  readonly readSeq: number;
  readonly receiptSeq: number;
  readonly readAt: Date | null;
  /** When the member last read, whether others see it or not. */
  readonly ownReadAt: Date | null;
  readonly deliveredSeq: number;
  readonly deliveredAt: Date | null;
};

const placeholder = sql.placeholder;

const columns = sql.raw(
  `r.cid, r.user_id as "userId", r.generation, r.read_seq as "readSeq", r.receipt_seq as "receiptSeq",
   r.read_at as "readAt", r.own_read_at as "ownReadAt", r.delivered_seq as "deliveredSeq", r.delivered_at as "deliveredAt"`,
);

const ofUser = statement<{ appId: string; userId: string; cids: readonly string[] }>(
  "read_states_of_user",
  sql`select ${columns} from ${readStates} r
      where r.app_id = ${placeholder("appId")} and r.user_id = ${placeholder("userId")} and r.cid = any(${placeholder("cids")}::text[])`,
);

/** How far a user has read in some channels; channels never read are left out. */
export function readStatesOf(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<ReadStateRow[]> {
  return tx.connection.query<ReadStateRow>(
    ofUser.statement,
    ofUser.bind({ appId: tx.appId, userId, cids }),
  );
}

const lock = statement<{ appId: string; userId: string; cids: readonly string[] }>(
  "lock_read_states",
  // Rows are made when they are first needed, so that there always is one to lock; by ascending cid, against deadlocks.
  sql`insert into ${readStates} as r (app_id, cid, user_id)
      select ${placeholder("appId")}::text, wanted.cid, ${placeholder("userId")}::text
      from unnest(${placeholder("cids")}::text[]) as wanted (cid) order by wanted.cid collate "C"
      on conflict (app_id, cid, user_id) do update set read_seq = r.read_seq
      returning ${columns}`,
);

/** A user's read states in channels that exist, locked until the transaction ends. */
export function lockReadStates(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<ReadStateRow[]> {
  return tx.connection.query<ReadStateRow>(
    lock.statement,
    lock.bind({ appId: tx.appId, userId, cids }),
  );
}

/** A user's read state in a channel, locked until the transaction ends. */
export async function lockReadState(tx: Tx, cid: string, userId: string): Promise<ReadStateRow> {
  const [row] = await lockReadStates(tx, userId, [cid]);
  if (!row) throw new Error("Locking a read state returned no row.");
  return row;
}

const save = statement<{
  appId: string;
  userId: string;
  cids: readonly string[];
  generations: readonly number[];
  readSeqs: readonly number[];
  receiptSeqs: readonly number[];
  readAts: readonly (Date | null)[];
  ownReadAts: readonly (Date | null)[];
  deliveredSeqs: readonly number[];
  deliveredAts: readonly (Date | null)[];
}>(
  "save_read_states",
  sql`update ${readStates} as r set generation = item.generation, read_seq = item.read_seq,
        receipt_seq = item.receipt_seq, read_at = item.read_at, own_read_at = item.own_read_at,
        delivered_seq = item.delivered_seq, delivered_at = item.delivered_at
      from unnest(${placeholder("cids")}::text[], ${placeholder("generations")}::integer[], ${placeholder("readSeqs")}::bigint[],
        ${placeholder("receiptSeqs")}::bigint[], ${placeholder("readAts")}::timestamptz[], ${placeholder("ownReadAts")}::timestamptz[],
        ${placeholder("deliveredSeqs")}::bigint[], ${placeholder("deliveredAts")}::timestamptz[])
        as item (cid, generation, read_seq, receipt_seq, read_at, own_read_at, delivered_seq, delivered_at)
      where r.app_id = ${placeholder("appId")} and r.cid = item.cid and r.user_id = ${placeholder("userId")}`,
);

/** Writes locked read states of one user back. */
export async function saveReadStates(
  tx: Tx,
  userId: string,
  rows: readonly ReadStateRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.connection.query(
    save.statement,
    save.bind({
      appId: tx.appId,
      userId,
      cids: rows.map((row) => row.cid),
      generations: rows.map((row) => row.generation),
      readSeqs: rows.map((row) => row.readSeq),
      receiptSeqs: rows.map((row) => row.receiptSeq),
      readAts: rows.map((row) => row.readAt),
      ownReadAts: rows.map((row) => row.ownReadAt),
      deliveredSeqs: rows.map((row) => row.deliveredSeq),
      deliveredAts: rows.map((row) => row.deliveredAt),
    }),
  );
}

const shown = statement<{ appId: string; cid: string; limit: number }>(
  "shown_read_states",
  sql`select ${columns} from ${readStates} r
      where r.app_id = ${placeholder("appId")} and r.cid = ${placeholder("cid")}
        and not ${hidesReceipts({ appId: sql`r.app_id`, userId: sql`r.user_id` })}
      order by r.user_id limit ${placeholder("limit")}`,
);

/** How far those members of a channel who show it have read and received. */
export function shownReadStates(tx: Tx, cid: string, limit: number): Promise<ReadStateRow[]> {
  return tx.connection.query<ReadStateRow>(
    shown.statement,
    shown.bind({ appId: tx.appId, cid, limit }),
  );
}

const counts = statement<{ appId: string; cid: string; seq: number; senderId: string | null }>(
  "receipt_counts",
  sql`select count(*) filter (where r.delivered_seq >= ${placeholder("seq")})::int as delivered,
        count(*) filter (where r.receipt_seq >= ${placeholder("seq")})::int as read
      from ${readStates} r
      where r.app_id = ${placeholder("appId")} and r.cid = ${placeholder("cid")}
        and r.user_id is distinct from ${placeholder("senderId")}::text
        and not ${hidesReceipts({ appId: sql`r.app_id`, userId: sql`r.user_id` })}`,
);

/** How many of those who show it have received and read a message, by their watermarks. */
export async function countReceipts(
  tx: Tx,
  message: { cid: string; seq: number; senderId: string | null },
): Promise<{ delivered: number; read: number }> {
  const [row] = await tx.connection.query<{ delivered: number; read: number }>(
    counts.statement,
    counts.bind({ appId: tx.appId, ...message }),
  );
  return row ?? { delivered: 0, read: 0 };
}
