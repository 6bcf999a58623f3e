export { createPoll } from "./create-poll.ts";
export { readPollInput } from "./poll-policy.ts";
export { deletePolls } from "./poll-rows.ts";
export { pollViews } from "./poll-views.ts";
