import type { ErasedUser } from "../../core/feature.ts";
import type { Tx } from "../../core/transact.ts";
import { closeDirect, lockChannels, membershipsOf, removeMember } from "../channels/public.ts";
import { tombstoneName } from "../users/public.ts";
import { handOver } from "./hand-over.ts";

const channelsPerBatch = 20;

/** Takes a deleted user out of a batch of channels; the groups they owned go to their heirs. */
export async function eraseMemberships(tx: Tx, { userId }: ErasedUser): Promise<string | null> {
  const all = (await membershipsOf(tx, userId)).toSorted((a, b) => (a.cid < b.cid ? -1 : 1));
  const batch = all.slice(0, channelsPerBatch);
  if (batch.length === 0) return null;
  const channels = await lockChannels(
    tx,
    batch.map((member) => member.cid),
  );
  const left = await removeMember(
    tx,
    userId,
    channels.map((channel) => channel.cid),
  );
  const roles = new Map(batch.map((member) => [member.cid, member.role]));
  for (const { cid, kind, memberCount } of channels) {
    const isOwned = kind === "group" && roles.get(cid) === "owner" && left.includes(cid);
    if (isOwned) await handOver(tx, cid, memberCount - 1);
    if (kind === "direct") await closeDirect(tx, cid, tombstoneName);
  }
  return all.length > batch.length ? "more" : null;
}
