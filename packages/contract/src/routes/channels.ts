import * as channels from "../channels.ts";
import * as settings from "../channel-settings.ts";
import { ofChannel } from "./params.ts";
import { route } from "../route.ts";

export const channelsRoutes = {
  "channels.list": route("channels.list", {
    auth: "user",
    summary: "The user's channels, newest message first",
    query: channels.ChannelListQuery,
    answer: channels.ChannelPage,
    status: 200,
    errors: [],
  }),
  "channels.create": route("channels.create", {
    auth: "any",
    summary: "Create a group channel",
    body: channels.CreateChannelInput,
    answer: channels.ChannelAnswer,
    status: 201,
    errors: ["channel.exists", "user.not_found"],
  }),
  "channels.direct": route("channels.direct", {
    auth: "user",
    summary: "Get or create the direct channel with another user",
    body: channels.DirectChannelInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "channels.get": route("channels.get", {
    auth: "user",
    summary: "One channel",
    params: ofChannel,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "channels.update": route("channels.update", {
    auth: "user",
    summary: "Rename, freeze or otherwise change a channel",
    params: ofChannel,
    body: channels.UpdateChannelInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "channel.name_taken"],
  }),
  "channels.delete": route("channels.delete", {
    auth: "user",
    summary: "Delete a channel with everything in it",
    params: ofChannel,
    answer: null,
    status: 204,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "channels.join": route("channels.join", {
    auth: "user",
    summary: "Join a channel that all members of its space can read",
    params: ofChannel,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "channels.settings": route("channels.settings", {
    auth: "user",
    summary: "Hide, archive, pin or mute a channel for oneself, and choose what it notifies of",
    params: ofChannel,
    body: settings.ChannelSettingsInput,
    answer: settings.ChannelSettingsAnswer,
    status: 200,
    errors: ["channel.not_found", "member.not_found"],
    rpc: true,
  }),
  "channels.truncate": route("channels.truncate", {
    auth: "any",
    summary: "Remove the messages of a channel, all or those before one, for everybody",
    params: ofChannel,
    body: channels.TruncateInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
} as const;
