import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"], { roomMembers: 1, feedMembers: 1 });
});
afterAll(() => chat.stop());

const textsOn = (client: ChatClient, cid: string) =>
  client.store.getState().channels[cid]?.window.confirmed.map(({ text }) => text);

test("[B9] a large channel that is cleared is empty for everybody who listens to its own stream", async () => {
  const [ada, bob] = [await chat.client("ada"), await chat.client("bob")];
  const { cid, mode } = await ada.channels.create({ members: ["bob"], name: "large" });
  expect(mode).toBe("room");
  await until(bob, (state) => state.channels[cid]?.channel);
  await Promise.all([ada.channel(cid).watch(), bob.channel(cid).watch()]);
  await ada.channel(cid).send({ text: "one" }).done;
  await until(bob, () => textsOn(bob, cid)?.length === 1);
  await ada.channel(cid).truncate();
  await until(bob, () => textsOn(bob, cid)?.length === 0);
  await ada.channel(cid).send({ text: "two" }).done;
  await until(bob, () => textsOn(bob, cid)?.length === 1);
  expect([textsOn(ada, cid), textsOn(bob, cid)]).toEqual([["two"], ["two"]]);
});
