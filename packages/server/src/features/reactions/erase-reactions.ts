import type { ErasedUser } from "../../core/feature.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { lockMessage, messageIdsAfter, touchMessage } from "../messages/public.ts";
import { deleteReaction, reactionsOfUser } from "./reaction-rows.ts";

const messagesPerBatch = 500;

/** Takes a deleted user's reactions from a batch of messages, by ascending id. */
export async function eraseReactions(
  tx: Tx,
  { userId }: ErasedUser,
  from: string | null,
): Promise<string | null> {
  const ids = await messageIdsAfter(tx, from, messagesPerBatch);
  const kinds = Map.groupBy(await reactionsOfUser(tx, ids, userId), (row) => row.messageId);
  const rows = [];
  // All messages first, then the streams in their order: whoever holds a stream never waits for a message.
  for (const messageId of [...kinds.keys()].toSorted()) rows.push(await lockMessage(tx, messageId));
  for (const row of rows.toSorted((a, b) => ((a?.cid ?? "") < (b?.cid ?? "") ? -1 : 1))) {
    if (!row) continue;
    const messageId = row.id;
    const events = [];
    for (const { type: reaction } of kinds.get(messageId) ?? []) {
      const removed = await deleteReaction(tx, { messageId, userId, type: reaction });
      if (!removed) continue;
      const only = removed.shadowed || row.shadowed ? { shadowOf: userId } : {};
      const data = { messageId, reaction, userId, ...only };
      events.push({ type: "reaction.deleted" as const, data });
    }
    if (events.length === 0) continue;
    await touchMessage(tx, messageId, await tx.emit(channelStream(row.cid), ...events));
  }
  return ids.length < messagesPerBatch ? null : (ids.at(-1) ?? null);
}
