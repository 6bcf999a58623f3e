export { createPoll } from "./create-poll.ts";
export { readPollInput } from "./poll-policy.ts";
export { pollViews } from "./poll-views.ts";
