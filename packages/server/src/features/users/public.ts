export {
  insertUser,
  lastSeen,
  touchLastSeen,
  upsertUsers,
  userSummaryJson,
  type UserRow,
} from "./user-rows.ts";
export { getSummaries, getUser, userNotFound, userSummaries, userView } from "./user-views.ts";
