import type { EventView } from "../../core/event-log.ts";
import { userSummaries } from "../users/public.ts";
import { pollViews } from "./poll-views.ts";

/** A change of a poll is told with the whole poll as it is now, so that telling it twice or late does no harm. */
export const viewPollEvents: EventView = async (tx, stored, viewerId) => {
  const ids = [...new Set(stored.map(({ data }) => String(data["messageId"])))];
  const voters = stored.flatMap(({ data }) =>
    typeof data["userId"] === "string" ? [data["userId"]] : [],
  );
  const [polls, people] = await Promise.all([
    pollViews(tx, ids, viewerId),
    userSummaries(tx, [...new Set(voters)]),
  ]);
  return stored.map((event) => {
    const messageId = String(event.data["messageId"]);
    const poll = polls.get(messageId);
    // Gone with its message: that is told by the event of its end. Here nothing is left but an empty poll.
    const view = { messageId, poll: poll ?? gonePoll };
    if (!event.type.startsWith("poll.vote_")) return view;
    const userId = event.data["userId"];
    const user = typeof userId === "string" ? people.get(userId) : undefined;
    return { ...view, user: poll?.anonymous === true ? null : (user ?? null) };
  });
};

const gonePoll = {
  question: "",
  options: [],
  maxVotes: 1,
  anonymous: true,
  allowOptions: false,
  voterCount: 0,
  closesAt: null,
  closedAt: null,
};
