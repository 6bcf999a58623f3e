import type { Message } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { uncountedKinds } from "@natter/contract/unread";
import type { Tx } from "../../core/transact.ts";
import {
  countUnreadRows,
  deleteMessagesOf,
  newestMessages,
  type LedgerSpan,
} from "./message-rows.ts";
import { messageViews } from "./message-views.ts";
import { countMentionRows } from "./recipient-rows.ts";

export { touchMessage } from "./message-rows.ts";
export { openForChange, viewOf } from "./edit-message.ts";
export { getMessageRow } from "./list-messages.ts";
export { markRecipientDelivered, markRecipientRead, readRecipients } from "./recipient-rows.ts";

/** The newest message of each channel that has one, by cid. */
export async function lastMessages(tx: Tx, cids: readonly string[]): Promise<Map<string, Message>> {
  const views = await messageViews(tx, await newestMessages(tx, cids));
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
      most: defaultLimits.unreadMax,
    }),
    countMentionRows(tx, {
      userId,
      cids: spans.map((span) => span.cid),
      after: spans.map((span) => span.after),
      upTo: spans.map((span) => span.upTo),
    }),
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
