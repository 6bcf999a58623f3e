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
    ...(row.deactivatedAt ? { deactivatedAt: row.deactivatedAt.toISOString() } : {}),
    ...(row.deletedAt ? { deletedAt: row.deletedAt.toISOString() } : {}),
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

/** One user who may come in, refused as in `assertActive`. */
export async function getUser(tx: Tx, userId: string): Promise<User> {
  const [row] = await assertActive(tx, [userId]);
  if (!row) throw userNotFound([userId]);
  return userView(row);
}

/** Users who must all exist and may come in: `user.not_found` and `user.deactivated` name those who do not. */
export async function assertActive(tx: Tx, ids: readonly string[]): Promise<UserRow[]> {
  const rows = await findUsers(tx, ids);
  const found = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !found.has(id) || found.get(id)?.deletedAt);
  if (missing.length > 0) throw userNotFound(missing);
  const out = ids.filter((id) => found.get(id)?.deactivatedAt);
  if (out.length === 0) return rows;
  const names = out.length === 1 ? `The user "${out[0]}" is` : `${out.length} of these users are`;
  throw new ChatError("user.deactivated", `${names} deactivated.`, { details: { userIds: out } });
}

/** Refuses users who were deleted, by `user.deleted`: nobody else ever gets their ids. */
export function assertNotDeleted(rows: readonly UserRow[]): void {
  const gone = rows.filter((row) => row.deletedAt).map((row) => row.id);
  if (gone.length === 0) return;
  const names =
    gone.length === 1 ? `The user "${gone[0]}" was` : `${gone.length} of these users were`;
  const sentence = `${names} deleted; the id is not given again.`;
  throw new ChatError("user.deleted", sentence, { details: { userIds: gone } });
}

/** Name and face of users who must all exist and may come in, refused as in `assertActive`. */
export async function getSummaries(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, UserSummary>> {
  const rows = await assertActive(tx, ids);
  return new Map(rows.map(({ id, name, image }) => [id, { id, name, image } as UserSummary])); // as above
}

/** The refusal for ids that are nobody's, or nobody's the caller may know of. */
export function userNotFound(ids: readonly string[], where = "in this app"): ChatError {
  const sentence =
    ids.length === 1
      ? `There is no user "${ids[0]}" ${where}.`
      : `${ids.length} of these users are not ${where}.`;
  return new ChatError("user.not_found", sentence, { details: { userIds: [...ids] } });
}
