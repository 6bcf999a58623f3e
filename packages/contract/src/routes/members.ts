import { PageQuery } from "../page.ts";
import * as channels from "../channels.ts";
import * as spaces from "../spaces.ts";
import { ofChannel, ofMember } from "./params.ts";
import { route } from "../route.ts";

export const membersRoutes = {
  "members.list": route("members.list", {
    auth: "user",
    summary: "Members of a channel",
    params: ofChannel,
    query: PageQuery,
    answer: channels.MemberPage,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "members.add": route("members.add", {
    auth: "user",
    summary: "Add up to 100 members",
    params: ofChannel,
    body: channels.AddMembersInput,
    answer: channels.MembersAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "user.not_found", "member.direct_is_fixed"],
  }),
  "members.update": route("members.update", {
    auth: "user",
    summary: "Change a member's role",
    params: ofMember,
    body: spaces.RoleInput,
    answer: channels.MemberAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "member.not_found"],
  }),
  "members.remove": route("members.remove", {
    auth: "user",
    summary: "Leave a channel, or remove somebody from it",
    params: ofMember,
    answer: null,
    status: 204,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "member.not_found",
      "member.direct_is_fixed",
    ],
  }),
  "members.transfer": route("members.transfer", {
    auth: "user",
    summary: "Hand a channel over to another member; the owner becomes an admin",
    params: ofChannel,
    body: spaces.TransferInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "member.not_found",
      "member.direct_is_fixed",
    ],
  }),
} as const;
