import type {
  HistoryPage,
  HistoryQuery,
  RouteAnswer,
  Thread,
  ThreadListQuery,
  ThreadsUnread,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { readableChannels } from "../channels/views/public.ts";
import { findMessages, messageViews, readHistory } from "../messages/public.ts";
import { openThread } from "./open-thread.ts";
import { readStandings } from "./thread-standing.ts";
import {
  pageOfThreads,
  totalThreadUnread,
  type ReadableChannel,
  type ThreadPlace,
} from "./thread-unread-rows.ts";

/** A page of the replies to a message, as of a channel's history. */
export function listReplies(
  call: UserCall,
  messageId: string,
  query: HistoryQuery,
): Promise<HistoryPage> {
  return transact(call.engine, call.appId, async (tx) => {
    const { root } = await openThread(tx, messageId, call.userId);
    const history = { viewerId: call.userId, cid: root.cid, threadId: root.id };
    return await readHistory(tx, history, query);
  });
}

/** A thread's root and what the caller is to the thread, also before anybody replied. */
export function getThread(call: UserCall, messageId: string): Promise<Thread> {
  return transact(call.engine, call.appId, async (tx) => {
    const { root, channel, view } = await openThread(tx, messageId, call.userId);
    const standings = await readStandings(tx, call.userId, { roots: [root], channels: [channel] });
    const standing = standings.get(root.id);
    if (!standing) throw new Error("A thread has no standing.");
    return { root: await view(), standing };
  });
}

/** The threads that the caller follows, in channels they can read now. */
export function listThreads(
  call: UserCall,
  query: ThreadListQuery,
): Promise<RouteAnswer<"threads.list">> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const before = query.cursor === undefined ? null : readPlace(query.cursor);
    const channels = await channelsOf(tx, userId);
    const limit = query.limit + 1;
    const places = await pageOfThreads(tx, userId, { channels, query, before, limit });
    const shown = places.slice(0, query.limit);
    const rows = await findMessages(
      tx,
      shown.map((place) => place.rootId),
    );
    const standings = await readStandings(tx, userId, { roots: rows, channels });
    const roots = new Map(
      (await messageViews(tx, rows, userId)).map((root) => [root.id as string, root]),
    );
    const last = shown.at(-1);
    return {
      items: shown.flatMap(({ rootId }) => {
        const [root, standing] = [roots.get(rootId), standings.get(rootId)];
        return root && standing ? [{ root, standing }] : [];
      }),
      next: places.length > query.limit && last ? cursorOf(last) : null,
      previous: null,
    };
  });
}

/** Unread in all threads that the caller follows. */
export function readThreadsUnread(call: UserCall): Promise<ThreadsUnread> {
  return transact(call.engine, call.appId, async (tx) =>
    totalThreadUnread(tx, call.userId, await channelsOf(tx, call.userId)),
  );
}

/** Threads of channels that somebody cannot read never show, whatever they followed before. */
async function channelsOf(tx: Tx, userId: string): Promise<ReadableChannel[]> {
  const rows = await readableChannels(tx, userId);
  return rows.map(({ cid, joinedSeq }) => ({ cid, joinedSeq: joinedSeq ?? 0 }));
}

function cursorOf({ rank, lastReplyAt, rootId }: ThreadPlace): string {
  return encodeCursor([String(rank), lastReplyAt.toISOString(), rootId]);
}

function readPlace(cursor: string): ThreadPlace {
  const [rank = "", at = "", rootId = ""] = decodeCursor(cursor, 3);
  const lastReplyAt = new Date(at);
  const isOurs =
    /^[01]$/.test(rank) &&
    /^\d{4}-/.test(at) &&
    !Number.isNaN(lastReplyAt.getTime()) &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(rootId);
  if (!isOurs) throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return { rank: Number(rank), lastReplyAt, rootId };
}
