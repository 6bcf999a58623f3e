import { and, asc, eq, gt, ne, or, sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { reactions } from "./reaction-table.ts";

const placeholder = sql.placeholder;

const put = statement<{
  appId: string;
  messageId: string;
  type: string;
  userId: string;
  times: number | null;
  now: Date;
}>(
  "put_reaction",
  sql`insert into ${reactions} as r (app_id, message_id, type, user_id, times, created_at)
      values (${placeholder("appId")}, ${placeholder("messageId")}::uuid, ${placeholder("type")}, ${placeholder("userId")},
        coalesce(${placeholder("times")}::integer, 1), ${placeholder("now")})
      on conflict (app_id, message_id, type, user_id) do update set times = excluded.times
        where ${placeholder("times")}::integer is not null and r.times <> excluded.times
      returning 1`,
);

type Reaction = { readonly messageId: string; readonly type: string; readonly userId: string };

/**
 * Makes a reaction be there, so many times; at least once for null. False when it was so already. Whoever is shadowed
 * stays so, by the row's own default.
 */
export async function putReaction(
  tx: Tx,
  { messageId, type, userId, times }: Reaction & { readonly times: number | null },
): Promise<boolean> {
  const rows = await tx.connection.query(
    put.statement,
    put.bind({ appId: tx.appId, messageId, type, userId, times, now: tx.now }),
  );
  return rows.length > 0;
}

/** Takes a user's reactions of other kinds away from a message, and answers their kinds. */
export async function deleteOthers(
  tx: Tx,
  { messageId, type, userId }: Reaction,
): Promise<string[]> {
  const removed = await tx.db
    .delete(reactions)
    .where(
      and(
        eq(reactions.appId, tx.appId),
        eq(reactions.messageId, messageId),
        ne(reactions.type, type),
        eq(reactions.userId, userId),
      ),
    )
    .returning({ type: reactions.type });
  return removed.map((row) => row.type);
}

/** Takes a reaction away; false when there was none. */
export async function deleteReaction(
  tx: Tx,
  { messageId, type, userId }: Reaction,
): Promise<boolean> {
  const removed = await tx.db
    .delete(reactions)
    .where(
      and(
        eq(reactions.appId, tx.appId),
        eq(reactions.messageId, messageId),
        eq(reactions.type, type),
        eq(reactions.userId, userId),
      ),
    )
    .returning({ type: reactions.type });
  return removed.length > 0;
}

/** The kinds of reaction a message has. */
export async function reactionKinds(tx: Tx, messageId: string): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ type: reactions.type })
    .from(reactions)
    .where(and(eq(reactions.appId, tx.appId), eq(reactions.messageId, messageId)));
  return rows.map((row) => row.type);
}

export type GroupRow = {
  readonly messageId: string;
  readonly type: string;
  readonly count: number;
  readonly userIds: string[];
  readonly times: number[];
};

const facesPerGroup = 100;

const groups = statement<{ appId: string; messageIds: readonly string[] }>(
  "reaction_groups",
  // In the order in which each kind came first.
  sql`select r.message_id as "messageId", r.type, sum(r.times) as count,
        (array_agg(r.user_id order by r.created_at, r.user_id))[1:${sql.raw(String(facesPerGroup))}] as "userIds",
        (array_agg(r.times order by r.created_at, r.user_id))[1:${sql.raw(String(facesPerGroup))}] as times
      from ${reactions} r
      where r.app_id = ${placeholder("appId")} and r.message_id = any(${placeholder("messageIds")}::uuid[])
      group by r.message_id, r.type
      order by min(r.created_at), r.type`,
);

/** The reactions of messages, by kind: how many, and the first hundred who. */
export function readGroups(tx: Tx, messageIds: readonly string[]): Promise<GroupRow[]> {
  return tx.connection.query<GroupRow>(
    groups.statement,
    groups.bind({ appId: tx.appId, messageIds }),
  );
}

/** Who reacted to a message, by kind and user id, after a place in that order. */
export function listReactions(
  tx: Tx,
  messageId: string,
  { after, limit }: { after: { type: string; userId: string } | null; limit: number },
): Promise<{ type: string; userId: string; times: number; createdAt: Date }[]> {
  const later =
    after &&
    or(
      gt(reactions.type, after.type),
      and(eq(reactions.type, after.type), gt(reactions.userId, after.userId)),
    );
  return tx.db
    .select({
      type: reactions.type,
      userId: reactions.userId,
      times: reactions.times,
      createdAt: reactions.createdAt,
    })
    .from(reactions)
    .where(
      and(eq(reactions.appId, tx.appId), eq(reactions.messageId, messageId), later ?? undefined),
    )
    .orderBy(asc(reactions.type), asc(reactions.userId))
    .limit(limit);
}

const ofUser = statement<{ appId: string; messageIds: readonly string[]; userId: string }>(
  "reactions_of_user",
  sql`select r.message_id as "messageId", r.type from ${reactions} r
      where r.app_id = ${placeholder("appId")} and r.message_id = any(${placeholder("messageIds")}::uuid[])
        and r.user_id = ${placeholder("userId")}`,
);

/** A user's reactions to some messages. */
export async function reactionsOfUser(
  tx: Tx,
  messageIds: readonly string[],
  userId: string,
): Promise<{ messageId: string; type: string }[]> {
  if (messageIds.length === 0) return [];
  return await tx.connection.query<{ messageId: string; type: string }>(
    ofUser.statement,
    ofUser.bind({ appId: tx.appId, messageIds, userId }),
  );
}
