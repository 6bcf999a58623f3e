import type { Space } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import {
  addMembers,
  channelAdded,
  defaultChannels,
  lockChannels,
  tellUsers,
} from "../channels/public.ts";
import { signalSpace } from "./signal-space.ts";
import { spaceAdded } from "./space-events.ts";
import { spaceNotFound } from "./space-access.ts";
import { findSpaceMembers, insertSpaceMember } from "./space-member-rows.ts";
import { lockSpace, saveSpace, type SpaceRow } from "./space-rows.ts";
import { getSpaceView } from "./space-views.ts";

/** Joins a space that is open. One that is not answers like one that does not exist. Joining again changes nothing. */
export function joinOpenSpace(call: UserCall, spaceId: string): Promise<Space> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    const space = await lockSpace(tx, spaceId);
    if (!space) throw spaceNotFound();
    const isMember = (await findSpaceMembers(tx, spaceId, [userId])).length > 0;
    if (!isMember && space.joinPolicy !== "open") throw spaceNotFound();
    if (!isMember) await joinSpace(tx, space, userId);
    return await getSpaceView(tx, spaceId, userId);
  });
}

/** Makes a user a member of a locked space and of its default channel, and tells the user's devices and the channel. */
export async function joinSpace(tx: Tx, space: SpaceRow, userId: string): Promise<void> {
  await insertSpaceMember(tx, { spaceId: space.id, userId, role: "member" });
  await saveSpace(tx, { ...space, memberCount: space.memberCount + 1 });
  await signalSpace(tx, space.id, "members");
  const cid = (await defaultChannels(tx, [space.id])).get(space.id);
  const [channel] = cid === undefined ? [] : await lockChannels(tx, [cid]);
  const added = channel ? await addMembers(tx, channel, [{ userId, role: "member" }]) : [];
  await tellUsers(
    tx,
    [userId],
    spaceAdded(space.id),
    ...added.map((member) => channelAdded(member.cid)),
  );
}
