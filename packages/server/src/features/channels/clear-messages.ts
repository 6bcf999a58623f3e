import type { AppId } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { deleteOldest } from "../messages/public.ts";

/** How many messages go in one transaction: a big channel is cleared in many short ones. */
const batch = 1_000;

/** Removes the messages of a channel up to one number, the oldest first; `hard` forgets also that they were sent. */
export async function clearMessages(
  engine: Engine,
  appId: AppId,
  { cid, upTo, hard }: { cid: string; upTo: number; hard: boolean },
): Promise<void> {
  for (;;) {
    const removed = await transact(engine, appId, (tx) =>
      deleteOldest(tx, { cid, upTo, limit: batch, hard }),
    );
    if (removed < batch) return;
  }
}

/**
 * Removes most messages of channels that are about to be deleted, and of small ones none: so that the transaction which
 * deletes them is a short one. The caller has made sure that they may be deleted.
 */
export async function clearBeforeDeletion(
  engine: Engine,
  appId: AppId,
  channels: readonly { readonly cid: string; readonly messageSeq: number }[],
): Promise<void> {
  for (const { cid, messageSeq } of channels) {
    if (messageSeq > batch)
      await clearMessages(engine, appId, { cid, upTo: messageSeq, hard: true });
  }
}
