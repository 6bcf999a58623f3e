import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import {
  assertCan,
  channelRemoved,
  effectiveRole,
  getAccess,
  lockChannels,
  removeMember,
  tellUsers,
} from "../channels/public.ts";
import { getMember } from "./get-member.ts";
import { handOver } from "./hand-over.ts";
import { assertAbove, assertNotDirect } from "./member-policy.ts";

/** Leaves a channel, or takes somebody out of it. A group whose owner leaves goes to the next in rank, then in time. */
export function leaveOrRemove(
  call: UserCall,
  { cid, userId }: { cid: string; userId: string },
): Promise<void> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockChannels(tx, [cid]);
    const access = await getAccess(tx, cid, call.userId);
    assertNotDirect(access.kind);
    const isLeaving = userId === call.userId;
    if (!isLeaving) assertCan(access, "manage-members");
    const member = await getMember(tx, cid, userId);
    if (isLeaving) assertCan(access, "leave");
    else assertAbove(effectiveRole(access), member.role);
    await removeMember(tx, userId, [cid]);
    if (access.kind === "group" && member.role === "owner") {
      await handOver(tx, cid, access.memberCount - 1);
    }
    await tellUsers(tx, [userId], channelRemoved(cid));
  });
}
