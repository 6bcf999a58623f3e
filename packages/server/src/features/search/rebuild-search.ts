import type { RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { ledgerAfter } from "../messages/public.ts";
import { searchRows } from "./index-messages.ts";
import { deleteSearchBetween, saveSearchRows } from "./search-rows.ts";

/** How many messages one step reads. */
const step = 1_000;

/**
 * Makes the index anew for a stretch of the app's messages, and answers from where to go on. Between two places it is
 * then what the messages say; searching and sending go on meanwhile.
 */
export function rebuildSearch(
  call: AppCall,
  cursor: string | undefined,
): Promise<RouteAnswer<"search.rebuild">> {
  const from = cursor === undefined ? { cid: "", seq: 0 } : openPlace(cursor);
  return transact(call.engine, call.appId, async (tx) => {
    const rows = await ledgerAfter(tx, { ...from, limit: step });
    const last = rows.length < step ? undefined : rows.at(-1);
    // Removed and written in one transaction: nobody searches in between.
    await deleteSearchBetween(tx, from, last ?? null);
    const made = searchRows(tx.appId, rows);
    await saveSearchRows(tx, made);
    return {
      indexed: made.length,
      next: last ? encodeCursor([last.cid, String(last.seq)]) : null,
    };
  });
}

function openPlace(cursor: string): { cid: string; seq: number } {
  const [cid = "", seq = ""] = decodeCursor(cursor, 2);
  if (!/^\d{1,15}$/.test(seq))
    throw new ChatError("request.invalid", "That is not a cursor of a rebuild.");
  return { cid, seq: Number(seq) };
}
