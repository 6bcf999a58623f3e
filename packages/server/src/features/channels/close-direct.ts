import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { lockChannels, saveChannel } from "./channel-rows.ts";

/** Closes a direct channel whose other member is no more: it keeps what was said, under a name, and takes nothing new. */
export async function closeDirect(tx: Tx, cid: string, name: string): Promise<void> {
  const [channel] = await lockChannels(tx, [cid]);
  if (!channel) return;
  await saveChannel(tx, { ...channel, name, frozen: true, updatedAt: tx.now });
  await tx.emit(channelStream(cid), { type: "channel.frozen", data: {} });
}
