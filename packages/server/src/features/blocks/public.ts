import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { findBlockedEitherWay } from "./block-rows.ts";

export { isBlockedPair } from "./block-rows.ts";

/** Those of some users (null: of all) who blocked a user or are blocked by them: neither hears of the other. */
export function blockedEitherWay(
  tx: Tx,
  userId: string,
  otherIds: readonly string[] | null,
): Promise<Set<string>> {
  return findBlockedEitherWay(tx, userId, otherIds);
}

/** Refuses two people of whom one blocked the other with `user.blocked`; it does not say who did. */
export async function assertNotBlocked(tx: Tx, userId: string, otherId: string): Promise<void> {
  if ((await findBlockedEitherWay(tx, userId, [otherId])).size > 0) throw blockedRefusal();
}

/** The refusal for two people of whom one blocked the other. */
export function blockedRefusal(): ChatError {
  return new ChatError("user.blocked", "You cannot write to this person, nor they to you.");
}
