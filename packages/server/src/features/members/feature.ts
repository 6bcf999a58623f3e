import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { addPeople } from "./add-people.ts";
import { changeMemberRole } from "./change-member-role.ts";
import { eraseMemberships } from "./erase-memberships.ts";
import { listMembers } from "./list-members.ts";
import { leaveOrRemove } from "./leave-or-remove.ts";
import { transferChannel } from "./transfer-channel.ts";

/** Who is in a channel, and with which role. */
export const membersFeature: Feature = {
  name: "members",
  handlers: {
    "members.list": (call, { params, query }) => listMembers(asUser(call), params.cid, query),
    "members.add": async (call, { params, body }) => ({
      members: await addPeople(asUser(call), params.cid, body),
    }),
    "members.update": async (call, { params, body }) => ({
      member: await changeMemberRole(asUser(call), { ...params, ...body }),
    }),
    "members.transfer": async (call, { params, body }) => ({
      channel: await transferChannel(asUser(call), { ...params, ...body }),
    }),
    "members.remove": (call, { params }) => leaveOrRemove(asUser(call), params),
  },
  eraseUser: eraseMemberships,
};
