import { renewEpoch } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { deleteChannelRow, lockChannels } from "./channel-rows.ts";
import { memberIds } from "./member-rows.ts";
import { stopListening } from "./membership.ts";

type DeleteMessages = (tx: Tx, cid: string) => Promise<void>;

/**
 * Deletes channels with everything in them, and `channel.deleted` is the last event of each one's stream. Answers with
 * the members of each, to be told with `channelRemoved`.
 */
export async function removeChannels(
  tx: Tx,
  cids: readonly string[],
  deleteMessages: DeleteMessages,
): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const { cid } of await lockChannels(tx, cids)) {
    members.set(cid, await memberIds(tx, cid, Number.MAX_SAFE_INTEGER));
    await deleteMessages(tx, cid);
  }
  // The stream's lock comes between: whoever changes a message holds the message and then wants the stream, whoever
  // sends one holds the stream and then wants the channel.
  for (const cid of members.keys()) {
    const stream = channelStream(cid);
    await tx.emit(stream, { type: "channel.deleted", data: {} });
    // A channel that gets this address later goes on with the numbers, but not with the history.
    await renewEpoch(tx, stream);
  }
  for (const [cid, userIds] of members) {
    // Once more, for what was sent before the stream was locked.
    await deleteMessages(tx, cid);
    await deleteChannelRow(tx, cid);
    for (const userId of userIds) stopListening(tx, userId, [cid]);
  }
  return members;
}
