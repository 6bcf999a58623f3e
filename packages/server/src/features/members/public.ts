export { directPartners, memberIds, membershipsOf, whichAreMembers } from "../channels/public.ts";
export { joinOnPost } from "./join-on-post.ts";
export { visibleUsers } from "./visible-users.ts";
