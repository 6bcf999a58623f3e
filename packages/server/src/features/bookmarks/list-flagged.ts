import type { FlaggedPage, FlaggedQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { isMentioned } from "@natter/contract/unread";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { readableCids } from "../channels/views/public.ts";
import {
  findMessages,
  isSeenBy,
  messageViews,
  pageOfFlagged,
  type MessageRow,
} from "../messages/public.ts";
import { pageOfUnread } from "../unread/public.ts";
import { messageFlags } from "./message-flags.ts";

/**
 * The caller's unread, mentioning or starred messages of all channels: of what was flagged, what may be read now. Whoever
 * leaves a channel keeps the flags, and finds them again when back.
 */
export function listFlagged(call: UserCall, query: FlaggedQuery): Promise<FlaggedPage> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const { ids, next } = await pageOf(tx, userId, query);
    const rows = await readable(tx, userId, ids);
    const wanted =
      query.flag === "mentioned" ? rows.filter((row) => isMentioned(row, userId) === true) : rows;
    const [messages, flags] = await Promise.all([
      messageViews(tx, wanted, userId),
      messageFlags(tx, userId, wanted),
    ]);
    const items = messages.flatMap((message, index) => {
      const own = flags[index];
      return own ? [{ message, flags: own }] : [];
    });
    return { items, next, previous: null };
  });
}

async function pageOf(
  tx: Tx,
  userId: string,
  { flag, limit, cursor }: FlaggedQuery,
): Promise<{ ids: string[]; next: string | null }> {
  if (flag === "unread") return await pageOfUnread(tx, userId, { limit, cursor });
  const before = cursor === undefined ? null : readPlace(cursor, flag);
  const ids = await pageOfFlagged(tx, flag, { userId, before, limit: limit + 1 });
  const shown = ids.slice(0, limit);
  const last = shown.at(-1);
  return {
    ids: shown,
    next: ids.length > limit && last !== undefined ? encodeCursor([flag, last]) : null,
  };
}

function readPlace(cursor: string, flag: string): string {
  const [of, id = ""] = decodeCursor(cursor, 2);
  if (of !== flag || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return id;
}

/** Those of some messages that a user may read now, in the order given. */
async function readable(tx: Tx, userId: string, ids: readonly string[]): Promise<MessageRow[]> {
  const found = new Map((await findMessages(tx, ids)).map((row) => [row.id, row]));
  const rows = ids.flatMap((id) => found.get(id) ?? []);
  const cids = await readableCids(tx, [...new Set(rows.map((row) => row.cid))], userId);
  return rows.filter((row) => cids.has(row.cid) && isSeenBy(row, userId) && row.deletedAt === null);
}
