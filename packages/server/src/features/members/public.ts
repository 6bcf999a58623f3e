export {
  directPartners,
  memberIds,
  membershipsOf,
  whichAreMembers,
  withRoles,
} from "../channels/public.ts";
export { joinOnPost } from "./join-on-post.ts";
export { visibleUsers } from "./visible-users.ts";
