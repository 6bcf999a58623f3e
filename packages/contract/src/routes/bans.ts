import * as bans from "../bans.ts";
import { PageQuery } from "../page.ts";
import { ofChannel, ofMember, ofUser } from "./params.ts";
import { route } from "../route.ts";

export const bansRoutes = {
  "bans.list": route("bans.list", {
    auth: "server",
    summary: "Everybody who is banned from the app or from a channel",
    query: PageQuery,
    answer: bans.BanPage,
    status: 200,
    errors: [],
  }),
  "bans.listInChannel": route("bans.listInChannel", {
    auth: "any",
    summary: "Who is banned from a channel, for those who may ban",
    params: ofChannel,
    query: PageQuery,
    answer: bans.BanPage,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "bans.set": route("bans.set", {
    auth: "server",
    summary: "Ban a user from the app; another ban takes the place of the one there was",
    params: ofUser,
    body: bans.BanInput,
    answer: bans.BanAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "bans.remove": route("bans.remove", {
    auth: "server",
    summary: "Lift the ban of a user from the app",
    params: ofUser,
    answer: null,
    status: 204,
    errors: ["ban.not_found"],
  }),
  "bans.setInChannel": route("bans.setInChannel", {
    auth: "any",
    summary: "Ban a user from a channel; a hard ban takes them out of it until it ends",
    params: ofMember,
    body: bans.BanInput,
    answer: bans.BanAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "user.not_found", "member.direct_is_fixed"],
  }),
  "bans.removeInChannel": route("bans.removeInChannel", {
    auth: "any",
    summary: "Lift the ban of a user from a channel; who was a member is one again",
    params: ofMember,
    answer: null,
    status: 204,
    errors: ["channel.not_found", "channel.forbidden", "ban.not_found"],
  }),
  "me.bans": route("me.bans", {
    auth: "user",
    summary: "From where the calling user is banned, and until when",
    query: PageQuery,
    answer: bans.BanNoticePage,
    status: 200,
    errors: [],
  }),
} as const;
