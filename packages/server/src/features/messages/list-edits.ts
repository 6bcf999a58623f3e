import type { PageQuery, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { userSummaries } from "../users/public.ts";
import { getMessageRow } from "./list-messages.ts";
import { readEdits } from "./undo-rows.ts";

/** What a message said before each of its edits, newest first. There is nothing to see of a deleted one. */
export function listEdits(
  call: UserCall,
  messageId: string,
  { limit, cursor }: PageQuery,
): Promise<RouteAnswer<"messages.edits">> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await getMessageRow(tx, messageId, call.userId);
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : placeOf(cursor);
    const shadow = row.senderId === call.userId;
    const rows = await readEdits(tx, row.id, { before, limit: limit + 1, shadow });
    const page = rows.slice(0, limit);
    const people = await userSummaries(tx, [...new Set(page.map((edit) => edit.replacedBy))]);
    const last = page.at(-1);
    return {
      items: page.map(({ content, editedAt, replacedAt, replacedBy }) => ({
        text: content.text,
        writtenAt: (editedAt ?? row.createdAt).toISOString(),
        replacedAt: replacedAt.toISOString(),
        replacedBy: people.get(replacedBy) ?? null,
      })),
      next: last && rows.length > limit ? encodeCursor([String(last.version)]) : null,
      previous: null,
    };
  });
}

function placeOf(cursor: string): number {
  const version = Number(decodeCursor(cursor, 1)[0]);
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new ChatError("request.invalid", "That is not a cursor of this list.");
}
