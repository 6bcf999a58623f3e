import { ChannelEventPage, EventQuery } from "../events.ts";
import {
  OwnPresenceAnswer,
  PresenceAnswer,
  PresenceInput,
  PresenceQuery,
  TypingInput,
} from "../presence.ts";
import { RealtimeTokenAnswer, SubscriptionAnswer, SubscriptionInput } from "../realtime.ts";
import { ofChannel } from "./params.ts";
import { route } from "../route.ts";

export const realtimeRoutes = {
  "typing.set": route("typing.set", {
    auth: "user",
    summary: "Say that the user is typing, or has stopped",
    params: ofChannel,
    body: TypingInput,
    answer: null,
    status: 204,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "presence.get": route("presence.get", {
    auth: "user",
    summary: "Who of some users is online",
    query: PresenceQuery,
    answer: PresenceAnswer,
    status: 200,
    rpc: true,
    errors: [],
  }),
  "presence.declare": route("presence.declare", {
    auth: "user",
    summary: "Say whether somebody is looking at this app",
    body: PresenceInput,
    answer: OwnPresenceAnswer,
    status: 200,
    rpc: true,
    errors: ["presence.too_many_devices"],
  }),
  "presence.own": route("presence.own", {
    auth: "user",
    summary: "One's own presence, device by device",
    answer: OwnPresenceAnswer,
    status: 200,
    rpc: true,
    errors: [],
  }),
  "events.list": route("events.list", {
    auth: "user",
    summary: "A channel's events after a position, to fill a gap",
    params: ofChannel,
    query: EventQuery,
    answer: ChannelEventPage,
    status: 200,
    errors: ["channel.not_found", "sync.resync"],
  }),
  "realtime.token": route("realtime.token", {
    auth: "user",
    summary: "A token for the realtime connection",
    answer: RealtimeTokenAnswer,
    status: 200,
    errors: [],
  }),
  "realtime.subscribe": route("realtime.subscribe", {
    auth: "user",
    summary: "Tokens for the streams of a channel",
    body: SubscriptionInput,
    answer: SubscriptionAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
} as const;
