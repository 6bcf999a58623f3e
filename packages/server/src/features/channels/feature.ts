import type { Channel } from "@natter/contract";
import { asUser, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { moderated } from "../moderation/public.ts";
import { viewChannelAdded, viewChannelChanged, viewMember } from "./channel-events.ts";
import { getChannelView } from "./channel-views.ts";
import { changeSettings } from "./change-settings.ts";
import { createChannel, createChannelInSpace } from "./create-channel.ts";
import { deleteChannel } from "./delete-channel.ts";
import { joinChannel } from "./join-channel.ts";
import { listChannels, listSpaceChannels } from "./list-channels.ts";
import { openDirect } from "./open-direct.ts";
import { viewSettings } from "./settings-view.ts";
import { truncateChannel } from "./truncate-channel.ts";
import { updateChannel } from "./update-channel.ts";

/** Channels: direct ones, groups, and those of spaces; who may do what in them, and how they look to each viewer. */
export const channelsFeature: Feature = {
  name: "channels",
  handlers: {
    "channels.list": (call, { query }) => listChannels(asUser(call), query),
    "channels.create": (call, { body }) => named(call, body, () => createChannel(call, body)),
    "channels.direct": async (call, { body }) => ({
      channel: await openDirect(asUser(call), body.userId),
    }),
    "channels.get": async (call, { params }) => {
      const { engine, appId, userId } = asUser(call);
      const channel = await transact(engine, appId, (tx) => getChannelView(tx, params.cid, userId));
      return { channel };
    },
    "channels.update": (call, { params, body }) =>
      named(call, body, () => updateChannel(asUser(call), params.cid, body), params.cid),
    "channels.delete": (call, { params }) => deleteChannel(asUser(call), params.cid),
    "channels.truncate": async (call, { params, body }) => ({
      channel: await truncateChannel(call, params.cid, body),
    }),
    "channels.join": async (call, { params }) => ({
      channel: await joinChannel(asUser(call), params.cid),
    }),
    "channels.settings": (call, { params, body }) => changeSettings(asUser(call), params.cid, body),
    "spaces.listChannels": (call, { params, query }) =>
      listSpaceChannels(asUser(call), params.spaceId, query),
    "spaces.createChannel": (call, { params, body }) =>
      named(call, body, () => createChannelInSpace(asUser(call), params.spaceId, body)),
  },
  views: {
    "notification.channel_added": viewChannelAdded,
    "notification.channel_settings": viewSettings,
    "channel.updated": viewChannelChanged,
    "channel.frozen": viewChannelChanged,
    "channel.unfrozen": viewChannelChanged,
    "member.added": viewMember,
    "member.updated": viewMember,
  },
};

/** A channel's name is looked over before anybody sees it. */
async function named(
  call: Call,
  { name = "" }: { name?: string | undefined },
  act: () => Promise<Channel>,
  cid?: string,
): Promise<{ channel: Channel }> {
  const writing = { surface: "channel-name" as const, text: name, cid };
  const subjectOf = (made: Channel) => ({ type: "channel" as const, id: made.cid, cid: made.cid });
  return { channel: await moderated(call, writing, { act, subjectOf }) };
}
