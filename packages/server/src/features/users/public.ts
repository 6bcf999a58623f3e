export { insertUser, lastSeen, touchLastSeen, userSummaryJson } from "./user-rows.ts";
export { getSummaries, getUser, userNotFound, userSummaries } from "./user-views.ts";
