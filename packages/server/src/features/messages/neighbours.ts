import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messages } from "./message-table.ts";

const placeholder = sql.placeholder;
// What the viewer sees in the channel itself.
const shown = sql`m.in_channel and (not m.shadowed or m.sender_id = ${placeholder("viewerId")})`;

const around = statement<{
  appId: string;
  ids: readonly string[];
  cids: readonly string[];
  seqs: readonly number[];
  viewerId: string;
}>(
  "neighbours",
  sql`select wanted.id,
        (select m.id from ${messages} m where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid
          and m.seq < wanted.seq and ${shown} order by m.seq desc limit 1) as "previousId",
        (select m.id from ${messages} m where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid
          and m.seq > wanted.seq and ${shown} order by m.seq limit 1) as "nextId"
      from unnest(${placeholder("ids")}::uuid[], ${placeholder("cids")}::text[], ${placeholder("seqs")}::bigint[])
        as wanted (id, cid, seq)`,
);

type Neighbours = { readonly previousId: string | null; readonly nextId: string | null };

/** The messages that stand right before and after some others in their channels for a viewer, by id. */
export async function neighbours(
  tx: Tx,
  rows: readonly { readonly id: string; readonly cid: string; readonly seq: number }[],
  viewerId: string,
): Promise<Map<string, Neighbours>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const cids = rows.map((row) => row.cid);
  const seqs = rows.map((row) => row.seq);
  const found = await tx.connection.query<Neighbours & { id: string }>(
    around.statement,
    around.bind({ appId: tx.appId, ids, cids, seqs, viewerId }),
  );
  return new Map(found.map(({ id, previousId, nextId }) => [id, { previousId, nextId }]));
}
