import type { Space, SpaceInput } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { channelAdded, createSpaceChannel, tellUsers } from "../channels/public.ts";
import { spaceAdded } from "./space-events.ts";
import { insertSpaceMember } from "./space-member-rows.ts";
import { insertSpace } from "./space-rows.ts";
import { getSpaceView } from "./space-views.ts";

/** Creates a space with its first channel, #general. The creator owns both. */
export function createSpace(call: UserCall, { name, joinPolicy }: SpaceInput): Promise<Space> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    const spaceId = tx.engine.newId();
    await insertSpace(tx, { id: spaceId, name, joinPolicy });
    await insertSpaceMember(tx, { spaceId, userId, role: "owner" });
    const general = await createSpaceChannel(tx, {
      ...{ spaceId, name: "general", visibility: "space", createdBy: userId },
    });
    await tellUsers(tx, [userId], spaceAdded(spaceId), channelAdded(general.cid));
    return await getSpaceView(tx, spaceId, userId);
  });
}
