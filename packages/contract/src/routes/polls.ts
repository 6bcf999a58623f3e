import { z } from "zod";
import * as messages from "../messages.ts";
import * as polls from "../polls.ts";
import { ofMessage } from "./params.ts";
import { route } from "../route.ts";

const notThere = ["message.not_found", "message.deleted", "poll.not_found"] as const;
const refused = ["channel.forbidden", "channel.frozen"] as const;

export const pollsRoutes = {
  "polls.vote": route("polls.vote", {
    auth: "user",
    summary: "Choose options of a poll, in place of what was chosen before",
    params: ofMessage,
    body: polls.VoteInput,
    answer: z.object({ message: messages.Message, vote: polls.OwnVote.nullable() }),
    status: 200,
    rpc: true,
    errors: [
      ...notThere,
      ...refused,
      "poll.closed",
      "poll.option_not_found",
      "poll.too_many_votes",
    ],
  }),
  "polls.addOption": route("polls.addOption", {
    auth: "user",
    summary: "Add an option to a poll; one that is there already changes nothing",
    params: ofMessage,
    body: polls.PollOptionInput,
    answer: messages.MessageAnswer,
    status: 200,
    errors: [...notThere, ...refused, "poll.closed", "poll.forbidden", "poll.too_many_options"],
  }),
  "polls.close": route("polls.close", {
    auth: "user",
    summary: "Close a poll: its author, and whoever moderates",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    errors: [...notThere, "poll.forbidden"],
  }),
  "polls.voters": route("polls.voters", {
    auth: "user",
    summary: "Who voted for what; of an anonymous poll nobody is told",
    params: ofMessage,
    query: polls.VoterQuery,
    answer: polls.VoterPage,
    status: 200,
    errors: [...notThere, "poll.anonymous"],
  }),
  "polls.ownVotes": route("polls.ownVotes", {
    auth: "user",
    summary: "What the caller chose in polls",
    query: polls.OwnVotesQuery,
    answer: polls.OwnVotes,
    status: 200,
    errors: [],
  }),
} as const;
