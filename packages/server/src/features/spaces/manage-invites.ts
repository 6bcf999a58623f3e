import type { Invite, PageQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { deleteInvite, pageOfInvites } from "./invite-rows.ts";
import { inviteNotFound, inviteView } from "./invites.ts";
import { getSpaceRole } from "./space-access.ts";
import { assertMay, may } from "./space-policy.ts";

/** The invites to a space, newest first: one's own, and everybody's for those who lead it. */
export function listInvites(
  call: UserCall,
  spaceId: string,
  { limit, cursor }: PageQuery,
): Promise<{ items: Invite[]; next: string | null; previous: null }> {
  const before = cursor === undefined ? null : readPlace(cursor);
  return transact(call.engine, call.appId, async (tx) => {
    const role = await getSpaceRole(tx, spaceId, call.userId);
    assertMay(role, "invite");
    const createdBy = may(role, "manage-invites") ? null : call.userId;
    const rows = await pageOfInvites(tx, { spaceId, createdBy, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(inviteView),
      next:
        rows.length > limit && last
          ? encodeCursor([last.createdAt.toISOString(), last.code])
          : null,
      previous: null,
    };
  });
}

/** Ends an invite: one's own, or anybody's for those who lead the space. Whoever used it stays. */
export function revokeInvite(
  call: UserCall,
  { spaceId, code }: { spaceId: string; code: string },
): Promise<void> {
  return transact(call.engine, call.appId, async (tx) => {
    const role = await getSpaceRole(tx, spaceId, call.userId);
    assertMay(role, "invite");
    const by = may(role, "manage-invites") ? null : call.userId;
    if (!(await deleteInvite(tx, { spaceId, code, by }))) throw inviteNotFound();
  });
}

function readPlace(cursor: string): { at: Date; code: string } {
  const [time = "", code = ""] = decodeCursor(cursor, 2);
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-/.test(time)) {
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  }
  return { at, code };
}
