import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import type { ChannelAccess } from "../channels/public.ts";
import { openForChange, type MessageRow } from "../messages/public.ts";
import { findOptions, findPolls, type OptionRow, type PollRow } from "./poll-rows.ts";

/** A poll to be changed. Its message's row is locked, so whoever else changes the poll waits. */
export type OpenPoll = {
  readonly row: MessageRow;
  readonly access: ChannelAccess;
  readonly poll: PollRow;
  readonly options: readonly OptionRow[];
};

/** Opens the poll of a message for a change by a user. */
export async function openPoll(tx: Tx, messageId: string, userId: string): Promise<OpenPoll> {
  const { row, access } = await openForChange(tx, messageId, userId);
  if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
  const [[poll], options] = await Promise.all([
    findPolls(tx, [messageId]),
    findOptions(tx, [messageId]),
  ]);
  if (!poll) throw pollNotFound();
  return { row, access, poll, options };
}

export function pollNotFound(): ChatError {
  return new ChatError("poll.not_found", "The message has no poll.");
}
