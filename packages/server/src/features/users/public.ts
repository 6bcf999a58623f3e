export { findStanding, refuseUserTokens } from "./user-standing-rows.ts";
export { insertUser, lastSeen, touchLastSeen, userSummaryJson } from "./user-rows.ts";
export { assertActive, getSummaries, getUser, userNotFound, userSummaries } from "./user-views.ts";
export { shutOut, type UserMemory } from "./shut-out.ts";
export { buryUsers, lockUsers, tombstoneName } from "./user-life-rows.ts";
