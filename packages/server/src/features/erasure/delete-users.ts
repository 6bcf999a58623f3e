import type { MessagesOfDeleted, UserDeletion, UserSummary } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import type { PrimaryWork } from "../../core/primary-work.ts";
import { transact } from "../../core/transact.ts";
import { endSessionsOf } from "../accounts/public.ts";
import { tellAround } from "../presence/public.ts";
import {
  buryUsers,
  lockUsers,
  shutOut,
  tombstoneName,
  userNotFound,
  type UserMemory,
} from "../users/public.ts";
import { findDeletion, requestDeletions, type DeletionRow } from "./erasure-rows.ts";
import { erasureKey } from "./user-eraser.ts";

type Deletion = { readonly userIds: readonly string[]; readonly messages: MessagesOfDeleted };

/**
 * Deletes users: at once they are nobody, out of everything and told of as deleted; what hangs on them goes in batches behind
 * the answer. Deleting one again changes nothing, but that messages which were kept may be erased.
 */
export async function deleteUsers(
  call: AppCall,
  { memory, eraser }: { memory: UserMemory; eraser: PrimaryWork },
  { userIds, messages }: Deletion,
): Promise<UserDeletion[]> {
  const { engine, appId, log } = call;
  const ids = [...new Set(userIds)];
  const rows = await transact(engine, appId, async (tx) => {
    const found = new Set((await lockUsers(tx, ids)).map((row) => row.id));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) throw userNotFound(missing);
    await buryUsers(tx, ids);
    for (const id of ids) await endSessionsOf(tx, id);
    return await requestDeletions(tx, ids, messages);
  });
  await shutOut(call, memory, ids);
  for (const id of ids) {
    // Before the memberships go, by which it is known who sees them.
    const user = { id, name: tombstoneName, image: null } as UserSummary; // found among our own rows
    await tellAround(engine, appId, id, { type: "user.deleted", user }).catch((error: unknown) =>
      log.warn({ err: error }, "telling of a deleted user failed"),
    );
    eraser.begin(erasureKey(appId, id));
  }
  const views = new Map(rows.map((row) => [row.userId, deletionView(row)]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

/** How far a user's deletion is, or `user.not_found` for who was not deleted. */
export async function getDeletion(call: AppCall, userId: string): Promise<UserDeletion> {
  const row = await transact(call.engine, call.appId, (tx) => findDeletion(tx, userId));
  if (row) return deletionView(row);
  throw new ChatError("user.not_found", `No user "${userId}" was deleted in this app.`, {
    details: { userIds: [userId] },
  });
}

function deletionView({ userId, messages, requestedAt, doneAt }: DeletionRow): UserDeletion {
  const view = {
    userId,
    messages,
    requestedAt: requestedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  };
  return view as UserDeletion; // the id of our own row
}
