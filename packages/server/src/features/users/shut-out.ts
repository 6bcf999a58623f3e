import type { User } from "@natter/contract";
import type { AppCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { endSessionsOf } from "../accounts/public.ts";
import { lockUsers, setDeactivated } from "./user-life-rows.ts";
import { assertNotDeleted, userNotFound, userView } from "./user-views.ts";

/** What remembers users as let in, and must forget it in every process. */
export type UserMemory = { forgetUser(appId: AppCall["appId"], userId: string): Promise<void> };

/** Shuts users out: tokens, log-in sessions and connections end at once, everywhere. Who is out already stays out. */
export async function deactivateUsers(
  call: AppCall,
  memory: UserMemory,
  userIds: readonly string[],
): Promise<User[]> {
  const users = await setActive(call, userIds, false);
  await shutOut(call, memory, userIds);
  return users;
}

/** Lets users in again, with new tokens or the ones they have. */
export async function reactivateUsers(
  call: AppCall,
  memory: UserMemory,
  userIds: readonly string[],
): Promise<User[]> {
  const users = await setActive(call, userIds, true);
  await Promise.all(userIds.map((userId) => memory.forgetUser(call.appId, userId)));
  return users;
}

/** Makes every process forget users and end their connections. */
export async function shutOut(
  { engine, appId }: AppCall,
  memory: UserMemory,
  userIds: readonly string[],
): Promise<void> {
  await Promise.all(userIds.map((userId) => memory.forgetUser(appId, userId)));
  await Promise.all(userIds.map((userId) => engine.realtime.end({ appId, userId })));
}

function setActive(
  { engine, appId }: AppCall,
  userIds: readonly string[],
  isActive: boolean,
): Promise<User[]> {
  const ids = [...new Set(userIds)];
  return transact(engine, appId, async (tx) => {
    const rows = await lockUsers(tx, ids);
    const found = new Set(rows.map((row) => row.id));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) throw userNotFound(missing);
    assertNotDeleted(rows);
    const changed = new Map((await setDeactivated(tx, ids, !isActive)).map((row) => [row.id, row]));
    if (!isActive) for (const id of ids) await endSessionsOf(tx, id);
    return ids.flatMap((id) => {
      const row = changed.get(id);
      return row ? [userView(row)] : [];
    });
  });
}
