import type { Channel, CreateChannelInput, CreateSpaceChannelInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { asUser, inApp, type Call, type UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { useChannelType } from "../channel-types/public.ts";
import { getSpaceRole, assertMay, signalSpace } from "../spaces/public.ts";
import { getSummaries } from "../users/public.ts";
import { cidOf, isDirectId } from "./channel-address.ts";
import { insertChannel } from "./channel-rows.ts";
import { getChannelView } from "./channel-views.ts";
import { createSpaceChannel } from "./create-space-channel.ts";
import { addMembers, channelAdded, tellUsers } from "./membership.ts";

/**
 * Creates a group channel. Who creates it owns it: nobody, when a server key does so for itself. Only a server key, for
 * itself or for a user, chooses type and address.
 */
export function createChannel(call: Call, input: CreateChannelInput): Promise<Channel> {
  const { appId } = inApp(call);
  const creatorId = call.actor.type === "user" ? asUser(call).userId : null;
  assertAddress(call, input);
  return transact(call.engine, appId, async (tx) => {
    const { slowModeSeconds } = await useChannelType(tx, input.type);
    const cid = cidOf(input.type, input.id ?? tx.engine.newId());
    const row = await insertChannel(tx, {
      ...{ cid, type: input.type, kind: "group", visibility: "private", createdBy: creatorId },
      ...{ name: input.name ?? null, custom: input.custom ?? {}, slowModeSeconds },
    });
    if (!row) throw new ChatError("channel.exists", `There is a channel "${cid}" already.`);
    const others = [...new Set<string>(input.members)].filter((userId) => userId !== creatorId);
    await getSummaries(tx, others);
    const people = others.map((userId) => ({ userId, role: "member" as const }));
    const owner = creatorId === null ? [] : [{ userId: creatorId, role: "owner" as const }];
    const added = await addMembers(tx, row, [...owner, ...people]);
    await tellUsers(
      tx,
      added.map((member) => member.userId),
      channelAdded(cid),
    );
    return await getChannelView(tx, cid, creatorId);
  });
}

function assertAddress({ actor }: Call, { type, id }: CreateChannelInput): void {
  const isServer = actor.type === "server" || (actor.type === "user" && actor.byServer === true);
  if (!isServer && (id !== undefined || type !== "messaging")) {
    throw new ChatError(
      "auth.forbidden",
      "Only a server key chooses a channel's type and id. Leave both out.",
    );
  }
  if (id !== undefined && isDirectId(type, id)) {
    throw new ChatError("request.invalid", "Ids that begin with dm- are kept for direct channels.");
  }
}

/** Creates a channel in a space, for those whom the space lets. The creator owns it. */
export function createChannelInSpace(
  call: UserCall,
  spaceId: string,
  input: CreateSpaceChannelInput,
): Promise<Channel> {
  return transact(call.engine, call.appId, async (tx) => {
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "create-channel");
    const { name, visibility, custom } = input;
    const row = await createSpaceChannel(tx, {
      ...{ spaceId, name, visibility, custom, createdBy: call.userId },
    });
    await tellUsers(tx, [call.userId], channelAdded(row.cid));
    if (visibility === "space") await signalSpace(tx, spaceId, "channels");
    return await getChannelView(tx, row.cid, call.userId);
  });
}
