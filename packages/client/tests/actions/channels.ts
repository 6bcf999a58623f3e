import type { Actions } from "./action.ts";

/** What is done to channels, their members and spaces. */
export const channelActions = {
  "channels.create":
    ({ ada, ids }) =>
    () =>
      ada("channels.create", { body: { name: "Another", members: [ids.bob] } }),
  "channels.direct":
    ({ ada, ids }) =>
    () =>
      ada("channels.direct", { body: { userId: ids.bob } }),
  "channels.update":
    ({ ada, cid }) =>
    () =>
      ada("channels.update", {
        params: { cid },
        body: { name: "Renamed", frozen: true, slowModeSeconds: 5, custom: { topic: "all" } },
      }),
  "channels.delete":
    ({ ada, cid }) =>
    () =>
      ada("channels.delete", { params: { cid } }),
  "channels.join":
    ({ bob, openCid }) =>
    () =>
      bob("channels.join", { params: { cid: openCid } }),
  "channels.settings":
    ({ bob, cid }) =>
    () =>
      bob("channels.settings", {
        params: { cid },
        body: { archived: true, pinned: true, muted: true, notifications: "mentions" },
      }),
  "channels.truncate":
    ({ ada, cid, mention }) =>
    () =>
      ada("channels.truncate", { params: { cid }, body: { before: mention.seq } }),
  "members.transfer":
    ({ ada, cid, ids }) =>
    () =>
      ada("members.transfer", { params: { cid }, body: { userId: ids.bob } }),
  "members.add":
    ({ ada, cid, ids }) =>
    () =>
      ada("members.add", { params: { cid }, body: { userIds: [ids.dan] } }),
  "members.update":
    ({ ada, cid, ids }) =>
    () =>
      ada("members.update", { params: { cid, userId: ids.bob }, body: { role: "moderator" } }),
  "members.remove":
    ({ ada, cid, ids }) =>
    () =>
      ada("members.remove", { params: { cid, userId: ids.bob } }),
  "bans.setInChannel":
    ({ ada, cid, ids }) =>
    () =>
      ada("bans.setInChannel", { params: { cid, userId: ids.cem }, body: {} }),

  "spaces.create":
    ({ bob }) =>
    () =>
      bob("spaces.create", { body: { name: "Bob's" } }),
  "spaces.update":
    ({ ada, spaceId }) =>
    () =>
      ada("spaces.update", { params: { spaceId }, body: { name: "Renamed", joinPolicy: "open" } }),
  "spaces.delete":
    ({ ada, spaceId }) =>
    () =>
      ada("spaces.delete", { params: { spaceId } }),
  "spaces.updateMember":
    ({ ada, spaceId, ids }) =>
    () =>
      ada("spaces.updateMember", {
        params: { spaceId, userId: ids.bob },
        body: { role: "moderator" },
      }),
  "spaces.removeMember":
    ({ ada, spaceId, ids }) =>
    () =>
      ada("spaces.removeMember", { params: { spaceId, userId: ids.bob } }),
  "spaces.transfer":
    ({ ada, spaceId, ids }) =>
    () =>
      ada("spaces.transfer", { params: { spaceId }, body: { userId: ids.bob } }),
  "spaces.createChannel":
    ({ ada, spaceId }) =>
    () =>
      ada("spaces.createChannel", { params: { spaceId }, body: { name: "new" } }),
  "spaces.join": async ({ ada, bob, spaceId, ids }) => {
    const params = { spaceId };
    await ada("spaces.update", { params, body: { joinPolicy: "open" } });
    await bob("spaces.removeMember", { params: { spaceId, userId: ids.bob } });
    return () => bob("spaces.join", { params });
  },
  "invites.accept": async ({ ada, bob, spaceId, ids }) => {
    const { invite } = await ada("spaces.createInvite", { params: { spaceId }, body: {} });
    await bob("spaces.removeMember", { params: { spaceId, userId: ids.bob } });
    return () => bob("invites.accept", { params: { code: invite.code } });
  },
} satisfies Actions;
