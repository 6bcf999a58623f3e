import type { RouteAnswer } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { membershipsOf } from "../members/public.ts";
import { getMessageRow, readRecipients } from "../messages/public.ts";
import { readUnread } from "./public.ts";
import { readStatesIn } from "./read-state-rows.ts";
import { receiptOf } from "./receipt-teller.ts";

/** How far the members have received and read; nothing in channels above the size where receipts are shown. */
export function listReceipts(
  call: UserCall,
  cid: string,
): Promise<RouteAnswer<"readState.receipts">> {
  return transact(call.engine, call.appId, async (tx) => {
    const access = await getAccess(tx, cid, call.userId);
    const { receiptMembers } = call.engine.limits;
    if (access.memberCount > receiptMembers) return { items: [] };
    return { items: (await readStatesIn(tx, cid, receiptMembers)).map(receiptOf) };
  });
}

/** Who received and read one message, and when. */
export function listMessageReceipts(
  call: UserCall,
  messageId: string,
): Promise<RouteAnswer<"readState.messageReceipts">> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await getMessageRow(tx, messageId, call.userId);
    const recipients = await readRecipients(tx, row.id);
    // A member can read a message before their row of it is written: then their read state knows.
    const states = new Map(
      (await readStatesIn(tx, row.cid, recipients.length + 1)).map((one) => [one.userId, one]),
    );
    const items = recipients.map(({ userId, deliveredAt, readAt }) => {
      const state = states.get(userId);
      const delivered =
        deliveredAt ?? (state && state.deliveredSeq >= row.seq ? state.deliveredAt : null);
      const read = readAt ?? (state && state.receiptSeq >= row.seq ? state.readAt : null);
      return {
        userId,
        deliveredAt: delivered?.toISOString() ?? null,
        readAt: read?.toISOString() ?? null,
      };
    });
    return { items } as RouteAnswer<"readState.messageReceipts">; // user ids in our rows were parsed when they came in
  });
}

/** The user's unread counts: of every channel that has any, and in all. */
export function listUnread(call: UserCall): Promise<RouteAnswer<"readState.unread">> {
  return transact(call.engine, call.appId, async (tx) => {
    const standings = await readUnread(tx, call.userId, await membershipsOf(tx, call.userId));
    const channels = [...standings]
      .map(([cid, { unread }]) => ({ cid, ...unread }))
      .filter((channel) => channel.count > 0 || channel.mentions > 0);
    const sum = (key: "count" | "mentions") =>
      channels.reduce((total, channel) => total + channel[key], 0);
    return {
      total: sum("count"),
      mentions: sum("mentions"),
      channels,
    } as RouteAnswer<"readState.unread">; // cids of our own rows
  });
}
