import type { Role } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { findSpaceMembers } from "./space-member-rows.ts";

/** The caller's role in a space, or `space.not_found` for one that does not exist or is not theirs: both look the same. */
export async function getSpaceRole(tx: Tx, spaceId: string, userId: string): Promise<Role> {
  const [member] = await findSpaceMembers(tx, spaceId, [userId]);
  if (!member) throw spaceNotFound();
  return member.role;
}

/** One answer for a space that does not exist and one the caller does not belong to. */
export function spaceNotFound(): ChatError {
  return new ChatError("space.not_found", "There is no such space, or you do not belong to it.");
}
