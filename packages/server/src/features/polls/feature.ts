import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { addOption } from "./add-option.ts";
import { closePoll } from "./close-poll.ts";
import { eraseBallots } from "./erase-ballots.ts";
import { listOwnVotes, listVoters } from "./list-voters.ts";
import { viewPollEvents } from "./poll-events.ts";
import { vote } from "./vote.ts";

/** Polls: messages that ask for a vote. */
export const pollsFeature: Feature = {
  name: "polls",
  handlers: {
    "polls.vote": (call, { params, body }) => vote(asUser(call), { ...params, ...body }),
    "polls.addOption": async (call, { params, body }) => ({
      message: await addOption(asUser(call), { ...params, ...body }),
    }),
    "polls.close": async (call, { params }) => ({
      message: await closePoll(asUser(call), params.messageId),
    }),
    "polls.voters": (call, { params, query }) => listVoters(asUser(call), params.messageId, query),
    "polls.ownVotes": (call, { query }) => listOwnVotes(asUser(call), query.messageIds),
  },
  eraseUser: eraseBallots,
  views: {
    "poll.updated": viewPollEvents,
    "poll.closed": viewPollEvents,
    "poll.vote_casted": viewPollEvents,
    "poll.vote_removed": viewPollEvents,
  },
};
