import { randomUUID } from "node:crypto";
import type { Actions } from "./action.ts";
import type { Scene } from "./scene.ts";

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const now = () => new Date().toISOString();

/** What is done to messages, threads, reactions and polls by others, and by the viewer on another device. */
export const messageActions = {
  "messages.send": (scene) => () => scene.say(scene.ada, { mentions: [scene.ids.bob] }),
  "messages.edit":
    ({ ada, root }) =>
    () =>
      ada("messages.edit", { params: { messageId: root.id }, body: { text: "changed" } }),
  "messages.delete":
    ({ ada, mention }) =>
    () =>
      ada("messages.delete", { params: { messageId: mention.id } }),
  "messages.undelete": async ({ ada, mention }) => {
    const params = { messageId: mention.id };
    await ada("messages.delete", { params });
    return () => ada("messages.undelete", { params });
  },
  "messages.undoEdit": async ({ ada, root }) => {
    const params = { messageId: root.id };
    await ada("messages.edit", { params, body: { text: "changed" } });
    return () => ada("messages.undoEdit", { params });
  },
  "messages.import":
    ({ server, cid, ids }) =>
    () => {
      const createdAt = "2025-01-01T00:00:00.000Z";
      const message = { cid, senderId: ids.cem, externalId: randomUUID(), text: "old", createdAt };
      return server("messages.import", { body: { messages: [message] } });
    },
  "threads.follow": async ({ bob, root }) => {
    const params = { messageId: root.id };
    await bob("threads.unfollow", { params });
    return () => bob("threads.follow", { params });
  },
  "threads.unfollow":
    ({ bob, root }) =>
    () =>
      bob("threads.unfollow", { params: { messageId: root.id } }),
  "threads.markRead":
    ({ bob, root }) =>
    () =>
      bob("threads.markRead", {
        params: { messageId: root.id },
        body: { seq: 1_000, generation: 0 },
      }),
  "threads.markUnread": async ({ bob, root }) => {
    const params = { messageId: root.id };
    await bob("threads.markRead", { params, body: { seq: 1_000, generation: 0 } });
    return () => bob("threads.markUnread", { params, body: { seq: root.seq + 1 } });
  },
  "reactions.add":
    ({ ada, own }) =>
    () =>
      ada("reactions.add", { params: { messageId: own.id, type: "👍" } }),
  "reactions.remove": async ({ ada, own }) => {
    const params = { messageId: own.id, type: "👍" };
    await ada("reactions.add", { params });
    return () => ada("reactions.remove", { params });
  },
  "polls.vote":
    ({ bob, poll }) =>
    () =>
      bob("polls.vote", { params: { messageId: poll.id }, body: { optionIds: ["1"] } }),
  "polls.addOption":
    ({ cem, poll }) =>
    () =>
      cem("polls.addOption", { params: { messageId: poll.id }, body: { text: "elsewhere" } }),
  "polls.close": async ({ ada, bob, poll }) => {
    const params = { messageId: poll.id };
    await bob("polls.vote", { params, body: { optionIds: ["2"] } });
    return () => ada("polls.close", { params });
  },
  "commands.run":
    ({ ada, cid }) =>
    () =>
      ada("commands.run", { params: { cid }, body: { clientId: randomUUID(), text: "/shrug ah" } }),
  "pins.add":
    ({ ada, own }) =>
    () =>
      ada("pins.add", { params: { messageId: own.id }, body: {} }),
  "pins.remove": async ({ ada, own }) => {
    const params = { messageId: own.id };
    await ada("pins.add", { params, body: {} });
    return () => ada("pins.remove", { params });
  },
  "drafts.save":
    ({ bob, cid }) =>
    () =>
      bob("drafts.save", { params: { cid }, body: { text: "I thi", writtenAt: now() } }),
  "drafts.delete": async ({ bob, cid }) => {
    await bob("drafts.save", { params: { cid }, body: { text: "I thi", writtenAt: now() } });
    return () => bob("drafts.delete", { params: { cid }, query: { writtenAt: now() } });
  },
  "scheduled.create":
    ({ bob, cid }) =>
    () =>
      bob("scheduled.create", {
        params: { cid },
        body: { sendAt: tomorrow(), message: { clientId: randomUUID(), text: "later" } },
      }),
  "scheduled.update": async (scene) => {
    const params = await schedule(scene);
    return () => scene.bob("scheduled.update", { params, body: { text: "otherwise" } });
  },
  "scheduled.cancel": async (scene) => {
    const params = await schedule(scene);
    return () => scene.bob("scheduled.cancel", { params });
  },
  "scheduled.sendNow": async (scene) => {
    const params = await schedule(scene);
    return () => scene.bob("scheduled.sendNow", { params });
  },
} satisfies Actions;

async function schedule({ bob, cid }: Scene) {
  const message = { clientId: randomUUID(), text: "later" };
  const input = { params: { cid }, body: { sendAt: tomorrow(), message } };
  const { scheduled } = await bob("scheduled.create", input);
  return { scheduledId: scheduled.id };
}
