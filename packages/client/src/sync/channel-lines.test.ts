import { expect, test } from "vitest";
import {
  addMessage,
  beginNewEpoch,
  deleteMessage,
  editMessage,
  renameChannel,
} from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";

function texts({ client }: ModelClient): string[] {
  return (client.store.getState().channels[cid]?.window.items ?? []).map(({ text }) => text);
}

async function holding(messages: number): Promise<ModelClient> {
  const model = await openModelClient(messages);
  model.holding = true;
  return model;
}

function say(model: ModelClient, ...list: string[]): void {
  for (const text of list) addMessage(model.server.channel(cid), "bob", { text });
  model.server.publish();
}

test("[SYNC-3] a hole waits 500 ms for what is missing, then it is fetched", async () => {
  const model = await holding(1);
  say(model, "two", "three", "four");
  model.realtime.feed(model.held[2]);
  await model.clock.advance(499);
  expect(texts(model)).toEqual(["m1"]);
  expect(model.server.callsOf("events.list")).toHaveLength(0);
  await model.clock.advance(1);
  expect(texts(model)).toEqual(["m1", "two", "three", "four"]);
  expect(model.server.callsOf("events.list").map(({ query }) => query)).toEqual([
    { after: "1", epoch: "e1", limit: "1000" },
  ]);
  model.client.dispose();
});

test("[SYNC-3] a hole that closes by itself is not fetched", async () => {
  const model = await holding(1);
  say(model, "two", "three");
  model.realtime.feed(model.held[1]);
  await model.clock.advance(300);
  model.realtime.feed(model.held[0]);
  await model.clock.advance(5_000);
  expect(texts(model)).toEqual(["m1", "two", "three"]);
  expect(model.server.callsOf("events.list")).toHaveLength(0);
  model.client.dispose();
});

test("[SYNC-4] where the server cannot tell what is missing, the channel is fetched anew", async () => {
  const model = await holding(1);
  say(model, "two", "three");
  model.server.fault = ({ name }) =>
    name === "events.list" ? { status: 410, code: "sync.resync" } : null;
  model.realtime.feed(model.held[1]);
  await model.clock.advance(5_000);
  expect(texts(model)).toEqual(["m1", "two", "three"]);
  expect(model.server.callsOf("messages.list")).toHaveLength(2);
  model.client.dispose();
});

test("[SYNC-4] another epoch is not compared with: the channel is fetched anew", async () => {
  const model = await holding(2);
  beginNewEpoch(model.server.channel(cid));
  say(model, "after the restore");
  model.realtime.feed(model.held[0]);
  await model.clock.advance(5_000);
  expect(texts(model)).toEqual(["m1", "m2", "after the restore"]);
  expect(model.client.store.getState().channels[cid]?.applied?.epoch).toBe("e1+");
  model.client.dispose();
});

test("[SYNC-3] a hole the server cannot close does not keep the client asking for ever", async () => {
  const model = await holding(1);
  say(model, "two", "three");
  const { log } = model.server.channel(cid);
  log.splice(1, 1); // an event that could not be built
  model.realtime.feed(model.held[1]);
  await model.clock.advance(60_000);
  expect(texts(model)).toEqual(["m1", "two", "three"]);
  expect(model.server.callsOf("events.list").length).toBeLessThanOrEqual(3);
  model.client.dispose();
});

test("[SYNC-3] more missing events than a page holds are fetched page by page", async () => {
  const model = await holding(1);
  const channel = model.server.channel(cid);
  for (let at = 0; at < 2_500; at += 1) renameChannel(channel, `Name ${at}`);
  say(model, "two");
  model.realtime.feed(model.held.at(-1));
  await model.clock.advance(5_000);
  expect(texts(model)).toEqual(["m1", "two"]);
  expect(model.client.store.getState().channels[cid]?.channel?.name).toBe("Name 2499");
  expect(model.server.callsOf("events.list")).toHaveLength(3);
  model.client.dispose();
});

test("[SYNC-5] a page asked for before a change shows the change that came meanwhile", async () => {
  const model = await openModelClient(70);
  const channel = model.server.channel(cid);
  const { id = "" } = channel.messages[3] ?? {};
  model.server.delay = ({ name }) =>
    name === "messages.list" ? new Promise((done) => void model.clock.after(800, done)) : null;
  const older = model.client.channel(cid).loadOlder();
  await model.clock.advance(0);
  editMessage(channel, id, "edited meanwhile");
  deleteMessage(channel, channel.messages[5]?.id ?? "");
  model.server.publish();
  await model.clock.advance(1_000);
  await older;
  expect(texts(model)[3]).toBe("edited meanwhile");
  expect(texts(model)[5]).toBe("");
  expect(texts(model)).toHaveLength(70);
  model.client.dispose();
});

test("[SYNC-5] an event that comes while a channel is opened is applied after what was fetched", async () => {
  const model = await openModelClient(3);
  model.client.channel(cid).unwatch();
  const other = model.server.channel("messaging:other");
  addMessage(other, "bob", { text: "one" });
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  model.server.delay = ({ name }) =>
    name === "channels.get" ? new Promise((done) => void model.clock.after(800, done)) : null;
  const opening = model.client.channel("messaging:other").watch();
  await model.clock.advance(100);
  addMessage(other, "bob", { text: "two" });
  model.server.publish();
  await model.clock.advance(1_000);
  await opening;
  const entry = model.client.store.getState().channels["messaging:other"];
  expect(entry?.window.items.map(({ text }) => text)).toEqual(["one", "two"]);
  expect(entry?.channel?.unread.count).toBe(2);
  model.client.dispose();
});

test("an event is told to listeners once, after the store has it", async () => {
  const model = await holding(0);
  const heard: unknown[] = [];
  model.client.on("message.new", ({ message }) => heard.push([message.text, texts(model).length]));
  const stop = model.client.on("*", ({ type }) => heard.push(type));
  say(model, "one");
  model.realtime.feed(model.held[0]);
  model.realtime.feed(model.held[0]);
  stop();
  say(model, "two");
  model.realtime.feed(model.held[1]);
  expect(heard).toEqual([["one", 1], "message.new", ["two", 2]]);
  model.client.dispose();
});
