import type { Space, SpaceChange } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { readHeads } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { channelRemoved, cidsOfSpace, removeChannels, tellUsers } from "../channels/public.ts";
import { clearBeforeDeletion } from "../channels/views/public.ts";
import { deleteChannelMessages } from "../messages/public.ts";
import { signalSpace } from "./signal-space.ts";
import { getSpaceRole, spaceNotFound } from "./space-access.ts";
import { spaceRemoved } from "./space-events.ts";
import { spaceMemberIds } from "./space-member-rows.ts";
import { assertMay } from "./space-policy.ts";
import { deleteSpaceRow, lockSpace, saveSpace } from "./space-rows.ts";
import { getSpaceView } from "./space-views.ts";

/** Renames a space, or opens or closes it. What is there already changes nothing and tells nobody. */
export function updateSpace(call: UserCall, spaceId: string, input: SpaceChange): Promise<Space> {
  return transact(call.engine, call.appId, async (tx) => {
    const space = await lockSpace(tx, spaceId);
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "rename");
    if (!space) throw spaceNotFound();
    const { name = space.name, joinPolicy = space.joinPolicy } = input;
    if (space.name !== name || space.joinPolicy !== joinPolicy) {
      await saveSpace(tx, { ...space, name, joinPolicy, updatedAt: tx.now });
      await signalSpace(tx, spaceId, "space");
    }
    return await getSpaceView(tx, spaceId, call.userId);
  });
}

/** Deletes a space with all its channels and their messages, and tells its members on their own streams. */
export async function deleteSpace(call: UserCall, spaceId: string): Promise<void> {
  const { engine, appId } = call;
  const heads = await transact(engine, appId, async (tx) => {
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "delete");
    const cids = await cidsOfSpace(tx, spaceId);
    const found = await readHeads(tx, cids.map(channelStream));
    return cids.map((cid) => ({
      cid,
      messageSeq: found.get(channelStream(cid))?.messageSeq ?? 0,
    }));
  });
  await clearBeforeDeletion(engine, appId, heads);
  await transact(engine, appId, async (tx) => {
    await lockSpace(tx, spaceId);
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "delete");
    const people = await spaceMemberIds(tx, spaceId);
    const cids = await cidsOfSpace(tx, spaceId);
    const membersOf = await removeChannels(tx, cids, deleteChannelMessages);
    await deleteSpaceRow(tx, spaceId);
    for (const userId of people) {
      const left = cids.filter((cid) => membersOf.get(cid)?.includes(userId));
      await tellUsers(tx, [userId], ...left.map(channelRemoved), spaceRemoved(spaceId));
    }
  });
}
