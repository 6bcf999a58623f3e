import type { TransparencyReport } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { appeals } from "./report-table.ts";

export type AppealRow = {
  readonly id: string;
  readonly decisionId: string;
  readonly userId: string;
  readonly text: string;
  readonly status: "open" | "granted" | "refused";
  readonly answer: string;
  /** Where what was decided had happened. */
  readonly cid: string | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
};

const placeholder = sql.placeholder;

const columns = sql.raw(
  `a.id, a.decision_id as "decisionId", a.user_id as "userId", a.text, a.status, a.answer, a.cid,
   a.created_at as "createdAt", a.decided_at as "decidedAt"`,
);

const add = statement<AppealRow & { appId: string }>(
  "add_appeal",
  sql`insert into ${appeals} as a (app_id, id, decision_id, user_id, text, status, answer, cid, created_at, decided_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("decisionId")}::uuid, ${placeholder("userId")},
        ${placeholder("text")}, ${placeholder("status")}, ${placeholder("answer")}, ${placeholder("cid")},
        ${placeholder("createdAt")}, ${placeholder("decidedAt")})
      on conflict (app_id, decision_id) do nothing returning ${columns}`,
);

/** Adds an appeal; false when there was one against this decision. */
export async function insertAppeal(tx: Tx, row: AppealRow): Promise<boolean> {
  const added = await tx.connection.query(add.statement, add.bind({ appId: tx.appId, ...row }));
  return added.length > 0;
}

const locked = statement<{ appId: string; id: string }>(
  "lock_appeal",
  sql`select ${columns} from ${appeals} a
      where a.app_id = ${placeholder("appId")} and a.id = ${placeholder("id")}::uuid for update`,
);

/** One appeal, locked until the transaction ends; null for none. */
export async function lockAppeal(tx: Tx, id: string): Promise<AppealRow | null> {
  const [row] = await tx.connection.query<AppealRow>(
    locked.statement,
    locked.bind({ appId: tx.appId, id }),
  );
  return row ?? null;
}

const save = statement<{
  appId: string;
  id: string;
  status: string;
  answer: string;
  decidedAt: Date | null;
}>(
  "save_appeal",
  sql`update ${appeals} set status = ${placeholder("status")}, answer = ${placeholder("answer")},
        decided_at = ${placeholder("decidedAt")}
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Writes the answer to a locked appeal. */
export async function saveAppeal(tx: Tx, row: AppealRow): Promise<void> {
  const { id, status, answer, decidedAt } = row;
  await tx.connection.query(
    save.statement,
    save.bind({ appId: tx.appId, id, status, answer, decidedAt }),
  );
}

const page = statement<{
  appId: string;
  status: string | null;
  afterAt: Date | null;
  afterId: string | null;
  limit: number;
}>(
  "appeals_page",
  sql`select ${columns} from ${appeals} a
      where a.app_id = ${placeholder("appId")} and (${placeholder("status")}::text is null or a.status = ${placeholder("status")})
        and (${placeholder("afterAt")}::timestamptz is null
          or (a.created_at, a.id) > (${placeholder("afterAt")}::timestamptz, ${placeholder("afterId")}::uuid))
      order by a.created_at, a.id limit ${placeholder("limit")}`,
);

/** Appeals, the oldest first, after one. */
export function pageOfAppeals(
  tx: Tx,
  filter: { status: string | null; after: { at: Date; id: string } | null; limit: number },
): Promise<AppealRow[]> {
  const { status, after, limit } = filter;
  const place = { afterAt: after?.at ?? null, afterId: after?.id ?? null };
  return tx.connection.query<AppealRow>(
    page.statement,
    page.bind({ appId: tx.appId, status, ...place, limit }),
  );
}

const counts = statement<{ appId: string; from: Date; to: Date; cid: string | null }>(
  "count_appeals",
  sql`select count(*) as made, count(*) filter (where a.status = 'granted') as granted,
        count(*) filter (where a.status = 'refused') as refused, count(*) filter (where a.status = 'open') as open
      from ${appeals} a
      where a.app_id = ${placeholder("appId")} and a.created_at >= ${placeholder("from")}::timestamptz
        and a.created_at < ${placeholder("to")}::timestamptz
        and (${placeholder("cid")}::text is null or a.cid = ${placeholder("cid")})`,
);

/** How the appeals made in a time stand now. */
export async function countAppeals(
  tx: Tx,
  span: { from: Date; to: Date; cid: string | null },
): Promise<TransparencyReport["appeals"]> {
  const [row] = await tx.connection.query<TransparencyReport["appeals"]>(
    counts.statement,
    counts.bind({ appId: tx.appId, ...span }),
  );
  return row ?? { made: 0, granted: 0, refused: 0, open: 0 };
}
