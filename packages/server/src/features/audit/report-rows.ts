import type { AuditAction, TransparencyReport } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { auditLog } from "./audit-table.ts";

/** From one moment on and until another, in one channel or everywhere. */
export type Span = { readonly from: Date; readonly to: Date; readonly cid: string | null };
type Params = { appId: string; from: Date; to: Date; cid: string | null };

const placeholder = sql.placeholder;

const inSpan = sql`l.app_id = ${placeholder("appId")} and l.at >= ${placeholder("from")}::timestamptz
  and l.at < ${placeholder("to")}::timestamptz and (${placeholder("cid")}::text is null or l.cid = ${placeholder("cid")})`;

type Acts = { action: AuditAction; reason: string; by: "person" | "automation"; count: number };

/** So many reasons are told apart, the most frequent ones; the rest are counted together. */
const mostReasons = 500;

const counts = statement<Params & { most: number }>(
  "count_acts",
  sql`select action, reason, by, sum(count)::bigint as count from (
        select action, by, case when rank <= ${placeholder("most")} then reason else 'other reasons' end as reason, count
        from (
          select l.action, l.reason, case when l.actor_type = 'automation' then 'automation' else 'person' end as by,
            count(*) as count, row_number() over (order by count(*) desc, l.action, l.reason) as rank
          from ${auditLog} l where ${inSpan} group by 1, 2, 3
        ) ranked
      ) counted
      group by 1, 2, 3 order by 1, 2, 3`,
);

/** How many acts there were, by action, reason and who. */
export function countActs(tx: Tx, span: Span): Promise<Acts[]> {
  return tx.connection.query<Acts>(
    counts.statement,
    counts.bind({ appId: tx.appId, ...span, most: mostReasons }),
  );
}

const waited = statement<Params>(
  "time_to_decision",
  sql`select count(*) as count,
        coalesce(percentile_disc(0.5) within group (order by l.waited_ms), 0) as "medianMs",
        coalesce(percentile_disc(0.9) within group (order by l.waited_ms), 0) as "p90Ms",
        coalesce(max(l.waited_ms), 0) as "maxMs"
      from ${auditLog} l where ${inSpan} and l.waited_ms is not null`,
);

/** How long what was decided had waited; null where nothing was decided. */
export async function readWaiting(
  tx: Tx,
  span: Span,
): Promise<TransparencyReport["timeToDecision"]> {
  const [row] = await tx.connection.query<NonNullable<TransparencyReport["timeToDecision"]>>(
    waited.statement,
    waited.bind({ appId: tx.appId, ...span }),
  );
  return row && row.count > 0 ? row : null;
}
