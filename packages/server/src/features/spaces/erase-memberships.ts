import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { cidsOfSpace, removeMember } from "../channels/public.ts";
import { deleteInvitesOf } from "./invite-rows.ts";
import { signalSpace } from "./signal-space.ts";
import {
  deleteSpaceMember,
  findSpaceHeir,
  firstSpaceOf,
  saveSpaceRole,
} from "./space-member-rows.ts";
import { lockSpace, saveSpace } from "./space-rows.ts";

/** Takes a deleted user out of one space, and ends their invites with the last; one they owned goes to the next in rank, then in time. */
export async function eraseSpaceMembership(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  const membership = await firstSpaceOf(tx, userId);
  if (!membership) {
    await deleteInvitesOf(tx, userId);
    return null;
  }
  const { spaceId, role } = membership;
  const space = await lockSpace(tx, spaceId);
  if (!space) return "more";
  await removeMember(tx, userId, await cidsOfSpace(tx, spaceId));
  await deleteSpaceMember(tx, { spaceId, userId });
  await saveSpace(tx, { ...space, memberCount: space.memberCount - 1 });
  const heir = role === "owner" ? await findSpaceHeir(tx, spaceId) : null;
  if (heir) await saveSpaceRole(tx, { spaceId, userId: heir.userId, role: "owner" });
  await signalSpace(tx, spaceId, "members");
  return "more";
}
