import { BlockPage } from "../blocks.ts";
import { PageQuery } from "../page.ts";
import { ofUser } from "./params.ts";
import { route } from "../route.ts";

export const blocksRoutes = {
  "me.listMuted": route("me.listMuted", {
    auth: "user",
    summary: "Whom the calling user muted",
    query: PageQuery,
    answer: BlockPage,
    status: 200,
    errors: [],
  }),
  "me.mute": route("me.mute", {
    auth: "user",
    summary: "Mute somebody: no notifications of them, and they are not seen typing",
    params: ofUser,
    answer: null,
    status: 204,
    errors: ["user.not_found"],
  }),
  "me.unmute": route("me.unmute", {
    auth: "user",
    summary: "Hear somebody again",
    params: ofUser,
    answer: null,
    status: 204,
    errors: [],
  }),
  "me.listBlocked": route("me.listBlocked", {
    auth: "user",
    summary: "Whom the calling user blocked: clients fold away what they write",
    query: PageQuery,
    answer: BlockPage,
    status: 200,
    errors: [],
  }),
  "me.block": route("me.block", {
    auth: "user",
    summary: "Block somebody: no direct messages, typing or presence either way",
    params: ofUser,
    answer: null,
    status: 204,
    errors: ["user.not_found"],
  }),
  "me.unblock": route("me.unblock", {
    auth: "user",
    summary: "Take a block back",
    params: ofUser,
    answer: null,
    status: 204,
    errors: [],
  }),
} as const;
