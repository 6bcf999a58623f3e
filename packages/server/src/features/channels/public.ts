export { getAccess, readAccess, type ChannelAccess } from "./channel-access.ts";
export { directCid } from "./channel-address.ts";
export { readAudience, type ChannelAudience } from "./channel-audience.ts";
export { allows, assertCan, capabilitiesOf, effectiveRole } from "./channel-policy.ts";
export {
  cidsOfSpace,
  defaultChannels,
  existingChannels,
  isTypeInUse,
  lockChannels,
} from "./channel-rows.ts";
export { createChannelResizer } from "./channel-resizer.ts";
export { closeDirect } from "./close-direct.ts";
export { createSpaceChannel } from "./create-space-channel.ts";
export { addMembers, channelAdded, channelRemoved, removeMember, tellUsers } from "./membership.ts";
export {
  directPartners,
  findHeir,
  findMembers,
  idsInSameChannels,
  memberIds,
  ownersOf,
  membershipsOf,
  pageOfMembers,
  saveMemberRole,
  whichAreMembers,
  type MemberRow,
} from "./member-rows.ts";
export { memberViews } from "./member-views.ts";
export { withRoles } from "./members-with-roles.ts";
export { removeChannels } from "./remove-channels.ts";
export { settingsOf } from "./settings-view.ts";
