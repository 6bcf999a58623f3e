export { memberIds, membershipsOf, whichAreMembers } from "../channels/public.ts";
export { joinOnPost } from "./join-channel.ts";
