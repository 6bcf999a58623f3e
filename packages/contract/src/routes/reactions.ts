import { PageQuery } from "../page.ts";
import * as messages from "../messages.ts";
import { ofMessage, ofReaction } from "./params.ts";
import { route } from "../route.ts";

export const reactionsRoutes = {
  "reactions.list": route("reactions.list", {
    auth: "user",
    summary: "Who reacted to a message",
    params: ofMessage,
    query: PageQuery,
    answer: messages.ReactionPage,
    status: 200,
    errors: ["message.not_found"],
  }),
  "reactions.add": route("reactions.add", {
    auth: "user",
    summary:
      "React to a message; what else this does to the caller's reactions, the channel's mode says",
    params: ofReaction,
    query: messages.ReactionQuery,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: [
      "message.not_found",
      "message.deleted",
      "channel.forbidden",
      "channel.frozen",
      "reaction.too_many",
      "reaction.once",
    ],
  }),
  "reactions.remove": route("reactions.remove", {
    auth: "user",
    summary: "Take a reaction back",
    params: ofReaction,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found"],
  }),
} as const;
