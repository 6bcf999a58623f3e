import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { deleteChannelMessages } from "../messages/public.ts";
import { signalSpace } from "../spaces/public.ts";
import { getAccess } from "./channel-access.ts";
import { assertCan } from "./channel-policy.ts";
import { lockChannels } from "./channel-rows.ts";
import { clearBeforeDeletion } from "./clear-messages.ts";
import { channelRemoved, tellUsers } from "./membership.ts";
import { removeChannels } from "./remove-channels.ts";

/** Deletes a channel with everything in it. Its members are told on their own streams. */
export async function deleteChannel(call: UserCall, cid: string): Promise<void> {
  const { engine, appId } = call;
  const { messageSeq } = await transact(engine, appId, async (tx) => {
    assertCan(await getAccess(tx, cid, call.userId), "delete-channel");
    return await readHead(tx, channelStream(cid));
  });
  await clearBeforeDeletion(engine, appId, [{ cid, messageSeq }]);
  await transact(engine, appId, async (tx) => {
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
