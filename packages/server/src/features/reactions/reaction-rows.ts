import { and, asc, eq, gt, ne, not, or, sql } from "drizzle-orm";
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
  shadowed: boolean;
  now: Date;
}>(
  "put_reaction",
  sql`insert into ${reactions} as r (app_id, message_id, type, user_id, times, shadowed, created_at)
      values (${placeholder("appId")}, ${placeholder("messageId")}::uuid, ${placeholder("type")}, ${placeholder("userId")},
        coalesce(${placeholder("times")}::integer, 1), ${placeholder("shadowed")}, ${placeholder("now")})
      on conflict (app_id, message_id, type, user_id) do update set times = excluded.times
        where ${placeholder("times")}::integer is not null and r.times <> excluded.times
      returning 1`,
);

type Reaction = { readonly messageId: string; readonly type: string; readonly userId: string };

/**
 * Makes a reaction be there, so many times; at least once for null. False when it was so already. One that is there keeps
 * being seen by everybody, or by who reacted only (`shadowed`).
 */
export async function putReaction(
  tx: Tx,
  reaction: Reaction & { readonly times: number | null; readonly shadowed: boolean },
): Promise<boolean> {
  const rows = await tx.connection.query(
    put.statement,
    put.bind({ ...reaction, appId: tx.appId, now: tx.now }),
  );
  return rows.length > 0;
}

/** A reaction that was taken away, and whether anybody else had seen it. */
export type RemovedReaction = { readonly type: string; readonly shadowed: boolean };

/** Takes a user's reactions of other kinds away from a message. */
export async function deleteOthers(
  tx: Tx,
  { messageId, type, userId }: Reaction,
): Promise<RemovedReaction[]> {
  return await tx.db
    .delete(reactions)
    .where(
      and(
        eq(reactions.appId, tx.appId),
        eq(reactions.messageId, messageId),
        ne(reactions.type, type),
        eq(reactions.userId, userId),
      ),
    )
    .returning({ type: reactions.type, shadowed: reactions.shadowed });
}

/** Takes a reaction away; null when there was none. */
export async function deleteReaction(
  tx: Tx,
  { messageId, type, userId }: Reaction,
): Promise<RemovedReaction | null> {
  const [removed] = await tx.db
    .delete(reactions)
    .where(
      and(
        eq(reactions.appId, tx.appId),
        eq(reactions.messageId, messageId),
        eq(reactions.type, type),
        eq(reactions.userId, userId),
      ),
    )
    .returning({ type: reactions.type, shadowed: reactions.shadowed });
  return removed ?? null;
}

/** What a viewer sees: every reaction that is seen by all, and their own. */
function seenBy(viewerId: string) {
  return or(not(reactions.shadowed), eq(reactions.userId, viewerId));
}

/** The kinds of reaction a message has for a viewer. */
export async function reactionKinds(
  tx: Tx,
  messageId: string,
  viewerId: string,
): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ type: reactions.type })
    .from(reactions)
    .where(
      and(eq(reactions.appId, tx.appId), eq(reactions.messageId, messageId), seenBy(viewerId)),
    );
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

const groups = statement<{
  appId: string;
  messageIds: readonly string[];
  viewerId: string | null;
}>(
  "reaction_groups",
  // In the order in which each kind came first.
  sql`select r.message_id as "messageId", r.type, sum(r.times) as count,
        (array_agg(r.user_id order by r.created_at, r.user_id))[1:${sql.raw(String(facesPerGroup))}] as "userIds",
        (array_agg(r.times order by r.created_at, r.user_id))[1:${sql.raw(String(facesPerGroup))}] as times
      from ${reactions} r
      where r.app_id = ${placeholder("appId")} and r.message_id = any(${placeholder("messageIds")}::uuid[])
        and (not r.shadowed or r.user_id = ${placeholder("viewerId")})
      group by r.message_id, r.type
      order by min(r.created_at), r.type`,
);

/** The reactions of messages as a viewer sees them, by kind: how many, and the first hundred who. */
export function readGroups(
  tx: Tx,
  messageIds: readonly string[],
  viewerId: string | null,
): Promise<GroupRow[]> {
  return tx.connection.query<GroupRow>(
    groups.statement,
    groups.bind({ appId: tx.appId, messageIds, viewerId }),
  );
}

const inShadow = statement<{ appId: string; messageIds: readonly string[] }>(
  "shadow_reactors",
  sql`select distinct r.message_id as "messageId", r.user_id as "userId" from ${reactions} r
      where r.app_id = ${placeholder("appId")} and r.message_id = any(${placeholder("messageIds")}::uuid[]) and r.shadowed`,
);

/** Who reacted to some messages seen by themselves only. */
export function readShadowReactors(
  tx: Tx,
  messageIds: readonly string[],
): Promise<{ messageId: string; userId: string }[]> {
  return tx.connection.query(inShadow.statement, inShadow.bind({ appId: tx.appId, messageIds }));
}

/** Who reacted to a message as a viewer sees it, by kind and user id, after a place in that order. */
export function listReactions(
  tx: Tx,
  messageId: string,
  page: { viewerId: string; after: { type: string; userId: string } | null; limit: number },
): Promise<{ type: string; userId: string; times: number; createdAt: Date }[]> {
  const { viewerId, after, limit } = page;
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
      and(
        eq(reactions.appId, tx.appId),
        eq(reactions.messageId, messageId),
        seenBy(viewerId),
        later ?? undefined,
      ),
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
