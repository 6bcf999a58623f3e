import type { Member } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import {
  addMembers,
  channelAdded,
  lockChannels,
  memberViews,
  tellUsers,
  type ChannelAccess,
} from "../channels/public.ts";

/**
 * Makes the caller a member of a channel that they may join, and tells the channel and the caller's own devices. Null
 * when they are a member already. The channel's stream is locked afterwards, so what the caller does next follows it.
 */
export async function joinOnPost(tx: Tx, access: ChannelAccess): Promise<Member | null> {
  if (access.role !== null) return null;
  const [channel] = await lockChannels(tx, [access.cid]);
  if (!channel) return null;
  const userId = access.user.id;
  const added = await addMembers(tx, channel, [{ userId, role: "member" }]);
  if (added.length === 0) return null;
  await tellUsers(tx, [userId], channelAdded(access.cid));
  return (await memberViews(tx, added))[0] ?? null;
}
