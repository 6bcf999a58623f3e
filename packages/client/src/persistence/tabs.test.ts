import { beforeAll, expect, test } from "vitest";
import { createFakeBrowser } from "@natter/testing/model/fake-tabs";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, createModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { createModelServer } from "@natter/testing/model/model-server";
import { createMemoryStorage } from "../adapters/storage/memory.ts";

// A client fetches it when it has tabs, and no turn of these clocks waits for a file.
beforeAll(() => import("../adapters/tabs/shared-realtime.ts"));

type Shelf = NonNullable<Parameters<typeof createMemoryStorage>[0]>;

function open() {
  const browser = createFakeBrowser();
  const shelf: Shelf = new Map();
  const storage = createMemoryStorage(shelf);
  const server = createModelServer();
  addMessage(server.channel(cid), "bob", { text: "m1" });
  let tabs = 0;
  const models: ModelClient[] = [];
  const said: unknown[] = [];
  async function openTab(): Promise<ModelClient> {
    const name = `tab-${(tabs += 1)}`;
    let ids = 0;
    const random = { number: () => 0.5, uuid: () => `${name}-id-${(ids += 1)}` };
    const persistence = { storage, userId: "ada", tabs: browser.openTabs };
    const model = createModelClient({ random, persistence }, server);
    models.push(model);
    model.realtime.rpc = async (method, data) => {
      if (said.push({ by: name, method, data }) > 2) throw new Error("Too often.");
      return { status: "online" };
    };
    server.onPublish = (userIds, event) => {
      if (!userIds.includes("ada")) return;
      for (const { realtime } of models) if (realtime.connected) realtime.feed(event);
    };
    model.client.connect();
    await advance();
    await model.client.channel(cid).watch();
    await advance();
    return model;
  }
  async function advance(ms = 0): Promise<void> {
    for (const { clock } of models) await clock.advance(ms);
    for (const { clock } of models) await clock.advance(0);
  }
  return { browser, shelf, server, openTab, advance, models, said };
}

function texts({ client }: ModelClient): string[] {
  return (client.store.getState().channels[cid]?.window.items ?? []).map(({ text }) => text);
}

test("[SYNC-31] the tabs of a browser share one connection, and all of them hear", async () => {
  const { server, openTab, advance, models } = open();
  const first = await openTab();
  const second = await openTab();
  expect(models.map(({ realtime }) => realtime.opened)).toEqual([1, 0]);
  expect(second.client.store.getState().connection).toBe("online");
  addMessage(server.channel(cid), "bob", { text: "hello, tabs" });
  server.publish();
  await advance();
  expect([texts(first), texts(second)]).toEqual([
    ["m1", "hello, tabs"],
    ["m1", "hello, tabs"],
  ]);
  const { done } = second.client.channel(cid).send({ text: "from the second" });
  await advance();
  await done;
  await advance();
  expect(texts(first).at(-1)).toBe("from the second");
  for (const { client } of models) client.dispose();
});

test("[SYNC-31] when the tab with the connection dies, another one connects and misses nothing", async () => {
  const { browser, server, openTab, advance, models } = open();
  const first = await openTab();
  const second = await openTab();
  const third = await openTab();
  first.realtime.goOffline();
  first.server.fault = () => null;
  browser.kill(0);
  models.shift();
  addMessage(server.channel(cid), "bob", { text: "in between" });
  server.publish();
  await advance(100);
  await advance(1_000);
  expect(models.map(({ realtime }) => realtime.opened)).toEqual([1, 0]);
  addMessage(server.channel(cid), "bob", { text: "after" });
  server.publish();
  await advance(1_000);
  expect(texts(second)).toEqual(["m1", "in between", "after"]);
  expect(texts(third)).toEqual(["m1", "in between", "after"]);
  for (const { client } of [first, ...models]) client.dispose();
});

test("[SYNC-31] what a tab had not sent when it died is sent by another one, once", async () => {
  const { browser, server, openTab, advance, models } = open();
  const first = await openTab();
  const second = await openTab();
  server.fault = ({ name }) => (name === "messages.send" ? "network" : null);
  const { clientId } = first.client.channel(cid).send({ text: "left behind" });
  await first.clock.advance(100);
  expect(texts(second)).toEqual(["m1"]); // it is the living tab's own to send
  browser.kill(0);
  models.shift();
  server.fault = () => null;
  await advance(1_000);
  await advance(30_000);
  expect(server.channel(cid).messages.map((message) => message.clientId)).toEqual([null, clientId]);
  expect(texts(second)).toEqual(["m1", "left behind"]);
  for (const { client } of [first, ...models]) client.dispose();
});

test("[SYNC-30] what one tab forgets no other stores again, and what neither could send is left", async () => {
  const { server, openTab, advance, models, shelf } = open();
  const [first, second] = [await openTab(), await openTab()];
  server.fault = ({ name }) => (name === "messages.send" ? "network" : null);
  second.client.channel(cid).send({ text: "in the second" });
  first.client.channel(cid).send({ text: "in the first" });
  await advance(1_000);
  await first.client.signOut({ keepUnsent: true });
  await advance(0);
  addMessage(server.channel(cid), "bob", { text: "later" });
  server.publish();
  await advance(5_000);
  expect(texts(second)).toContain("later");
  const sizes = [...(shelf.values().next().value ?? [])].map(([kind, { size }]) => [kind, size]);
  expect(sizes).toEqual([
    ["facts", 0],
    ["channels", 0],
    ["operations", 2],
  ]);
  for (const { client } of models) client.dispose();
});

test("[SYNC-31] a tab without the connection says how it is over the one they share", async () => {
  const { openTab, advance, models, said, server } = open();
  await openTab();
  const second = await openTab();
  const declared = second.client.declarePresence("away");
  await advance();
  await declared;
  const data = { body: { deviceId: expect.any(String), deviceType: "web", status: "away" } };
  expect(said).toEqual([{ by: "tab-1", method: "presence.declare", data }]);
  // Nothing is said over HTTP: a device there would stay when the tab is long gone.
  expect(server.callsOf("presence.declare")).toEqual([]);
  await Promise.all([second.client.declarePresence("online"), advance()]);
  const refused = second.client.declarePresence("away");
  await Promise.all([expect(refused).rejects.toThrow("Too often."), advance()]);
  for (const { client } of models) client.dispose();
});

test("[SYNC-31] without what tabs need, each one is on its own", async () => {
  const persistence = { storage: createMemoryStorage(), userId: "ada", tabs: () => null };
  const model = createModelClient({ persistence });
  model.server.channel(cid);
  model.client.connect();
  await model.clock.advance(0);
  expect(model.client.store.getState().connection).toBe("online");
  expect(model.realtime.opened).toBe(1);
  model.client.dispose();
});
