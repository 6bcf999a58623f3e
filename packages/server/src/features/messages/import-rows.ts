import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messageSends } from "./message-table.ts";

type Line = { readonly cid: string; readonly externalId: string };

const placeholder = sql.placeholder;

const imported = statement<{
  appId: string;
  cids: readonly string[];
  externalIds: readonly string[];
}>(
  "find_imported",
  sql`select s.cid, s.client_id as "externalId", s.message_id as "messageId"
      from unnest(${placeholder("cids")}::text[], ${placeholder("externalIds")}::text[]) as wanted (cid, external_id)
      join ${messageSends} s on s.app_id = ${placeholder("appId")} and s.cid = wanted.cid and s.sender_id = ''
        and s.client_id = wanted.external_id`,
);

/** What earlier imports made of these lines. */
export function findImported(
  tx: Tx,
  lines: readonly Line[],
): Promise<(Line & { messageId: string })[]> {
  return tx.connection.query(
    imported.statement,
    imported.bind({
      appId: tx.appId,
      cids: lines.map((line) => line.cid),
      externalIds: lines.map((line) => line.externalId),
    }),
  );
}
