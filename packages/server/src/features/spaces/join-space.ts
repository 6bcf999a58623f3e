import type { Tx } from "../../core/transact.ts";
import {
  addMembers,
  channelAdded,
  defaultChannels,
  lockChannels,
  tellUsers,
} from "../channels/public.ts";
import { signalSpace } from "./signal-space.ts";
import { spaceAdded } from "./space-events.ts";
import { insertSpaceMember } from "./space-member-rows.ts";
import { saveSpace, type SpaceRow } from "./space-rows.ts";

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
