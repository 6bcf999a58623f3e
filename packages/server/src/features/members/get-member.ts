import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { findMembers, type MemberRow } from "../channels/public.ts";

/** One member of a channel, or `member.not_found`. */
export async function getMember(tx: Tx, cid: string, userId: string): Promise<MemberRow> {
  const [member] = await findMembers(tx, cid, [userId]);
  if (!member) throw memberNotFound(userId);
  return member;
}

export function memberNotFound(userId: string): ChatError {
  return new ChatError("member.not_found", `"${userId}" is no member of this channel.`);
}
