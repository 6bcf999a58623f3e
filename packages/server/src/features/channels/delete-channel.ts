import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { deleteChannelMessages } from "../messages/public.ts";
import { signalSpace } from "../spaces/public.ts";
import { getAccess } from "./channel-access.ts";
import { assertCan } from "./channel-policy.ts";
import { lockChannels } from "./channel-rows.ts";
import { channelRemoved, tellUsers } from "./membership.ts";
import { removeChannels } from "./remove-channels.ts";

/** Deletes a channel with everything in it. Its members are told on their own streams. */
export function deleteChannel(call: UserCall, cid: string): Promise<void> {
  return transact(call.engine, call.appId, async (tx) => {
    await lockChannels(tx, [cid]);
    const access = await getAccess(tx, cid, call.userId);
    assertCan(access, "delete-channel");
    const members = await removeChannels(tx, [cid], deleteChannelMessages);
    await tellUsers(tx, members.get(cid) ?? [], channelRemoved(cid));
    if (access.spaceId && access.visibility === "space") {
      await signalSpace(tx, access.spaceId, "channels");
    }
  });
}
