import { and, eq, inArray, sql, type SQLWrapper } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { threadFollows, threads } from "./thread-table.ts";

/** The replies of a thread as they count: neither deleted nor in shadow. */
export type ReplyTally = {
  readonly replyCount: number;
  /** 0 and now where there are none. */
  readonly lastReplySeq: number;
  readonly lastReplyAt: Date;
  /** The first five who replied. */
  readonly participants: readonly string[];
};

export type ThreadRow = ReplyTally & {
  readonly rootId: string;
  /** The event number of the last change. */
  readonly version: number;
};

const placeholder = sql.placeholder;

const some = statement<{ appId: string; ids: readonly string[] }>(
  "threads_by_root",
  sql`select t.root_id as "rootId", t.version, t.reply_count as "replyCount", t.last_reply_seq as "lastReplySeq",
        t.last_reply_at as "lastReplyAt", t.participants
      from ${threads} t where t.app_id = ${placeholder("appId")} and t.root_id = any(${placeholder("ids")}::uuid[])`,
);

/** The threads under messages, also those without any reply left. */
export async function findThreads(tx: Tx, rootIds: readonly string[]): Promise<ThreadRow[]> {
  if (rootIds.length === 0) return [];
  return await tx.connection.query<ThreadRow>(
    some.statement,
    some.bind({ appId: tx.appId, ids: rootIds }),
  );
}

const save = statement<{
  appId: string;
  rootId: string;
  version: number;
  replyCount: number;
  lastReplySeq: number;
  lastReplyAt: Date;
  participants: readonly string[];
}>(
  "save_thread",
  sql`update ${threads} set version = ${placeholder("version")}, reply_count = ${placeholder("replyCount")},
        last_reply_seq = ${placeholder("lastReplySeq")}, last_reply_at = ${placeholder("lastReplyAt")},
        participants = ${placeholder("participants")}::text[]
      where app_id = ${placeholder("appId")} and root_id = ${placeholder("rootId")}::uuid`,
);

/** Writes what a thread's replies came to, with the number of the event that tells of it. Call while holding the channel's head. */
export async function saveThread(tx: Tx, thread: ThreadRow): Promise<void> {
  await tx.connection.query(save.statement, save.bind({ appId: tx.appId, ...thread }));
}

/** Removes the threads under some messages and who followed them. */
export async function deleteThreadsUnder(
  tx: Tx,
  rootIds: readonly string[] | SQLWrapper,
): Promise<void> {
  const { appId, db } = tx;
  for (const table of [threadFollows, threads]) {
    await db.delete(table).where(and(eq(table.appId, appId), inArray(table.rootId, rootIds)));
  }
}
