import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { eraseMessage } from "./delete-message.ts";
import { lockMessage } from "./message-rows.ts";
import { dropReceivedBy, messageIdsAfter, sentByUser } from "./message-walk.ts";
import { forgetContents } from "./undo-rows.ts";

const messagesPerBatch = 500;

/** Goes through a batch of messages: forgets that a deleted user received them, and erases those that they sent if so wanted. */
export async function eraseSender(
  tx: Tx,
  { userId, messages }: ErasedUser,
  from: string | null,
): Promise<string | null> {
  const ids = await messageIdsAfter(tx, from, messagesPerBatch);
  if (ids.length > 0) {
    await dropReceivedBy(tx, ids, userId);
    if (messages === "erase") await eraseSent(tx, await sentByUser(tx, ids, userId), userId);
  }
  return ids.length < messagesPerBatch ? null : (ids.at(-1) ?? null);
}

async function eraseSent(tx: Tx, ids: readonly string[], by: string): Promise<void> {
  const rows = [];
  // All messages first, then the streams in their order: whoever holds a stream never waits for a message.
  for (const id of ids) rows.push(await lockMessage(tx, id));
  for (const row of rows.toSorted((a, b) => ((a?.cid ?? "") < (b?.cid ?? "") ? -1 : 1))) {
    if (!row) continue;
    if (row.deletedAt) await forgetContents(tx, [row.id]);
    else await eraseMessage(tx, row, { by, hard: true, removed: false });
  }
}
