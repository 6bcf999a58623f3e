import type { Channel } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { assertNotBlocked } from "../blocks/public.ts";
import { getSummaries } from "../users/public.ts";
import { directCid } from "./channel-address.ts";
import { insertChannel } from "./channel-rows.ts";
import { getChannelView } from "./channel-views.ts";
import { addMembers, channelAdded, tellUsers } from "./membership.ts";

/**
 * The direct channel of the caller and another user, made if there is none. One per pair: its address is made of the
 * two ids, so whoever comes second finds the first one's.
 */
export async function openDirect(call: UserCall, otherId: string): Promise<Channel> {
  if (otherId === call.userId) {
    throw new ChatError("request.invalid", "A direct channel is with somebody else.");
  }
  const cid = await directCid(call.userId, otherId);
  return await transact(call.engine, call.appId, async (tx) => {
    await getSummaries(tx, [otherId]);
    const row = await insertChannel(tx, {
      ...{ cid, type: "messaging", kind: "direct", visibility: "private", createdBy: call.userId },
    });
    if (row) {
      // A channel that is there can be read on; refusing takes back the one just made.
      await assertNotBlocked(tx, call.userId, otherId);
      const pair = [call.userId, otherId].toSorted();
      await addMembers(
        tx,
        row,
        pair.map((userId) => ({ userId, role: "member" as const })),
      );
      await tellUsers(tx, pair, channelAdded(cid));
    }
    return await getChannelView(tx, cid, call.userId);
  });
}
