import type { Tx } from "../../core/transact.ts";
import { eraseMessage } from "./delete-message.ts";
import { contentOf, type MessageContent } from "./message-content.ts";
import { lockMessage } from "./message-rows.ts";
import { insertMentions } from "./recipient-rows.ts";
import { tellOfMessage } from "./tell-of-message.ts";

/** What a message said before it was taken down: kept to put it back. */
export type TakenDown = MessageContent;

/** Deletes a message as a moderator. Null where it is gone or deleted already. */
export async function takeDown(tx: Tx, messageId: string, by: string): Promise<TakenDown | null> {
  const row = await lockMessage(tx, messageId);
  if (!row || row.deletedAt) return null;
  await eraseMessage(tx, row, { by, hard: false, removed: false });
  return contentOf(row);
}

/** Puts back what was taken down. False where the message is gone, or is there. */
export async function putBack(tx: Tx, messageId: string, content: TakenDown): Promise<boolean> {
  const row = await lockMessage(tx, messageId);
  if (!row?.deletedAt || row.removed) return false;
  const restored = { ...row, ...content, deletedAt: null };
  await tellOfMessage(tx, restored, { type: "message.undeleted", data: { messageId } });
  return true;
}

/** Shows to everybody what only its author saw. False for any other message. */
export async function reveal(tx: Tx, messageId: string): Promise<boolean> {
  const row = await lockMessage(tx, messageId);
  if (!row?.shadowed || row.deletedAt) return false;
  const shown = { ...row, shadowed: false };
  await tellOfMessage(tx, shown, { type: "message.undeleted", data: { messageId } });
  // Nobody was marked as mentioned by what they were not to see; those of groups are when it is told.
  await insertMentions(tx, shown);
  return true;
}
