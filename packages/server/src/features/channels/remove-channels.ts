import { renewEpoch } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { deleteChannelRow, lockChannels } from "./channel-rows.ts";
import { memberIds } from "./member-rows.ts";
import { stopListening } from "./membership.ts";

/**
 * Deletes channels, and `channel.deleted` is the last event of each one's stream. Their messages are for the caller to
 * delete first. Answers with the members of each, to be told with `channelRemoved`.
 */
export async function removeChannels(
  tx: Tx,
  cids: readonly string[],
): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const { cid } of await lockChannels(tx, cids)) {
    members.set(cid, await memberIds(tx, cid, Number.MAX_SAFE_INTEGER));
    await deleteChannelRow(tx, cid);
  }
  for (const cid of members.keys()) {
    const stream = channelStream(cid);
    await tx.emit(stream, { type: "channel.deleted", data: {} });
    // A channel that gets this address later goes on with the numbers, but not with the history.
    await renewEpoch(tx, stream);
  }
  for (const [cid, userIds] of members) {
    for (const userId of userIds) stopListening(tx, userId, [cid]);
  }
  return members;
}
