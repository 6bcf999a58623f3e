import type { PageQuery, Role, Space, SpaceMember } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { channelRemoved, cidsOfSpace, removeMember, tellUsers } from "../channels/public.ts";
import { signalSpace } from "./signal-space.ts";
import { getSpaceRole, spaceNotFound } from "./space-access.ts";
import { spaceRemoved } from "./space-events.ts";
import {
  deleteSpaceMember,
  findSpaceMembers,
  pageOfSpaceMembers,
  saveSpaceRole,
  type SpaceMemberRow,
} from "./space-member-rows.ts";
import { assertMay, assertMayChangeRole, assertMayRemove } from "./space-policy.ts";
import { lockSpace, saveSpace } from "./space-rows.ts";
import { getSpaceView, spaceMemberViews } from "./space-views.ts";

/** The members of a space by ascending user id. */
export function listSpaceMembers(
  call: UserCall,
  spaceId: string,
  { limit, cursor }: PageQuery,
): Promise<{ items: SpaceMember[]; next: string | null; previous: null }> {
  return transact(call.engine, call.appId, async (tx) => {
    await getSpaceRole(tx, spaceId, call.userId);
    const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    const rows = await pageOfSpaceMembers(tx, { spaceId, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await spaceMemberViews(tx, shown),
      next: rows.length > limit && last ? encodeCursor([last.userId]) : null,
      previous: null,
    };
  });
}

/** Gives a member another role. */
export function changeRole(
  call: UserCall,
  { spaceId, userId, role }: { spaceId: string; userId: string; role: Role },
): Promise<SpaceMember> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockSpace(tx, spaceId);
    const callerRole = await getSpaceRole(tx, spaceId, call.userId);
    const member = await getMember(tx, spaceId, userId);
    assertMayChangeRole(callerRole, member.role, role);
    if (member.role !== role) {
      await saveSpaceRole(tx, { spaceId, userId, role });
      await signalSpace(tx, spaceId, "members");
    }
    const [view] = await spaceMemberViews(tx, [{ ...member, role }]);
    if (!view) throw memberNotFound(userId);
    return view;
  });
}

/** Hands a space over to another of its members. There is always one owner: who was becomes an admin. */
export function transferSpace(
  call: UserCall,
  { spaceId, userId }: { spaceId: string; userId: string },
): Promise<Space> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockSpace(tx, spaceId);
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "transfer");
    await getMember(tx, spaceId, userId);
    if (userId !== call.userId) {
      await saveSpaceRole(tx, { spaceId, userId: call.userId, role: "admin" });
      await saveSpaceRole(tx, { spaceId, userId, role: "owner" });
      await signalSpace(tx, spaceId, "members");
    }
    return await getSpaceView(tx, spaceId, call.userId);
  });
}

/** Takes somebody out of a space, or lets them leave: out of all its channels with it, and of what is told there. */
export function removeSpaceMember(
  call: UserCall,
  { spaceId, userId }: { spaceId: string; userId: string },
): Promise<void> {
  return transact(call.engine, call.appId, async (tx) => {
    const space = await lockSpace(tx, spaceId);
    const callerRole = await getSpaceRole(tx, spaceId, call.userId);
    if (!space) throw spaceNotFound();
    const member = await getMember(tx, spaceId, userId);
    assertMayRemove({ userId: call.userId, role: callerRole }, member);
    const left = await removeMember(tx, userId, await cidsOfSpace(tx, spaceId));
    await deleteSpaceMember(tx, { spaceId, userId });
    await saveSpace(tx, { ...space, memberCount: space.memberCount - 1 });
    await signalSpace(tx, spaceId, "members");
    await tellUsers(tx, [userId], ...left.map(channelRemoved), spaceRemoved(spaceId));
  });
}

async function getMember(tx: Tx, spaceId: string, userId: string): Promise<SpaceMemberRow> {
  const [member] = await findSpaceMembers(tx, spaceId, [userId]);
  if (!member) throw memberNotFound(userId);
  return member;
}

function memberNotFound(userId: string): ChatError {
  return new ChatError("member.not_found", `"${userId}" is no member of this space.`);
}
