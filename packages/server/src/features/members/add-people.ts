import type { AddMembersInput, Member } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import {
  addMembers,
  assertCan,
  channelAdded,
  effectiveRole,
  findMembers,
  getAccess,
  lockChannels,
  memberViews,
  tellUsers,
  type ChannelAccess,
} from "../channels/public.ts";
import { findSpaceMembers } from "../spaces/public.ts";
import { getSummaries, userNotFound } from "../users/public.ts";
import { assertMayGive, assertNotDirect } from "./member-policy.ts";

/** Adds people to a channel. Those who are members already stay as they are. Answers with all of them, in the order given. */
export function addPeople(
  call: UserCall,
  cid: string,
  { userIds, role }: AddMembersInput,
): Promise<Member[]> {
  const ids = [...new Set<string>(userIds)];
  return transact(call.engine, call.appId, async (tx) => {
    const [channel] = await lockChannels(tx, [cid]);
    const access = await getAccess(tx, cid, call.userId);
    assertNotDirect(access.kind);
    assertCan(access, "manage-members");
    assertMayGive(effectiveRole(access), role);
    await assertPeople(tx, access, ids);
    if (channel) {
      const people = ids.map((userId) => ({ userId, role }));
      const added = await addMembers(tx, channel, people);
      await tellUsers(
        tx,
        added.map((member) => member.userId),
        channelAdded(cid),
      );
    }
    const rows = new Map((await findMembers(tx, cid, ids)).map((row) => [row.userId, row]));
    const banned = ids.filter((userId) => !rows.has(userId));
    if (banned.length > 0) throw stillBanned(banned);
    return await memberViews(
      tx,
      ids.flatMap((userId) => rows.get(userId) ?? []),
    );
  });
}

function stillBanned(userIds: readonly string[]): ChatError {
  return new ChatError(
    "user.banned",
    "Some of these users are banned from the channel. Lift their bans first.",
    { details: { userIds: [...userIds] } },
  );
}

/** Into a channel of a space come only its members. */
async function assertPeople(
  tx: Tx,
  { spaceId }: ChannelAccess,
  ids: readonly string[],
): Promise<void> {
  if (spaceId === null) {
    await getSummaries(tx, ids);
    return;
  }
  const found = new Set((await findSpaceMembers(tx, spaceId, ids)).map((row) => row.userId));
  const missing = ids.filter((userId) => !found.has(userId));
  if (missing.length > 0) throw userNotFound(missing, "in this space");
  await getSummaries(tx, ids);
}
