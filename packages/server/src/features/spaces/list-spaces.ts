import type { OpenSpace, PageQuery, Space } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { pageOfOpenSpaces, pageOfSpaces } from "./space-rows.ts";
import { spaceViews } from "./space-views.ts";

/** Below every id. */
const beforeAll = "00000000-0000-0000-0000-000000000000";
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The spaces the caller belongs to, oldest first. */
export function listSpaces(
  call: UserCall,
  { limit, cursor }: PageQuery,
): Promise<{ items: Space[]; next: string | null; previous: null }> {
  return transact(call.engine, call.appId, async (tx) => {
    const after = readPlace(cursor);
    const rows = await pageOfSpaces(tx, { userId: call.userId, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await spaceViews(tx, shown),
      next: rows.length > limit && last ? encodeCursor([last.id]) : null,
      previous: null,
    };
  });
}

/** The spaces that anybody of the app may join, oldest first. */
export function listOpenSpaces(
  call: UserCall,
  { limit, cursor }: PageQuery,
): Promise<{ items: OpenSpace[]; next: string | null; previous: null }> {
  const after = readPlace(cursor);
  return transact(call.engine, call.appId, async (tx) => {
    const rows = await pageOfOpenSpaces(tx, { userId: call.userId, after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      next: rows.length > limit && last ? encodeCursor([last.id]) : null,
      previous: null,
    };
  });
}

function readPlace(cursor: string | undefined): string {
  const [after = beforeAll] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  if (uuid.test(after)) return after;
  throw new ChatError("request.invalid", "That is not a cursor of this list.");
}
