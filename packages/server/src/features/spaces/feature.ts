import type { Space } from "@natter/contract";
import { asUser, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { moderated } from "../moderation/public.ts";
import {
  changeRole,
  listSpaceMembers,
  removeSpaceMember,
  transferSpace,
} from "./change-members.ts";
import { deleteSpace, updateSpace } from "./change-space.ts";
import { createSpace } from "./create-space.ts";
import { eraseSpaceMembership } from "./erase-memberships.ts";
import { acceptInvite, createInvite, previewInvite } from "./invites.ts";
import { joinOpenSpace } from "./join-space.ts";
import { listOpenSpaces, listSpaces } from "./list-spaces.ts";
import { listInvites, revokeInvite } from "./manage-invites.ts";
import { viewSpaceAdded } from "./space-events.ts";
import { getSpaceView } from "./space-views.ts";

/** Spaces: communities that hold channels, their members and the links by which people join. */
export const spacesFeature: Feature = {
  name: "spaces",
  handlers: {
    "spaces.list": (call, { query }) => listSpaces(asUser(call), query),
    "spaces.create": (call, { body }) => named(call, body, () => createSpace(asUser(call), body)),
    "spaces.get": async (call, { params }) => {
      const { engine, appId, userId } = asUser(call);
      const space = await transact(engine, appId, (tx) => getSpaceView(tx, params.spaceId, userId));
      return { space };
    },
    "spaces.update": (call, { params, body }) =>
      named(call, body, () => updateSpace(asUser(call), params.spaceId, body)),
    "spaces.delete": (call, { params }) => deleteSpace(asUser(call), params.spaceId),
    "spaces.listMembers": (call, { params, query }) =>
      listSpaceMembers(asUser(call), params.spaceId, query),
    "spaces.updateMember": async (call, { params, body }) => ({
      member: await changeRole(asUser(call), { ...params, ...body }),
    }),
    "spaces.removeMember": (call, { params }) => removeSpaceMember(asUser(call), params),
    "spaces.createInvite": async (call, { params, body }) => ({
      invite: await createInvite(asUser(call), params.spaceId, body),
    }),
    "spaces.listInvites": (call, { params, query }) =>
      listInvites(asUser(call), params.spaceId, query),
    "spaces.revokeInvite": (call, { params }) => revokeInvite(asUser(call), params),
    "spaces.transfer": async (call, { params, body }) => ({
      space: await transferSpace(asUser(call), { ...params, ...body }),
    }),
    "spaces.listOpen": (call, { query }) => listOpenSpaces(asUser(call), query),
    "spaces.join": async (call, { params }) => ({
      space: await joinOpenSpace(asUser(call), params.spaceId),
    }),
    "invites.get": (call, { params }) => previewInvite(asUser(call), params.code),
    "invites.accept": async (call, { params }) => ({
      space: await acceptInvite(asUser(call), params.code),
    }),
  },
  eraseUser: eraseSpaceMembership,
  views: { "notification.space_added": viewSpaceAdded },
};

/** A space's name is looked over before anybody sees it. A space is nobody's doing but who named it. */
async function named(
  call: Call,
  { name = "" }: { name?: string | undefined },
  act: () => Promise<Space>,
): Promise<{ space: Space }> {
  const subjectOf = () => ({ type: "user" as const, id: asUser(call).userId });
  const writing = { surface: "space-name" as const, text: name };
  return { space: await moderated(call, writing, { act, subjectOf }) };
}
