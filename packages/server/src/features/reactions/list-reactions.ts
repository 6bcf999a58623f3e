import type { PageQuery, RouteAnswer } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { getMessageRow } from "../messages/public.ts";
import { userSummaries } from "../users/public.ts";
import { listReactions } from "./reaction-rows.ts";

/** Who reacted to a message, by kind. */
export function readReactions(
  call: UserCall,
  messageId: string,
  { limit, cursor }: PageQuery,
): Promise<RouteAnswer<"reactions.list">> {
  return transact(call.engine, call.appId, async (tx) => {
    await getMessageRow(tx, messageId, call.userId);
    const [type, userId] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const after = type === undefined || userId === undefined ? null : { type, userId };
    const rows = await listReactions(tx, messageId, {
      viewerId: call.userId,
      after,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const people = await userSummaries(
      tx,
      page.map((row) => row.userId),
    );
    const last = page.at(-1);
    return {
      items: page.flatMap(({ type: reaction, userId: id, times: count, createdAt }) => {
        const user = people.get(id);
        return user ? [{ type: reaction, user, count, createdAt: createdAt.toISOString() }] : [];
      }),
      next: last && rows.length > limit ? encodeCursor([last.type, last.userId]) : null,
      previous: null,
    };
  });
}
