import type { User, UserQuery } from "@natter/contract";
import type { AppCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { findVisibleUser, pageOfUsers } from "./visible-user-rows.ts";
import { userNotFound, userView } from "./user-views.ts";

/**
 * Users whose name or id begins with `q` and who are among `ids`, by ascending id. A user finds the people who share a space
 * or a channel with them; a server key finds all.
 */
export async function listUsers(
  call: AppCall,
  { q, ids, limit, cursor }: UserQuery,
): Promise<{ items: User[]; next: string | null; previous: null }> {
  const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  const rows = await transact(call.engine, call.appId, (tx) =>
    pageOfUsers(tx, {
      ...{ viewerId: viewerOf(call), prefix: q ?? "", ids: ids ?? null },
      ...{ after, limit: limit + 1 },
    }),
  );
  const items = rows.slice(0, limit).map(userView);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? encodeCursor([last.id]) : null,
    previous: null,
  };
}

/** One user, or `user.not_found`; for a user also when it is nobody they share a space or a channel with. */
export async function findUser(call: AppCall, userId: string): Promise<User> {
  const viewerId = viewerOf(call);
  const row = await transact(call.engine, call.appId, (tx) =>
    findVisibleUser(tx, viewerId, userId),
  );
  if (!row) throw userNotFound([userId]);
  return userView(row);
}

function viewerOf({ actor }: AppCall): string | null {
  return actor.type === "user" ? actor.userId : null;
}
