import type { Channel } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { getAccess } from "./channel-access.ts";
import { assertCan } from "./channel-policy.ts";
import { lockChannels } from "./channel-rows.ts";
import { getChannelView } from "./channel-views.ts";
import { addMembers, channelAdded, tellUsers } from "./membership.ts";

/** Makes the caller a member of a channel that the whole space can read. Joining again changes nothing. */
export function joinChannel(call: UserCall, cid: string): Promise<Channel> {
  return transact(call.engine, call.appId, async (tx) => {
    const access = await getAccess(tx, cid, call.userId);
    if (access.role === null) {
      assertCan(access, "join");
      const [channel] = await lockChannels(tx, [cid]);
      const role = access.caller === "guest" ? ("guest" as const) : ("member" as const);
      const person = { userId: call.userId, role };
      const added = channel ? await addMembers(tx, channel, [person]) : [];
      if (added.length > 0) await tellUsers(tx, [call.userId], channelAdded(cid));
    }
    return await getChannelView(tx, cid, call.userId);
  });
}
