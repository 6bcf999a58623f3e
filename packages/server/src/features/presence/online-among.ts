import type { Tx } from "../../core/transact.ts";
import { invisibleAmong } from "../settings/public.ts";

/** Those of some users who are online, as others see it, in the order given. */
export async function onlineAmong(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const online = userIds.filter((userId) => tx.engine.presence.isOnline(tx.appId, userId));
  const hidden = await invisibleAmong(tx, online);
  return online.filter((userId) => !hidden.has(userId));
}
