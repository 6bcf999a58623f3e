import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { wholeApp } from "../ban-register/public.ts";
import { viewBanned } from "./ban-views.ts";
import { banUser, unbanUser, type UserCache } from "./change-bans.ts";
import { listBans, listOwnBans } from "./list-bans.ts";

/** Bans from a channel or the app, hard or shadow, for a time or for ever. */
export function bansFeature(cache: UserCache): Feature {
  return {
    name: "bans",
    handlers: {
      "bans.list": (call, { query }) => listBans(call, null, query),
      "bans.listInChannel": (call, { params, query }) => listBans(call, params.cid, query),
      "bans.set": async (call, { params, body }) => ({
        ban: await banUser(call, { ...params, cid: wholeApp }, body, cache),
      }),
      "bans.remove": (call, { params }) => unbanUser(call, { ...params, cid: wholeApp }),
      "bans.setInChannel": async (call, { params, body }) => ({
        ban: await banUser(call, params, body, cache),
      }),
      "bans.removeInChannel": (call, { params }) => unbanUser(call, params),
      "me.bans": (call, { query }) => listOwnBans(asUser(call), query),
    },
    views: { "user.banned": viewBanned },
  };
}
