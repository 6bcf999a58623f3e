import type { Channel } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import {
  assertCan,
  getAccess,
  lockChannels,
  ownersOf,
  saveMemberRole,
  type MemberRow,
} from "../channels/public.ts";
import { getChannelView } from "../channels/views/public.ts";
import { getMember } from "./get-member.ts";
import { assertNotDirect } from "./member-policy.ts";

/** Hands a channel over to one of its members. Whoever owned it becomes an admin. */
export function transferChannel(
  call: UserCall,
  { cid, userId }: { cid: string; userId: string },
): Promise<Channel> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockChannels(tx, [cid]);
    const access = await getAccess(tx, cid, call.userId);
    assertNotDirect(access.kind);
    assertCan(access, "transfer-ownership");
    const heir = await getMember(tx, cid, userId);
    const owners = (await ownersOf(tx, cid)).filter((owner) => owner.userId !== userId);
    const changed: MemberRow[] = [];
    for (const owner of owners) changed.push(await give(tx, owner, "admin"));
    if (heir.role !== "owner") changed.push(await give(tx, heir, "owner"));
    const facts = changed.map((member) => ({
      type: "member.updated" as const,
      data: { userId: member.userId, memberCount: access.memberCount },
    }));
    if (facts.length > 0) await tx.emit(channelStream(cid), ...facts);
    return await getChannelView(tx, cid, call.userId);
  });
}

async function give(tx: Tx, member: MemberRow, role: "owner" | "admin"): Promise<MemberRow> {
  await saveMemberRole(tx, member, role);
  return { ...member, role };
}
