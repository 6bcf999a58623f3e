import type { User, UserSummary } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { findUsers, type UserRow } from "./user-rows.ts";

/** A user as whoever may look at the whole of it sees it. */
export function userView(row: UserRow): User {
  const view = {
    id: row.id,
    name: row.name,
    image: row.image,
    custom: row.custom,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
  return view as User; // ids in our rows were parsed when they came in
}

/** Name and face of users by id; unknown ids are left out. */
export async function userSummaries(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, UserSummary>> {
  const rows = await findUsers(tx, ids);
  return new Map(
    rows.map(({ id, name, image }) => [id, { id, name, image } as UserSummary]), // as above
  );
}

/** One user, or `user.not_found`. */
export async function getUser(tx: Tx, userId: string): Promise<User> {
  const [row] = await findUsers(tx, [userId]);
  if (!row) throw userNotFound([userId]);
  return userView(row);
}

/** Name and face of users who must all exist, or `user.not_found` that names those who do not. */
export async function getSummaries(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, UserSummary>> {
  const found = await userSummaries(tx, ids);
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) throw userNotFound(missing);
  return found;
}

/** The refusal for ids that are nobody's, or nobody's the caller may know of. */
export function userNotFound(ids: readonly string[], where = "in this app"): ChatError {
  const sentence =
    ids.length === 1
      ? `There is no user "${ids[0]}" ${where}.`
      : `${ids.length} of these users are not ${where}.`;
  return new ChatError("user.not_found", sentence, { details: { userIds: [...ids] } });
}
