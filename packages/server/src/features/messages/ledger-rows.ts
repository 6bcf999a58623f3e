import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messageColumns, type MessageRow } from "./message-rows.ts";
import { messages } from "./message-table.ts";

const placeholder = sql.placeholder;

const after = statement<{ appId: string; cid: string; seq: number; limit: number }>(
  "ledger_after",
  sql`select ${messageColumns} from ${messages} m
      where m.app_id = ${placeholder("appId")} and (m.cid, m.seq) > (${placeholder("cid")}::text, ${placeholder("seq")}::bigint)
      order by m.cid, m.seq limit ${placeholder("limit")}`,
);

/** All messages of the app by channel and number, deleted and hidden ones too, after a place: for what is made from all of them. */
export function ledgerAfter(
  tx: Tx,
  page: { cid: string; seq: number; limit: number },
): Promise<MessageRow[]> {
  return tx.connection.query<MessageRow>(after.statement, after.bind({ appId: tx.appId, ...page }));
}
