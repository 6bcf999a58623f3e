import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { moderationItems } from "./item-table.ts";

export type ItemStatus = "open" | "claimed" | "decided";

export type ItemRow = {
  readonly id: string;
  readonly subjectType: "message" | "user" | "channel";
  readonly subjectId: string;
  readonly cid: string | null;
  /** Whose doing it is. */
  readonly userId: string | null;
  readonly source: "report" | "automation";
  readonly excerpt: string;
  readonly detail: Record<string, unknown>;
  readonly status: ItemStatus;
  readonly claimedBy: string | null;
  readonly claimedAt: Date | null;
  readonly reportCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly decidedAt: Date | null;
};

/** A thing to look at, as somebody or something noticed it. */
export type NewItem = Pick<
  ItemRow,
  "subjectType" | "subjectId" | "cid" | "userId" | "source" | "excerpt" | "detail"
>;

const placeholder = sql.placeholder;

const columns = sql.raw(
  `i.id, i.subject_type as "subjectType", i.subject_id as "subjectId", i.cid, i.user_id as "userId", i.source, i.excerpt, i.detail,
   i.status, i.claimed_by as "claimedBy", i.claimed_at as "claimedAt", i.report_count as "reportCount",
   i.created_at as "createdAt", i.updated_at as "updatedAt", i.decided_at as "decidedAt"`,
);

const note = statement<{
  appId: string;
  id: string;
  subjectType: string;
  subjectId: string;
  cid: string | null;
  userId: string | null;
  source: string;
  excerpt: string;
  detail: string;
  now: Date;
}>(
  "note_item",
  sql`insert into ${moderationItems} as i (app_id, id, subject_type, subject_id, cid, user_id, source, excerpt, detail, status,
        report_count, created_at, updated_at)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("subjectType")}, ${placeholder("subjectId")},
        ${placeholder("cid")}, ${placeholder("userId")}, ${placeholder("source")}, ${placeholder("excerpt")},
        ${placeholder("detail")}::jsonb, 'open', 0, ${placeholder("now")}, ${placeholder("now")})
      on conflict (app_id, subject_type, subject_id) where status <> 'decided'
        do update set updated_at = excluded.updated_at
      returning ${columns}`,
);

const excerptCharacters = 1_000;

/** The item of a thing that waits for a decision: the one there is, else a new one. Locked until the transaction ends. */
export async function noteItem(tx: Tx, item: NewItem): Promise<ItemRow> {
  const [row] = await tx.connection.query<ItemRow>(
    note.statement,
    note.bind({
      ...item,
      appId: tx.appId,
      id: tx.engine.newId(),
      excerpt: item.excerpt.slice(0, excerptCharacters).toWellFormed(),
      detail: JSON.stringify(item.detail),
      now: tx.now,
    }),
  );
  if (!row) throw new Error("Noting an item returned none.");
  return row;
}

const locked = statement<{ appId: string; id: string }>(
  "lock_item",
  sql`select ${columns} from ${moderationItems} i
      where i.app_id = ${placeholder("appId")} and i.id = ${placeholder("id")}::uuid for update`,
);

/** One item, locked until the transaction ends; null for none. */
export async function lockItem(tx: Tx, id: string): Promise<ItemRow | null> {
  const [row] = await tx.connection.query<ItemRow>(
    locked.statement,
    locked.bind({ appId: tx.appId, id }),
  );
  return row ?? null;
}

const save = statement<{
  appId: string;
  id: string;
  status: string;
  claimedBy: string | null;
  claimedAt: Date | null;
  reportCount: number;
  decidedAt: Date | null;
  updatedAt: Date;
}>(
  "save_item",
  sql`update ${moderationItems} set status = ${placeholder("status")}, claimed_by = ${placeholder("claimedBy")},
        claimed_at = ${placeholder("claimedAt")}, report_count = ${placeholder("reportCount")},
        decided_at = ${placeholder("decidedAt")}, updated_at = ${placeholder("updatedAt")}
      where app_id = ${placeholder("appId")} and id = ${placeholder("id")}::uuid`,
);

/** Writes a locked item back. */
export async function saveItem(tx: Tx, row: ItemRow): Promise<void> {
  const { id, status, claimedBy, claimedAt, reportCount, decidedAt } = row;
  await tx.connection.query(
    save.statement,
    save.bind({
      ...{ appId: tx.appId, id, status, claimedBy, claimedAt, reportCount, decidedAt },
      updatedAt: tx.now,
    }),
  );
}

const reopen = statement<{ appId: string; id: string; now: Date }>(
  "reopen_item",
  sql`update ${moderationItems} as i set status = 'open', claimed_by = null, claimed_at = null, decided_at = null,
        updated_at = ${placeholder("now")}
      where i.app_id = ${placeholder("appId")} and i.id = ${placeholder("id")}::uuid and i.status = 'decided'
        and not exists (
          select from ${moderationItems} o where o.app_id = i.app_id and o.subject_type = i.subject_type
            and o.subject_id = i.subject_id and o.status <> 'decided')`,
);

/** Opens a decided item again, unless the same thing waits for a decision anew by now. */
export async function reopenItem(tx: Tx, id: string): Promise<void> {
  await tx.connection.query(reopen.statement, reopen.bind({ appId: tx.appId, id, now: tx.now }));
}

export type ItemFilter = {
  readonly status: ItemStatus | null;
  readonly subjectType: string | null;
  readonly userId: string | null;
  /** Only of these channels; null for all. */
  readonly cids: readonly string[] | null;
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
};

const page = statement<{
  appId: string;
  status: string | null;
  subjectType: string | null;
  userId: string | null;
  cids: readonly string[] | null;
  afterAt: Date | null;
  afterId: string | null;
  limit: number;
}>(
  "items_page",
  sql`select ${columns} from ${moderationItems} i
      where i.app_id = ${placeholder("appId")}
        and (${placeholder("status")}::text is null or i.status = ${placeholder("status")})
        and (${placeholder("subjectType")}::text is null or i.subject_type = ${placeholder("subjectType")})
        and (${placeholder("userId")}::text is null or i.user_id = ${placeholder("userId")})
        and (${placeholder("cids")}::text[] is null or i.cid = any(${placeholder("cids")}::text[]))
        and (${placeholder("afterAt")}::timestamptz is null
          or (i.created_at, i.id) > (${placeholder("afterAt")}::timestamptz, ${placeholder("afterId")}::uuid))
      order by i.created_at, i.id limit ${placeholder("limit")}`,
);

/** Items in the order in which they were noticed, after one. */
export function pageOfItems(tx: Tx, { after, ...filter }: ItemFilter): Promise<ItemRow[]> {
  return tx.connection.query<ItemRow>(
    page.statement,
    page.bind({
      appId: tx.appId,
      ...filter,
      afterAt: after?.at ?? null,
      afterId: after?.id ?? null,
    }),
  );
}
