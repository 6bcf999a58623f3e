import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { addReaction, removeReaction } from "./change-reaction.ts";
import { eraseReactions } from "./erase-reactions.ts";
import { readReactions } from "./list-reactions.ts";
import { viewReactions } from "./reaction-events.ts";

/** Reactions to messages. */
export const reactionsFeature: Feature = {
  name: "reactions",
  handlers: {
    "reactions.add": async (call, { params, query }) => ({
      message: await addReaction(asUser(call), { ...params, ...query }),
    }),
    "reactions.remove": async (call, { params }) => ({
      message: await removeReaction(asUser(call), params),
    }),
    "reactions.list": (call, { params, query }) =>
      readReactions(asUser(call), params.messageId, query),
  },
  eraseUser: eraseReactions,
  views: { "reaction.new": viewReactions, "reaction.deleted": viewReactions },
};
