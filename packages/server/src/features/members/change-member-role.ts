import type { Member, Role } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import {
  assertCan,
  effectiveRole,
  getAccess,
  lockChannels,
  memberViews,
  saveMemberRole,
} from "../channels/public.ts";
import { getMember, memberNotFound } from "./get-member.ts";
import { assertAbove, assertMayGive, assertNotDirect } from "./member-policy.ts";

/** Gives a member of a channel another role. */
export function changeMemberRole(
  call: UserCall,
  { cid, userId, role }: { cid: string; userId: string; role: Role },
): Promise<Member> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockChannels(tx, [cid]);
    const access = await getAccess(tx, cid, call.userId);
    assertCan(access, "manage-roles");
    assertNotDirect(access.kind);
    const member = await getMember(tx, cid, userId);
    assertAbove(effectiveRole(access), member.role);
    assertMayGive(effectiveRole(access), role);
    if (member.role !== role) {
      await saveMemberRole(tx, member, role);
      const data = { userId, memberCount: access.memberCount };
      await tx.emit(channelStream(cid), { type: "member.updated", data });
    }
    const [view] = await memberViews(tx, [{ ...member, role }]);
    if (!view) throw memberNotFound(userId);
    return view;
  });
}
