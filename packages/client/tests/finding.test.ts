import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { startRealChat, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let ada: ChatClient;
let bob: ChatClient;
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
  ada = await chat.client("ada");
  bob = await chat.client("bob");
  ({ cid } = await ada.channels.create({ name: "Plans", members: ["bob"] }));
});
afterAll(() => chat.stop());

test("[B6] channels are queried by a typed filter and stand in the store", async () => {
  await ada.channels.create({ name: "Other" });
  const { items, next } = await bob.queryChannels({ name: { $autocomplete: "pla" } });
  expect([items.map((channel) => channel.cid), next]).toEqual([[cid], null]);
  expect(items[0]?.createdAt).toBeInstanceOf(Date);
  expect(bob.store.getState().channels[cid]?.channel?.name).toBe("Plans");
  const sorted = await ada.queryChannels(
    { kind: "group" },
    [{ field: "name", direction: "desc" }],
    {
      limit: 1,
    },
  );
  expect(sorted.items.map((channel) => channel.name)).toEqual(["Plans"]);
  const rest = await ada.queryChannels({ kind: "group" }, [{ field: "name", direction: "desc" }], {
    limit: 1,
    cursor: sorted.next ?? "",
  });
  expect(rest.items.map((channel) => channel.name)).toEqual(["Other"]);
  expect((await ada.queryChannels({}, [], { name: "direct" })).items).toEqual([]);
});

test("[C16] a message is found soon after it was sent, with its dates and where it matches", async () => {
  await ada.channel(cid).send({ text: "Meet at the Café" }).done;
  await expect.poll(async () => (await bob.search("cafe")).items.length).toBe(1);
  const [item] = (await bob.search("cafe")).items;
  expect(item?.message.createdAt).toBeInstanceOf(Date);
  expect(item?.highlights).toEqual([{ start: 12, end: 16 }]);
  expect((await bob.search({ query: "from:ada on:2001", limit: 5 })).items).toEqual([]);
  await expect(bob.search("has:cheese")).rejects.toMatchObject({ code: "search.invalid_query" });
});
