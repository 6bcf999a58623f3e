import type { RouteAnswer } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { allows, getAccess, type ChannelAccess } from "../channels/public.ts";
import { whichAreMembers } from "../members/public.ts";
import { getMessageRow, readRecipients, type MessageRow } from "../messages/public.ts";
import { findPrivacy } from "../settings/public.ts";
import { countReceipts, shownReadStates } from "./read-state-rows.ts";
import { receiptOf } from "./receipt-teller.ts";

/**
 * How far the members have received and read, of those who show it; nothing in channels above the size where receipts are
 * shown, and nothing to whoever does not show theirs.
 */
export function listReceipts(
  call: UserCall,
  cid: string,
): Promise<RouteAnswer<"readState.receipts">> {
  return transact(call.engine, call.appId, async (tx) => {
    const access = await getAccess(tx, cid, call.userId);
    if (access.degraded.includes("receipts")) return { items: [] };
    if (!(await seesReceipts(tx, access, call.userId))) return { items: [] };
    return { items: (await shownReadStates(tx, cid, access.memberCount)).map(receiptOf) };
  });
}

/** Who received and read one message, and when; how many, in any channel. */
export function listMessageReceipts(
  call: UserCall,
  messageId: string,
): Promise<RouteAnswer<"readState.messageReceipts">> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await getMessageRow(tx, messageId, call.userId);
    const access = await getAccess(tx, row.cid, call.userId);
    if (!(await seesReceipts(tx, access, call.userId))) {
      return { items: [], counts: { delivered: 0, read: 0 } };
    }
    const { cid, seq, senderId } = row;
    const counts = await countReceipts(tx, { cid, seq, senderId });
    const items = !access.degraded.includes("receipts") ? await facesOf(tx, row) : [];
    return { items, counts } as RouteAnswer<"readState.messageReceipts">; // user ids in our rows were parsed when they came in
  });
}

/** What somebody does not show of themselves they do not see of others. */
async function seesReceipts(tx: Tx, access: ChannelAccess, userId: string): Promise<boolean> {
  if (!allows(access, "read-receipts")) return false;
  return (await findPrivacy(tx, [userId])).get(userId)?.readReceipts ?? true;
}

async function facesOf(tx: Tx, message: MessageRow) {
  const { id, cid, seq, senderId } = message;
  const found = (await readRecipients(tx, id)).filter(({ userId }) => userId !== senderId);
  const settings = await findPrivacy(
    tx,
    found.map(({ userId }) => userId),
  );
  const states = new Map(
    (await shownReadStates(tx, cid, found.length + 1)).map((one) => [one.userId, one]),
  );
  const items = found
    .filter(({ userId }) => settings.get(userId)?.readReceipts ?? true)
    .map(({ userId, deliveredAt, readAt }) => {
      // A member can read a message before their row of it is written: then their read state knows.
      const state = states.get(userId);
      const delivered =
        deliveredAt ?? (state && state.deliveredSeq >= seq ? state.deliveredAt : null);
      const read = readAt ?? (state && state.receiptSeq >= seq ? state.readAt : null);
      return {
        userId,
        deliveredAt: delivered?.toISOString() ?? null,
        readAt: read?.toISOString() ?? null,
      };
    });
  // A row without a time can be a reader's own star: only members are recipients.
  const untouched = items.filter(({ deliveredAt, readAt }) => !deliveredAt && !readAt);
  const ids = untouched.map(({ userId }) => userId);
  const members = new Set(await whichAreMembers(tx, cid, ids));
  return items.filter(({ userId }) => !ids.includes(userId) || members.has(userId));
}
