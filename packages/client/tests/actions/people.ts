import type { Actions } from "./action.ts";

/** What people are and keep to themselves, how far they have read, and what moderators decide. */
export const peopleActions = {
  "me.update":
    ({ bob }) =>
    () =>
      bob("me.update", { body: { name: "Robert" } }),
  "users.upsert":
    ({ server, ids }) =>
    () =>
      server("users.upsert", { params: { userId: ids.ada }, body: { name: "Ada L." } }),
  "users.update":
    ({ server, ids }) =>
    () =>
      server("users.update", { params: { userId: ids.ada }, body: { name: "Ada L." } }),
  "users.upsertMany":
    ({ server, ids }) =>
    () =>
      server("users.upsertMany", { body: { users: [{ id: ids.bob, name: "Robert" }] } }),
  "users.delete":
    ({ server, ids }) =>
    () =>
      server("users.delete", { params: { userId: ids.cem }, query: { messages: "keep" } }),
  "users.deleteMany":
    ({ server, ids }) =>
    () =>
      server("users.deleteMany", { body: { userIds: [ids.cem], messages: "erase" } }),
  "settings.update":
    ({ bob }) =>
    () =>
      bob("settings.update", { body: { privacy: { typing: false } } }),
  "me.mute":
    ({ bob, ids }) =>
    () =>
      bob("me.mute", { params: { userId: ids.ada } }),
  "me.unmute": async ({ bob, ids }) => {
    const params = { userId: ids.ada };
    await bob("me.mute", { params });
    return () => bob("me.unmute", { params });
  },
  "me.block":
    ({ bob, ids }) =>
    () =>
      bob("me.block", { params: { userId: ids.cem } }),
  "me.unblock": async ({ bob, ids }) => {
    const params = { userId: ids.cem };
    await bob("me.block", { params });
    return () => bob("me.unblock", { params });
  },

  "readState.mark":
    ({ bob, cid, poll }) =>
    () =>
      bob("readState.mark", { params: { cid }, body: { seq: poll.seq, generation: 0 } }),
  "readState.markUnread": async ({ bob, cid, root, poll }) => {
    await bob("readState.mark", { params: { cid }, body: { seq: poll.seq, generation: 0 } });
    return () => bob("readState.markUnread", { params: { cid }, body: { seq: root.seq } });
  },
  "readState.markDelivered":
    ({ cem, cid, poll }) =>
    () =>
      cem("readState.markDelivered", { params: { cid }, body: { seq: poll.seq } }),
  "readState.markMention":
    ({ bob, mention }) =>
    () =>
      bob("readState.markMention", { params: { messageId: mention.id } }),
  "unread.readAll":
    ({ bob }) =>
    () =>
      bob("unread.readAll", { body: {} }),
  "bookmarks.star":
    ({ bob, root }) =>
    () =>
      bob("bookmarks.star", { params: { messageId: root.id } }),
  "bookmarks.unstar": async ({ bob, root }) => {
    const params = { messageId: root.id };
    await bob("bookmarks.star", { params });
    return () => bob("bookmarks.unstar", { params });
  },

  "reports.decide": async ({ bob, server, root }) => {
    const subject = { type: "message" as const, id: root.id };
    await bob("me.report", { body: { subject, reason: "spam" } });
    return async () => {
      const { items } = await server("reports.listItems", { query: { limit: 100 } });
      const item = items.find(({ subject: of }) => of.id === root.id);
      await server("reports.decide", {
        params: { itemId: item?.id ?? "" },
        body: { action: "delete", reason: "spam" },
      });
    };
  },
  "reports.undo": async (scene) => {
    const { server, mention, bob } = scene;
    const subject = { type: "message" as const, id: mention.id };
    await bob("me.report", { body: { subject, reason: "spam" } });
    const { items } = await server("reports.listItems", { query: { limit: 100 } });
    const item = items.find(({ subject: of }) => of.id === mention.id);
    const { decision } = await server("reports.decide", {
      params: { itemId: item?.id ?? "" },
      body: { action: "delete", reason: "spam" },
    });
    return () => server("reports.undo", { params: { decisionId: decision.id } });
  },
} satisfies Actions;
