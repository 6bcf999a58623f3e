import type { ReportReason } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { reports } from "./report-table.ts";

export type ReportRow = {
  readonly id: string;
  readonly itemId: string;
  readonly reporterId: string;
  readonly reason: ReportReason;
  readonly text: string;
  readonly createdAt: Date;
};

const placeholder = sql.placeholder;

const columns = sql.raw(
  `r.id, r.item_id as "itemId", r.reporter_id as "reporterId", r.reason, r.text, r.created_at as "createdAt"`,
);

const add = statement<ReportRow & { appId: string }>(
  "add_report",
  sql`insert into ${reports} (app_id, id, item_id, reporter_id, reason, text, created_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("itemId")}::uuid, ${placeholder("reporterId")},
        ${placeholder("reason")}, ${placeholder("text")}, ${placeholder("createdAt")})`,
);

/** Adds a report. The item must be locked: one person reports one thing once. */
export async function insertReport(tx: Tx, row: ReportRow): Promise<void> {
  await tx.connection.query(add.statement, add.bind({ appId: tx.appId, ...row }));
}

const own = statement<{ appId: string; itemId: string; reporterId: string }>(
  "own_report",
  sql`select ${columns} from ${reports} r where r.app_id = ${placeholder("appId")}
        and r.item_id = ${placeholder("itemId")}::uuid and r.reporter_id = ${placeholder("reporterId")}`,
);

/** A person's report of one item; null for none. */
export async function findReport(
  tx: Tx,
  itemId: string,
  reporterId: string,
): Promise<ReportRow | null> {
  const [row] = await tx.connection.query<ReportRow>(
    own.statement,
    own.bind({ appId: tx.appId, itemId, reporterId }),
  );
  return row ?? null;
}

const ofItem = statement<{ appId: string; itemId: string; limit: number }>(
  "reports_of_item",
  sql`select ${columns} from ${reports} r where r.app_id = ${placeholder("appId")} and r.item_id = ${placeholder("itemId")}::uuid
      order by r.created_at, r.id limit ${placeholder("limit")}`,
);

/** The first reports of an item. */
export function reportsOfItem(tx: Tx, itemId: string, limit: number): Promise<ReportRow[]> {
  return tx.connection.query<ReportRow>(
    ofItem.statement,
    ofItem.bind({ appId: tx.appId, itemId, limit }),
  );
}

const recent = statement<{ appId: string; reporterId: string; since: Date; limit: number }>(
  "recent_reports",
  sql`select count(*) as count from (
        select 1 from ${reports} r where r.app_id = ${placeholder("appId")} and r.reporter_id = ${placeholder("reporterId")}
          and r.created_at > ${placeholder("since")}::timestamptz limit ${placeholder("limit")}) counted`,
);

/** How many reports a person made since some time, at most `limit`. */
export async function countReports(
  tx: Tx,
  reporterId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<number> {
  const [row] = await tx.connection.query<{ count: number }>(
    recent.statement,
    recent.bind({ appId: tx.appId, reporterId, since, limit }),
  );
  return row?.count ?? 0;
}
