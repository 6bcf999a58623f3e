import type { Channel, TruncateInput } from "@natter/contract";
import { inApp, type Call } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { renewEpoch } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { channelNotFound, getAccess } from "./channel-access.ts";
import { assertCan } from "./channel-policy.ts";
import { existingChannels, lockChannels } from "./channel-rows.ts";
import { clearMessages } from "./clear-messages.ts";
import { getChannelView } from "./channel-views.ts";

/**
 * Removes the messages of a channel that are there now, or those of them before one. The oldest go first, and once they
 * are all gone the line begins anew, so that nobody goes on from what was loaded before. Messages sent meanwhile stay. If
 * it is interrupted, whoever asks again finishes it.
 */
export async function truncateChannel(
  call: Call,
  cid: string,
  input: TruncateInput,
): Promise<Channel> {
  const { engine, appId } = inApp(call);
  const { hard } = input;
  const upTo = await transact(engine, appId, async (tx) => {
    await assertMayTruncate(tx, call, cid, hard);
    const { messageSeq } = await readHead(tx, channelStream(cid));
    return Math.min(messageSeq, (input.before ?? messageSeq + 1) - 1);
  });
  await clearMessages(engine, appId, { cid, upTo, hard });
  const viewerId = call.actor.type === "user" ? call.actor.userId : null;
  return await transact(engine, appId, async (tx) => {
    if ((await lockChannels(tx, [cid])).length === 0) throw channelNotFound();
    // The first event of the new line says why there is one.
    await renewEpoch(tx, channelStream(cid));
    await tx.emit(channelStream(cid), {
      type: "channel.truncated",
      data: { messageSeq: upTo },
    });
    return await getChannelView(tx, cid, viewerId);
  });
}

/** A server key for itself clears any channel of its app. */
async function assertMayTruncate(tx: Tx, { actor }: Call, cid: string, hard: boolean) {
  if (actor.type !== "user") {
    if (!(await existingChannels(tx, [cid])).has(cid)) throw channelNotFound();
    return;
  }
  const access = await getAccess(tx, cid, actor.userId);
  assertCan(access, "truncate");
  if (hard) assertCan(access, "hard-delete");
}
