import type { ThreadStanding } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream, userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { lockFollow, saveFollow, type FollowRow } from "./follow-rows.ts";
import { openThread } from "./open-thread.ts";
import { readStandings } from "./thread-standing.ts";

/** Follows a thread from now on: nothing that is there already is unread. */
export function followThread(call: UserCall, messageId: string): Promise<ThreadStanding> {
  return changeFollow(call, messageId, "notification.thread_follow", (row, { newest, nobody }) =>
    row?.following
      ? row
      : {
          ...(row ?? nobody),
          following: true,
          reason: "manual",
          readSeq: Math.max(row?.readSeq ?? 0, newest),
        },
  );
}

/** Follows a thread no longer. Being mentioned in it does not change that; replying does. */
export function unfollowThread(call: UserCall, messageId: string): Promise<ThreadStanding> {
  return changeFollow(call, messageId, "notification.thread_follow", (row, { nobody }) =>
    row && !row.following ? row : { ...(row ?? nobody), following: false, reason: "manual" },
  );
}

/** Marks a followed thread read up to a reply; numbers beyond the newest mean the newest. */
export function markThreadRead(
  call: UserCall,
  { messageId, seq, generation }: { messageId: string; seq: number; generation: number },
): Promise<ThreadStanding> {
  return changeFollow(call, messageId, "notification.thread_read", (row, { newest }) => {
    if (generation > (row?.generation ?? 0)) {
      throw new ChatError(
        "read.stale_generation",
        `The thread's read state is at generation ${row?.generation ?? 0}.`,
        { details: { generation: row?.generation ?? 0 } },
      );
    }
    const readSeq = Math.min(seq, newest);
    const isNews = row?.following && generation === row.generation && readSeq > row.readSeq;
    return isNews ? { ...row, readSeq } : row;
  });
}

/** Marks a followed thread unread from a reply on, in a new generation that no older mark changes. */
export function markThreadUnread(
  call: UserCall,
  { messageId, seq }: { messageId: string; seq: number },
): Promise<ThreadStanding> {
  return changeFollow(call, messageId, "notification.thread_read", (row, { newest }) =>
    row?.following && seq <= newest
      ? { ...row, generation: row.generation + 1, readSeq: seq - 1 }
      : row,
  );
}

type Change = (
  row: FollowRow | null,
  at: { readonly newest: number; readonly nobody: FollowRow },
) => FollowRow | null;

/** Changes what the caller is to a thread, and tells their own devices if that changed anything. */
async function changeFollow(
  call: UserCall,
  messageId: string,
  type: "notification.thread_read" | "notification.thread_follow",
  change: Change,
): Promise<ThreadStanding> {
  return await transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const { root, channel } = await openThread(tx, messageId, userId);
    const row = await lockFollow(tx, userId, root.id);
    const { messageSeq } = await readHead(tx, channelStream(root.cid));
    const nobody = { rootId: root.id, userId, cid: root.cid, generation: 0, readSeq: 0 };
    const changed = change(row, {
      newest: messageSeq,
      nobody: { ...nobody, following: false, reason: "manual" },
    });
    if (changed && changed !== row) await saveFollow(tx, changed);
    const standings = await readStandings(tx, userId, { roots: [root], channels: [channel] });
    const standing = standings.get(root.id);
    if (!standing) throw new Error("A thread has no standing.");
    if (changed !== row) await tx.emit(userStream(userId), { type, data: { standing } });
    return standing;
  });
}
