import type { Message } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { uncountedKinds } from "@natter/contract/unread";
import type { Tx } from "../../core/transact.ts";
import { countUnreadRows, deleteMessagesOf, newestMessages } from "./message-rows.ts";
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

/** Unread messages and mentions after a number, per channel, each exact to 9,999. */
export async function countUnread(
  tx: Tx,
  userId: string,
  channels: readonly { readonly cid: string; readonly after: number }[],
): Promise<Map<string, { count: number; mentions: number }>> {
  const cids = channels.map((channel) => channel.cid);
  const after = channels.map((channel) => channel.after);
  const most = defaultLimits.unreadMax;
  const [counts, mentions] = await Promise.all([
    countUnreadRows(tx, { userId, cids, after, uncounted: uncountedKinds, most }),
    countMentionRows(tx, { userId, cids, after }),
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
