export { signalSpace } from "./signal-space.ts";
export { getSpaceRole } from "./space-access.ts";
export { findSpaceMembers } from "./space-member-rows.ts";
export { assertMay } from "./space-policy.ts";
export { idsInSameSpaces, idsOfSpacesOf, spaceRoleOf } from "./space-rows.ts";
