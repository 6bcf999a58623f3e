import type { Channel, UpdateChannelInput } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import type { NewEvent } from "../../core/event-log.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { signalSpace } from "../spaces/public.ts";
import { channelNotFound, getAccess, type ChannelAccess } from "./channel-access.ts";
import { assertCan } from "./channel-policy.ts";
import { lockChannels, saveChannel, type ChannelRow } from "./channel-rows.ts";
import { getChannelView } from "./channel-views.ts";
import { rethrowNameTaken } from "./create-space-channel.ts";

/** Changes what a channel is called and what may be done in it. What is there already changes nothing and tells nobody. */
export function updateChannel(
  call: UserCall,
  cid: string,
  input: UpdateChannelInput,
): Promise<Channel> {
  return transact(call.engine, call.appId, async (tx) => {
    const [channel] = await lockChannels(tx, [cid]);
    assertMayChange(await getAccess(tx, cid, call.userId), input);
    if (!channel) throw channelNotFound();
    const changed = applyChange(channel, input);
    const facts = factsOf(channel, changed);
    if (facts.length > 0) {
      await saveChannel(tx, { ...changed, updatedAt: tx.now }).catch((error: unknown) =>
        rethrowNameTaken(error, changed.name ?? ""),
      );
      await tx.emit(channelStream(cid), ...facts);
      if (channel.spaceId && channel.visibility === "space" && changed.name !== channel.name) {
        await signalSpace(tx, channel.spaceId, "channels");
      }
    }
    return await getChannelView(tx, cid, call.userId);
  });
}

/** Freezing and slow mode are things of their own; anything else is changing the channel. */
function assertMayChange(access: ChannelAccess, input: UpdateChannelInput): void {
  const { frozen, slowModeSeconds, ...rest } = input;
  if (frozen !== undefined) assertCan(access, "freeze");
  if (slowModeSeconds !== undefined) assertCan(access, "slow-mode");
  const isOther = Object.values(rest).some((value) => value !== undefined);
  if (isOther || (frozen === undefined && slowModeSeconds === undefined)) {
    assertCan(access, "update-channel");
  }
}

function applyChange(channel: ChannelRow, input: UpdateChannelInput): ChannelRow {
  return {
    ...channel,
    name: input.name ?? channel.name,
    image: input.image === undefined ? channel.image : input.image,
    frozen: input.frozen ?? channel.frozen,
    slowModeSeconds: input.slowModeSeconds ?? channel.slowModeSeconds,
    messageSeconds:
      input.messageSeconds === undefined ? channel.messageSeconds : input.messageSeconds,
    custom: input.custom ?? channel.custom,
  };
}

/** What is to be told: freezing and thawing by their own names, anything else as an update. */
function factsOf(before: ChannelRow, after: ChannelRow): NewEvent[] {
  const facts: NewEvent[] = [];
  if (before.frozen !== after.frozen) {
    facts.push({ type: after.frozen ? "channel.frozen" : "channel.unfrozen", data: {} });
  }
  const rest = ({ name, image, slowModeSeconds, messageSeconds, custom }: ChannelRow) =>
    JSON.stringify([name, image, slowModeSeconds, messageSeconds, custom]);
  if (rest(before) !== rest(after)) facts.push({ type: "channel.updated", data: {} });
  return facts;
}
