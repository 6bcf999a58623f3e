import type { ThreadSummary, UserSummary } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { findThreads, type ThreadRow } from "./thread-rows.ts";

export type ThreadSummaries = ReadonlyMap<string, ThreadRow>;

/** The threads with replies under some messages, by the root's id. */
export async function threadSummaries(
  tx: Tx,
  rootIds: readonly string[],
): Promise<ThreadSummaries> {
  const rows = await findThreads(tx, rootIds);
  return new Map(rows.map((row) => [row.rootId, row]));
}

/** A thread's summary from its row; null where no reply is left. */
export function summaryView(
  row: ThreadRow | undefined,
  people: ReadonlyMap<string, UserSummary>,
): ThreadSummary | null {
  if (!row || row.replyCount === 0) return null;
  return {
    replyCount: row.replyCount,
    participants: row.participants.flatMap((id) => people.get(id) ?? []),
    lastReplyAt: row.lastReplyAt.toISOString(),
    lastReplySeq: row.lastReplySeq,
  };
}
