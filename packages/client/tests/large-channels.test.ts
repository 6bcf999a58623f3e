import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import type { ChatState } from "../src/store/state.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let ada: ChatClient;
let bob: ChatClient;
let eve: ChatClient;

// Three members are a large channel here.
beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob", "eve"], {
    roomMembers: 2,
    feedMembers: 2,
  });
  [ada, bob, eve] = await Promise.all(
    ["ada", "bob", "eve"].map((id) => chat.client(id)) as [
      Promise<ChatClient>,
      Promise<ChatClient>,
      Promise<ChatClient>,
    ],
  );
});
afterAll(() => chat.stop());

test("[SYNC-12] a large channel is heard on its own stream while it is open", async () => {
  const { cid, mode } = await ada.channels.create({ name: "Large", members: ["bob", "eve"] });
  expect(mode).toBe("room");
  await ada.channel(cid).watch();
  await bob.channel(cid).watch();
  await ada.channel(cid).send({ text: "in the room" }).done;
  await until(bob, (state) => texts(state, cid).includes("in the room"));

  chat.proxy.offline = true;
  chat.proxy.cut();
  await until(bob, (state) => state.connection === "reconnecting");
  await chat.call("POST", `/v1/channels/${cid}/messages`, send("away"), "eve");
  chat.proxy.offline = false;
  await until(bob, (state) => texts(state, cid).includes("away"));
  await until(ada, (state) => texts(state, cid).includes("away"));
});

test("[UNREAD-11] who has it closed is told that there is more, and counts exactly when it is opened", async () => {
  const { cid } = await ada.channels.create({ name: "Ticking", members: ["bob", "eve"] });
  await until(eve, (state) => state.channels[cid]);
  const first = await ada.channel(cid).send({ text: "one", mentions: ["eve"] }).done;
  await until(eve, (state) => state.channels[cid]?.channel?.unread.mentions === 1);
  await ada.channel(cid).send({ text: "two" }).done;
  await until(eve, (state) => state.channels[cid]?.channel?.unread.count === 2);
  await ada.channel(cid).delete(first.id);
  await eve.channel(cid).watch();
  expect(eve.store.getState().channels[cid]?.channel?.unread).toEqual({ count: 1, mentions: 0 });
  eve.channel(cid).unwatch();
  await ada.channel(cid).send({ text: "three" }).done;
  await eve.channel(cid).watch();
  expect(texts(eve.store.getState(), cid)).toEqual(["", "two", "three"]);
  expect(eve.store.getState().channels[cid]?.channel?.unread.count).toBe(2);
});

test("[SYNC-12] a channel that grows large while it is open goes on without a gap", async () => {
  const { cid, mode } = await ada.channels.create({ name: "Growing", members: ["bob"] });
  expect(mode).toBe("feed");
  await until(bob, (state) => state.channels[cid]);
  await ada.channel(cid).watch();
  await bob.channel(cid).watch();
  await ada.channel(cid).send({ text: "small" }).done;
  await ada.channel(cid).addMembers(["eve"]);
  await ada.channel(cid).send({ text: "large" }).done;
  await until(bob, (state) => texts(state, cid).includes("large"));
  expect(bob.store.getState().channels[cid]?.channel).toMatchObject({
    mode: "room",
    memberCount: 3,
  });
  await ada.channel(cid).removeMember("eve");
  await ada.channel(cid).send({ text: "small again" }).done;
  await until(bob, (state) => texts(state, cid).includes("small again"));
  expect(texts(bob.store.getState(), cid)).toEqual(["small", "large", "small again"]);
});

test("[SYNC-17] who is removed hears no more and sees why", async () => {
  const { cid } = await ada.channels.create({ name: "Closed", members: ["bob", "eve"] });
  await until(eve, (state) => state.channels[cid]);
  await eve.channel(cid).watch();
  await ada.channel(cid).removeMember("eve");
  await until(eve, (state) => state.channels[cid]?.window.status === "error");
  await ada.channel(cid).send({ text: "without eve" }).done;
  expect(eve.store.getState().channels[cid]).toMatchObject({
    channel: null,
    window: { items: [], error: { code: "channel.not_found" } },
  });
  eve.channel(cid).unwatch();
  expect(eve.store.getState().channels[cid]).toBeUndefined();
});

function send(text: string): object {
  return { clientId: `large-${text}-1`, text };
}

function texts(state: ChatState, cid: string): readonly string[] {
  return state.channels[cid]?.window.items.map(({ text }) => text) ?? [];
}
