import type { DecisionAction, ModerationActor } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { appeals, moderationDecisions } from "./report-table.ts";

export type DecisionRow = {
  readonly id: string;
  readonly itemId: string;
  readonly action: DecisionAction;
  readonly reason: string;
  readonly note: string;
  readonly userId: string | null;
  readonly byType: ModerationActor["type"];
  readonly byId: string;
  /** What there was before, for undoing it. */
  readonly before: Record<string, unknown>;
  readonly createdAt: Date;
  readonly undoneAt: Date | null;
};

const placeholder = sql.placeholder;

const columns = sql.raw(
  `d.id, d.item_id as "itemId", d.action, d.reason, d.note, d.user_id as "userId", d.by_type as "byType", d.by_id as "byId",
   d.before, d.created_at as "createdAt", d.undone_at as "undoneAt"`,
);

const add = statement<Omit<DecisionRow, "before"> & { appId: string; before: string }>(
  "add_decision",
  sql`insert into ${moderationDecisions} (app_id, id, item_id, action, reason, note, user_id, by_type, by_id, before, created_at,
        undone_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("itemId")}::uuid, ${placeholder("action")},
        ${placeholder("reason")}, ${placeholder("note")}, ${placeholder("userId")}, ${placeholder("byType")},
        ${placeholder("byId")}, ${placeholder("before")}::jsonb, ${placeholder("createdAt")}, ${placeholder("undoneAt")})`,
);

/** Adds a decision. */
export async function insertDecision(tx: Tx, row: DecisionRow): Promise<void> {
  const before = JSON.stringify(row.before);
  await tx.connection.query(add.statement, add.bind({ ...row, appId: tx.appId, before }));
}

const locked = statement<{ appId: string; id: string }>(
  "lock_decision",
  sql`select ${columns} from ${moderationDecisions} d
      where d.app_id = ${placeholder("appId")} and d.id = ${placeholder("id")}::uuid for update`,
);

/** One decision, locked until the transaction ends; null for none. */
export async function lockDecision(tx: Tx, id: string): Promise<DecisionRow | null> {
  const [row] = await tx.connection.query<DecisionRow>(
    locked.statement,
    locked.bind({ appId: tx.appId, id }),
  );
  return row ?? null;
}

const undo = statement<{ appId: string; id: string; now: Date }>(
  "undo_decision",
  // What it did is taken back: what it kept for that is not needed any more.
  sql`update ${moderationDecisions} set undone_at = ${placeholder("now")}, before = '{}'
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Marks a locked decision as undone. */
export async function saveUndone(tx: Tx, id: string): Promise<void> {
  await tx.connection.query(undo.statement, undo.bind({ appId: tx.appId, id, now: tx.now }));
}

const ofItem = statement<{ appId: string; itemId: string; limit: number }>(
  "decisions_of_item",
  sql`select ${columns} from ${moderationDecisions} d where d.app_id = ${placeholder("appId")}
        and d.item_id = ${placeholder("itemId")}::uuid order by d.created_at, d.id limit ${placeholder("limit")}`,
);

/** The first decisions about an item. */
export function decisionsOfItem(tx: Tx, itemId: string, limit: number): Promise<DecisionRow[]> {
  return tx.connection.query<DecisionRow>(
    ofItem.statement,
    ofItem.bind({ appId: tx.appId, itemId, limit }),
  );
}

const ofUser = statement<{
  appId: string;
  userId: string;
  told: readonly string[];
  beforeAt: Date | null;
  beforeId: string | null;
  limit: number;
}>(
  "decisions_about_user",
  sql`select ${columns}, (select a.status from ${appeals} a where a.app_id = d.app_id and a.decision_id = d.id) as appeal
      from ${moderationDecisions} d
      where d.app_id = ${placeholder("appId")} and d.user_id = ${placeholder("userId")}
        and d.action = any(${placeholder("told")}::text[])
        and (${placeholder("beforeAt")}::timestamptz is null
          or (d.created_at, d.id) < (${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeId")}::uuid))
      order by d.created_at desc, d.id desc limit ${placeholder("limit")}`,
);

/** Decisions about a person's doings, the newest first, before one. */
export function decisionsAbout(
  tx: Tx,
  page: {
    userId: string;
    told: readonly string[];
    before: { at: Date; id: string } | null;
    limit: number;
  },
): Promise<(DecisionRow & { appeal: "open" | "granted" | "refused" | null })[]> {
  const { userId, told, before, limit } = page;
  const place = { beforeAt: before?.at ?? null, beforeId: before?.id ?? null };
  return tx.connection.query(
    ofUser.statement,
    ofUser.bind({ appId: tx.appId, userId, told, ...place, limit }),
  );
}
