import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { userBlocks } from "./block-table.ts";

export type BlockKind = "mute" | "block";
export type BlockRow = { readonly otherId: string; readonly createdAt: Date };

const placeholder = sql.placeholder;
type One = { appId: string; userId: string; otherId: string; kind: string };

const add = statement<One & { now: Date }>(
  "add_block",
  sql`insert into ${userBlocks} (app_id, user_id, other_id, kind, created_at)
      values (${placeholder("appId")}, ${placeholder("userId")}, ${placeholder("otherId")}, ${placeholder("kind")}, ${placeholder("now")})
      on conflict do nothing returning 1`,
);

/** Mutes or blocks somebody; false when they were already. */
export async function insertBlock(
  tx: Tx,
  block: { userId: string; otherId: string; kind: BlockKind },
): Promise<boolean> {
  const rows = await tx.connection.query(
    add.statement,
    add.bind({ appId: tx.appId, ...block, now: tx.now }),
  );
  return rows.length > 0;
}

const remove = statement<One>(
  "delete_block",
  sql`delete from ${userBlocks} where app_id = ${placeholder("appId")} and user_id = ${placeholder("userId")}
        and other_id = ${placeholder("otherId")} and kind = ${placeholder("kind")} returning 1`,
);

/** Takes a mute or a block back; false when there was none. */
export async function deleteBlock(
  tx: Tx,
  block: { userId: string; otherId: string; kind: BlockKind },
): Promise<boolean> {
  const rows = await tx.connection.query(
    remove.statement,
    remove.bind({ appId: tx.appId, ...block }),
  );
  return rows.length > 0;
}

const page = statement<{
  appId: string;
  userId: string;
  kind: string;
  after: string;
  limit: number;
}>(
  "blocks_page",
  sql`select b.other_id as "otherId", b.created_at as "createdAt" from ${userBlocks} b
      where b.app_id = ${placeholder("appId")} and b.user_id = ${placeholder("userId")} and b.kind = ${placeholder("kind")}
        and b.other_id > ${placeholder("after")}
      order by b.other_id limit ${placeholder("limit")}`,
);

/** Whom a user muted or blocked, by id, after one. */
export function pageOfBlocks(
  tx: Tx,
  range: { userId: string; kind: BlockKind; after: string; limit: number },
): Promise<BlockRow[]> {
  return tx.connection.query<BlockRow>(page.statement, page.bind({ appId: tx.appId, ...range }));
}

/** Whether one of two users blocked the other: a part of another room's statement. */
export function isBlockedPair(of: { appId: SQL; one: SQL; other: SQL }): SQL {
  return sql`exists (select from ${userBlocks} b where b.app_id = ${of.appId} and b.kind = 'block'
    and ((b.user_id = ${of.one} and b.other_id = ${of.other}) or (b.user_id = ${of.other} and b.other_id = ${of.one})))`;
}

const either = statement<{ appId: string; userId: string; otherIds: readonly string[] | null }>(
  "blocked_either_way",
  sql`select b.other_id as id from ${userBlocks} b
      where b.app_id = ${placeholder("appId")} and b.user_id = ${placeholder("userId")} and b.kind = 'block'
        and (${placeholder("otherIds")}::text[] is null or b.other_id = any(${placeholder("otherIds")}::text[]))
      union
      select b.user_id from ${userBlocks} b
      where b.app_id = ${placeholder("appId")} and b.other_id = ${placeholder("userId")} and b.kind = 'block'
        and (${placeholder("otherIds")}::text[] is null or b.user_id = any(${placeholder("otherIds")}::text[]))`,
);

/** Those of some users (null: of all) who blocked a user or are blocked by them. */
export async function findBlockedEitherWay(
  tx: Tx,
  userId: string,
  otherIds: readonly string[] | null,
): Promise<Set<string>> {
  if (otherIds?.length === 0) return new Set();
  const rows = await tx.connection.query<{ id: string }>(
    either.statement,
    either.bind({ appId: tx.appId, userId, otherIds }),
  );
  return new Set(rows.map((row) => row.id));
}
