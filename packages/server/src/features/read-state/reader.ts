import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { allows, getAccess, type ChannelAccess } from "../channels/public.ts";
import { findPrivacy, openPrivacy } from "../settings/public.ts";

/** A member who reads a channel, and whether others see what they read. */
export type Reader = { readonly access: ChannelAccess; readonly showsReceipts: boolean };

/** Only members have a read state: a reader who has not joined has no unread to keep. */
export async function getReader(tx: Tx, cid: string, userId: string): Promise<Reader> {
  const [access, settings] = await Promise.all([
    getAccess(tx, cid, userId),
    findPrivacy(tx, [userId]),
  ]);
  if (access.role === null) throw new ChatError("channel.forbidden", "Join the channel first.");
  const privacy = settings.get(userId) ?? openPrivacy;
  return { access, showsReceipts: showsReceipts(access, privacy) };
}

/** Whether what somebody reads is seen: who reads is there, so somebody invisible does not. */
export function showsReceipts(
  access: ChannelAccess,
  privacy: { readonly readReceipts: boolean; readonly invisible: boolean },
): boolean {
  return privacy.readReceipts && !privacy.invisible && allows(access, "read-receipts");
}
