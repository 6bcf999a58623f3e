import type { Message } from "@natter/contract";
import { uncountedKinds } from "@natter/contract/unread";
import type { Tx } from "../../core/transact.ts";
import {
  countUnreadRows,
  deleteMessagesOf,
  newestMessages,
  type LedgerSpan,
} from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { countMentionRows } from "./mention-rows.ts";

export { findMessages, lockMessage, touchMessage, type MessageRow } from "./message-rows.ts";
export { ledgerAfter } from "./ledger-rows.ts";
export { messageViews } from "./message-views.ts";
export { messageIdsAfter } from "./message-walk.ts";
export { deleteOldest } from "./truncate-rows.ts";
export { neighbours } from "./neighbours.ts";
export { shadowRepliers, threadsSeenBy } from "./shadow-replies.ts";
export { putBack, reveal, takeDown, type TakenDown } from "./moderate-message.ts";
export { assertFits } from "./check-send.ts";
export { readHistory } from "./read-history.ts";
export { rootsRepliedTo, tallyReplies, unreadReplies } from "./reply-rows.ts";
export { openForChange, viewOf } from "./edit-message.ts";
export { sendMessage } from "./send-message.ts";
export { getMessageRow } from "./list-messages.ts";
export {
  countRepliesAbove,
  messagesAbove,
  repliesAbove,
  type AboveRow,
  type ReplySpan,
} from "./above-rows.ts";
export { flagsOf, pageOfFlagged, saveStar } from "./flag-rows.ts";
export { mendExtraMentions, mendMissingMentions, mendMissingRows } from "./mend-rows.ts";
export { isSeenBy } from "./message-policy.ts";
export { markMentionRead, readMentionSeqs, unreadMentionsAnew } from "./mention-rows.ts";
export {
  markRecipientDelivered,
  markRecipientRead,
  markRecipientsRead,
  readRecipients,
} from "./recipient-rows.ts";

/** The newest message of each channel that has one, by cid, as a viewer sees it; null for as everybody does. */
export async function lastMessages(
  tx: Tx,
  cids: readonly string[],
  viewerId: string | null,
): Promise<Map<string, Message>> {
  const views = await messageViews(tx, await newestMessages(tx, cids, viewerId), viewerId);
  return new Map(views.map((message) => [message.cid, message]));
}

/** Unread messages and mentions of some spans, per channel, messages exact to 9,999. */
export async function countUnread(
  tx: Tx,
  userId: string,
  spans: readonly LedgerSpan[],
): Promise<Map<string, { count: number; mentions: number }>> {
  const [counts, mentions] = await Promise.all([
    countUnreadRows(tx, spans, {
      userId,
      uncounted: uncountedKinds,
      most: tx.engine.limits.unreadMax,
    }),
    countMentionRows(tx, spans, { userId, uncounted: uncountedKinds }),
  ]);
  const mentionsOf = new Map(mentions.map((row) => [row.cid, row.count]));
  return new Map(
    counts.map((row) => [row.cid, { count: row.count, mentions: mentionsOf.get(row.cid) ?? 0 }]),
  );
}

/** Removes a channel's messages and what hangs on them. */
export async function deleteChannelMessages(tx: Tx, cid: string): Promise<void> {
  await deleteMessagesOf(tx, cid);
}
