import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { readStates } from "./read-state-table.ts";

export type ReadStateRow = {
  readonly userId: string;
  readonly cid: string;
  readonly generation: number;
  readonly readSeq: number;
  readonly receiptSeq: number;
  readonly readAt: Date | null;
  readonly deliveredSeq: number;
  readonly deliveredAt: Date | null;
};

const placeholder = sql.placeholder;

const columns = sql.raw(
  `r.cid, r.user_id as "userId", r.generation, r.read_seq as "readSeq", r.receipt_seq as "receiptSeq",
   r.read_at as "readAt", r.delivered_seq as "deliveredSeq", r.delivered_at as "deliveredAt"`,
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

const ofChannel = statement<{ appId: string; cid: string; limit: number }>(
  "read_states_of_channel",
  sql`select ${columns} from ${readStates} r
      where r.app_id = ${placeholder("appId")} and r.cid = ${placeholder("cid")} order by r.user_id limit ${placeholder("limit")}`,
);

/** How far the members of a channel have read and received. */
export function readStatesIn(tx: Tx, cid: string, limit: number): Promise<ReadStateRow[]> {
  return tx.connection.query<ReadStateRow>(
    ofChannel.statement,
    ofChannel.bind({ appId: tx.appId, cid, limit }),
  );
}

const lock = statement<{ appId: string; cid: string; userId: string }>(
  "lock_read_state",
  // The row is made when it is first needed, so that there always is one to lock.
  sql`insert into ${readStates} as r (app_id, cid, user_id) values (${placeholder("appId")}, ${placeholder("cid")}, ${placeholder("userId")})
      on conflict (app_id, cid, user_id) do update set read_seq = r.read_seq
      returning ${columns}`,
);

/** A user's read state in a channel, locked until the transaction ends. */
export async function lockReadState(tx: Tx, cid: string, userId: string): Promise<ReadStateRow> {
  const [row] = await tx.connection.query<ReadStateRow>(
    lock.statement,
    lock.bind({ appId: tx.appId, cid, userId }),
  );
  if (!row) throw new Error("Locking a read state returned no row.");
  return row;
}

const save = statement<{
  appId: string;
  cid: string;
  userId: string;
  generation: number;
  readSeq: number;
  receiptSeq: number;
  readAt: Date | null;
  deliveredSeq: number;
  deliveredAt: Date | null;
}>(
  "save_read_state",
  sql`update ${readStates} set generation = ${placeholder("generation")}, read_seq = ${placeholder("readSeq")},
        receipt_seq = ${placeholder("receiptSeq")}, read_at = ${placeholder("readAt")},
        delivered_seq = ${placeholder("deliveredSeq")}, delivered_at = ${placeholder("deliveredAt")}
      where app_id = ${placeholder("appId")} and cid = ${placeholder("cid")} and user_id = ${placeholder("userId")}`,
);

/** Writes a locked read state back. */
export async function saveReadState(tx: Tx, row: ReadStateRow): Promise<void> {
  await tx.connection.query(save.statement, save.bind({ appId: tx.appId, ...row }));
}
