import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { threadSummaries, type ThreadSummaries } from "../threads/public.ts";
import { messages } from "./message-table.ts";
import { tallyReplies } from "./reply-rows.ts";

const placeholder = sql.placeholder;

const own = statement<{ appId: string; rootIds: readonly string[]; viewerId: string }>(
  "own_shadow_replies",
  sql`select distinct m.thread_id as "rootId" from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.sender_id = ${placeholder("viewerId")} and m.shadowed
        and m.thread_id = any(${placeholder("rootIds")}::uuid[])`,
);

/**
 * The threads under some messages as a viewer sees them: whose replies nobody else sees finds them counted all the same. Null
 * for as everybody sees them.
 */
export async function threadsSeenBy(
  tx: Tx,
  rootIds: readonly string[],
  viewerId: string | null,
): Promise<ThreadSummaries> {
  if (viewerId === null || rootIds.length === 0) return await threadSummaries(tx, rootIds);
  const [threads, replied] = await Promise.all([
    threadSummaries(tx, rootIds),
    tx.connection.query<{ rootId: string }>(
      own.statement,
      own.bind({ appId: tx.appId, rootIds, viewerId }),
    ),
  ]);
  if (replied.length === 0) return threads;
  const seen = new Map(threads);
  for (const { rootId } of replied) {
    const tally = await tallyReplies(tx, rootId, viewerId);
    seen.set(rootId, { ...tally, rootId, version: threads.get(rootId)?.version ?? 0 });
  }
  return seen;
}

const repliers = statement<{ appId: string; rootIds: readonly string[] }>(
  "shadow_repliers",
  sql`select distinct m.thread_id as "rootId", m.sender_id as "userId" from ${messages} m
      where m.app_id = ${placeholder("appId")} and m.thread_id = any(${placeholder("rootIds")}::uuid[]) and m.shadowed
        and m.sender_id is not null`,
);

/** Whose replies nobody else sees, by the root's id. */
export async function shadowRepliers(
  tx: Tx,
  rootIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (rootIds.length === 0) return new Map();
  const rows = await tx.connection.query<{ rootId: string; userId: string }>(
    repliers.statement,
    repliers.bind({ appId: tx.appId, rootIds }),
  );
  const byRoot = Map.groupBy(rows, (row) => row.rootId);
  return new Map(Array.from(byRoot, ([id, list]) => [id, list.map(({ userId }) => userId)]));
}
