export { idsInSameSpaces, spaceRoleOf } from "./space-rows.ts";
export { getSpaceRole } from "./space-access.ts";
export { spaceMemberIds } from "./space-member-rows.ts";
