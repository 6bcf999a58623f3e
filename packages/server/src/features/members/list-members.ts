import type { Member, PageQuery } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { getAccess, memberViews, pageOfMembers } from "../channels/public.ts";

/** The members of a channel by ascending user id. */
export function listMembers(
  call: UserCall,
  cid: string,
  { limit, cursor }: PageQuery,
): Promise<{ items: Member[]; next: string | null; previous: null }> {
  return transact(call.engine, call.appId, async (tx) => {
    await getAccess(tx, cid, call.userId);
    const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    const rows = await pageOfMembers(tx, { cid, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await memberViews(tx, shown),
      next: rows.length > limit && last ? encodeCursor([last.userId]) : null,
      previous: null,
    };
  });
}
