import type { Message } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { getMessageRow, viewOf } from "../messages/public.ts";
import type { ReadableChannel } from "./thread-unread-rows.ts";

/** A message that is or can be the root of a thread, for somebody who may read its channel. */
export type OpenThread = {
  readonly root: { readonly id: string; readonly cid: string };
  readonly channel: ReadableChannel;
  view(): Promise<Message>;
};

/** The thread under a message; `message.not_found` as for the message, `thread.nested` for a reply. */
export async function openThread(tx: Tx, messageId: string, userId: string): Promise<OpenThread> {
  const row = await getMessageRow(tx, messageId, userId);
  if (row.threadId !== null) {
    throw new ChatError(
      "thread.nested",
      "That message is a reply: its thread is the first one's.",
      {
        details: { threadId: row.threadId },
      },
    );
  }
  const { cid, joinedSeq } = await getAccess(tx, row.cid, userId);
  return {
    root: { id: row.id, cid },
    channel: { cid, joinedSeq },
    view: () => viewOf(tx, row, userId),
  };
}
