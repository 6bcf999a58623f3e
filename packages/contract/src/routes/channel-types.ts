import * as types from "../channel-types.ts";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";
import { ofChannelType } from "./params.ts";

export const channelTypesRoutes = {
  "channelTypes.list": route("channelTypes.list", {
    auth: "server",
    summary: "The channel types of the app, with their configuration and permissions",
    query: PageQuery,
    answer: types.ChannelTypePage,
    status: 200,
    errors: [],
  }),
  "channelTypes.create": route("channelTypes.create", {
    auth: "server",
    summary: "Create a channel type of the app's own",
    body: types.CreateChannelTypeInput,
    answer: types.ChannelTypeAnswer,
    status: 201,
    errors: ["channel_type.exists", "channel_type.too_many"],
  }),
  "channelTypes.get": route("channelTypes.get", {
    auth: "server",
    summary: "One channel type",
    params: ofChannelType,
    answer: types.ChannelTypeAnswer,
    status: 200,
    errors: ["channel_type.not_found"],
  }),
  "channelTypes.update": route("channelTypes.update", {
    auth: "server",
    summary: "Change what a channel type has, and what each role may do in it",
    params: ofChannelType,
    body: types.ChannelTypeChange,
    answer: types.ChannelTypeAnswer,
    status: 200,
    errors: ["channel_type.not_found"],
  }),
  "channelTypes.delete": route("channelTypes.delete", {
    auth: "server",
    summary: "Delete an own channel type, or take back the changes of one that every app has",
    params: ofChannelType,
    answer: null,
    status: 204,
    errors: ["channel_type.not_found", "channel_type.in_use"],
  }),
} as const;
