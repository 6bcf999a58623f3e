import type { NewEvent } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { saveThread } from "../threads/public.ts";
import { updateMessage, type MessageRow } from "./message-rows.ts";
import { tallyReplies } from "./reply-rows.ts";

/**
 * Writes a message that was deleted or came back, and tells of it. A reply changes its thread too: both events take their
 * numbers together, and the replies are counted again behind the lock that orders all writers of the channel.
 */
export async function tellOfMessage(tx: Tx, row: MessageRow, fact: NewEvent): Promise<MessageRow> {
  const stream = channelStream(row.cid);
  const only = row.shadowed && row.senderId !== null ? { shadowOf: row.senderId } : {};
  const event = { ...fact, data: { ...fact.data, ...only } };
  if (row.threadId === null) {
    const saved = { ...row, version: await tx.emit(stream, event) };
    await updateMessage(tx, saved);
    return saved;
  }
  const data = { messageId: row.threadId, ...only };
  const threadVersion = await tx.emit(stream, event, { type: "thread.updated", data });
  const saved = { ...row, version: threadVersion - 1 };
  await updateMessage(tx, saved);
  const tally = await tallyReplies(tx, row.threadId, null);
  await saveThread(tx, { ...tally, rootId: row.threadId, version: threadVersion });
  return saved;
}
