import type { Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { allows, assertCan } from "../channels/public.ts";
import { setTimer } from "../timers/public.ts";
import { openForChange, viewOf } from "./edit-message.ts";
import { contentOf, noContent } from "./message-content.ts";
import { assertCanDelete } from "./message-policy.ts";
import type { MessageRow } from "./message-rows.ts";
import { tellOfMessage } from "./tell-of-message.ts";
import { forgetContents, insertDeleted, takeDeletedContent } from "./undo-rows.ts";
import { threadsSeenBy } from "./shadow-replies.ts";

/**
 * Deletes a message: its place stays, what it said goes, though for a few seconds whoever deleted it can take that back.
 * `hard`: it goes at once, and so does its place, unless replies hang on it. Deleting it again changes nothing.
 */
export function deleteMessage(
  call: UserCall,
  messageId: string,
  { hard }: { hard: boolean },
): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    const isOwn = row.senderId === call.userId;
    if (isOwn && !allows(access, "delete-any")) assertCan(access, "delete-own");
    assertCanDelete(row, call.userId, {
      any: allows(access, "delete-any"),
      hard: hard ? allows(access, "hard-delete") : null,
    });
    const hasReplies =
      ((await threadsSeenBy(tx, [row.id], call.userId)).get(row.id)?.replyCount ?? 0) > 0;
    const removed = hard && !hasReplies;
    if (row.deletedAt && removed === row.removed) {
      if (hard) await forgetContents(tx, [row.id]);
      return await viewOf(tx, row, call.userId);
    }
    const erased = await eraseMessage(tx, row, { by: call.userId, hard, removed });
    return await viewOf(tx, erased, call.userId);
  });
}

/** Deletes a locked message: what it said goes at once, or after the seconds in which that can be taken back. */
export async function eraseMessage(
  tx: Tx,
  row: MessageRow,
  { by, hard, removed }: { by: string; hard: boolean; removed: boolean },
): Promise<MessageRow> {
  const { id: messageId, seq: messageSeq, senderId, kind, inChannel, threadId } = row;
  // What was deleted before is not to be counted as gone a second time.
  const silent = row.silent || row.deletedAt !== null;
  const fact = { messageId, messageSeq, senderId, kind, silent, inChannel, threadId, removed };
  const deleted = {
    ...row,
    ...noContent,
    shadowEdit: null,
    deletedAt: row.deletedAt ?? tx.now,
    removed,
  };
  const told = await tellOfMessage(tx, deleted, { type: "message.deleted", data: fact });
  if (hard) await forgetContents(tx, [messageId]);
  else {
    const purgeAt = new Date(tx.now.getTime() + defaultLimits.undoSeconds * 1_000);
    await insertDeleted(tx, messageId, { deletedBy: by, content: contentOf(row), purgeAt });
    await setTimer(tx, { kind: "message.purge", key: messageId, dueAt: purgeAt });
  }
  return told;
}

/** Takes back a deletion of the caller's own within a few seconds: the message is as it was. */
export function undeleteMessage(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row } = await openForChange(tx, messageId, call.userId);
    const content = await takeDeletedContent(tx, row.id, call.userId);
    if (!content) {
      throw new ChatError(
        "message.undo_expired",
        `Only whoever deleted a message can take that back, within ${defaultLimits.undoSeconds} seconds.`,
      );
    }
    const restored = { ...row, ...content, deletedAt: null };
    const data = { messageId: row.id };
    const told = await tellOfMessage(tx, restored, { type: "message.undeleted", data });
    return await viewOf(tx, told, call.userId);
  });
}
