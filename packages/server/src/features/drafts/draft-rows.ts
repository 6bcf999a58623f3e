import { and, asc, count, eq, gt, isNotNull, or, sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { drafts } from "./draft-table.ts";

export type DraftPlace = {
  readonly userId: string;
  readonly cid: string;
  /** '' for the channel itself. */
  readonly threadId: string;
};

export type DraftRow = DraftPlace & {
  /** Null for a draft that ended. */
  readonly text: string | null;
  readonly quoteId: string | null;
  readonly mentions: string[];
  readonly writtenAt: Date;
  readonly version: number;
};

const columns = {
  userId: drafts.userId,
  cid: drafts.cid,
  threadId: drafts.threadId,
  text: drafts.text,
  quoteId: drafts.quoteId,
  mentions: drafts.mentions,
  writtenAt: drafts.writtenAt,
  version: drafts.version,
};

const lock = statement<{ name: string }>(
  "lock_draft",
  sql`select pg_advisory_xact_lock(hashtextextended(${sql.placeholder("name")}, 0))`,
);

/** What a user wrote in a place. Whoever else writes there waits until the transaction ends, also if there is no row yet. */
export async function lockDraft(tx: Tx, place: DraftPlace): Promise<DraftRow | null> {
  const { userId, cid, threadId } = place;
  const name = ["draft", tx.appId, userId, cid, threadId].join(" ");
  await tx.connection.query(lock.statement, lock.bind({ name }));
  return await findDraft(tx, place);
}

export async function findDraft(tx: Tx, place: DraftPlace): Promise<DraftRow | null> {
  const [row] = await tx.db.select(columns).from(drafts).where(atPlace(tx, place));
  return row ?? null;
}

export async function putDraft(tx: Tx, row: DraftRow): Promise<void> {
  const { text, quoteId, mentions, writtenAt, version } = row;
  await tx.db
    .insert(drafts)
    .values({ appId: tx.appId, ...row })
    .onConflictDoUpdate({
      target: [drafts.appId, drafts.userId, drafts.cid, drafts.threadId],
      set: { text, quoteId, mentions, writtenAt, version },
    });
}

export async function countDrafts(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.db
    .select({ count: count() })
    .from(drafts)
    .where(and(eq(drafts.appId, tx.appId), eq(drafts.userId, userId), isNotNull(drafts.text)));
  return row?.count ?? 0;
}

/** A user's drafts by channel and thread, after a place in that order. */
export async function pageOfDrafts(
  tx: Tx,
  userId: string,
  { after, limit }: { after: { cid: string; threadId: string } | null; limit: number },
): Promise<DraftRow[]> {
  const later =
    after &&
    or(
      gt(drafts.cid, after.cid),
      and(eq(drafts.cid, after.cid), gt(drafts.threadId, after.threadId)),
    );
  return await tx.db
    .select(columns)
    .from(drafts)
    .where(
      and(
        eq(drafts.appId, tx.appId),
        eq(drafts.userId, userId),
        isNotNull(drafts.text),
        later ?? undefined,
      ),
    )
    .orderBy(asc(drafts.cid), asc(drafts.threadId))
    .limit(limit);
}

export async function deleteDraftsOf(tx: Tx, userId: string): Promise<void> {
  await tx.db.delete(drafts).where(and(eq(drafts.appId, tx.appId), eq(drafts.userId, userId)));
}

function atPlace(tx: Tx, { userId, cid, threadId }: DraftPlace) {
  return and(
    eq(drafts.appId, tx.appId),
    eq(drafts.userId, userId),
    eq(drafts.cid, cid),
    eq(drafts.threadId, threadId),
  );
}
