import { expect, test } from "vitest";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, createModelClient, openModelClient } from "@natter/testing/model/model-client";

const stream = `ev:test.${cid}`;

test("[SYNC-13] a channel's streams are subscribed to before it is fetched", async () => {
  const model = await openModelClient(1);
  const names = model.server.calls.map(({ name }) => name);
  expect(names.indexOf("realtime.subscribe")).toBeLessThan(names.indexOf("messages.list"));
  expect(model.realtime.streams.has(stream)).toBe(true);
  model.client.dispose();
});

test("each watch needs its unwatch; the last one ends the streams", async () => {
  const model = await openModelClient(1);
  const channel = model.client.channel("messaging", "general");
  expect(channel).toBe(model.client.channel(cid));
  await channel.watch();
  channel.unwatch();
  expect(model.realtime.streams.has(stream)).toBe(true);
  channel.unwatch();
  channel.unwatch();
  expect(model.realtime.streams.has(stream)).toBe(false);
  await channel.watch();
  expect(model.realtime.streams.has(stream)).toBe(true);
  model.client.dispose();
});

test("[SYNC-13] a channel that is opened again shows at once what was loaded, and fetches the events since", async () => {
  const model = await openModelClient(2);
  const channel = model.client.channel(cid);
  channel.unwatch();
  model.holding = true;
  addMessage(model.server.channel(cid), "bob", { text: "meanwhile" });
  model.server.publish();
  const opening = channel.watch();
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(2);
  await opening;
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(3);
  expect(model.server.callsOf("messages.list")).toHaveLength(1);
  model.client.dispose();
});

test("watch, unwatch, watch, as React's strict mode does, ends in one open channel", async () => {
  const model = createModelClient();
  addMessage(model.server.channel(cid), "bob", { text: "m1" });
  model.client.connect();
  const channel = model.client.channel(cid);
  void channel.watch();
  channel.unwatch();
  await channel.watch();
  await model.clock.advance(5_000);
  expect(model.client.store.getState().channels[cid]?.window).toMatchObject({
    status: "ready",
    items: [{ text: "m1" }],
  });
  expect([...model.realtime.streams.keys()]).toEqual([stream]);
  model.client.dispose();
});

test("a channel that could not be opened for want of a network opens when it is back", async () => {
  const model = createModelClient();
  addMessage(model.server.channel(cid), "bob", { text: "m1" });
  model.client.connect();
  await model.clock.advance(0);
  model.realtime.goOffline();
  model.server.fault = () => "network";
  const opening = model.client
    .channel(cid)
    .watch()
    .catch((error: unknown) => error);
  await model.clock.advance(10_000);
  expect(await opening).toMatchObject({ code: "server.unavailable" });
  const window = () => model.client.store.getState().channels[cid]?.window;
  expect(window()).toMatchObject({ status: "error", error: { code: "server.unavailable" } });
  model.server.fault = () => null;
  model.realtime.goOnline("lost");
  await model.clock.advance(5_000);
  expect(window()).toMatchObject({ status: "ready", error: null, items: [{ text: "m1" }] });
  model.client.dispose();
});

test("a stream the server ended is asked for anew", async () => {
  const model = await openModelClient(1);
  model.realtime.streams.get(stream)?.onEnded("moved");
  expect(model.realtime.streams.has(stream)).toBe(false);
  await model.clock.advance(2_000);
  expect(model.realtime.streams.has(stream)).toBe(true);
  model.client.dispose();
});

test("of a channel nobody watches only the newest messages are kept", async () => {
  const model = await openModelClient(180);
  const channel = model.client.channel(cid);
  while (model.client.store.getState().channels[cid]?.window.hasOlder) await channel.loadOlder();
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(180);
  channel.unwatch();
  expect(model.client.store.getState().channels[cid]?.window).toMatchObject({ hasOlder: true });
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(100);
  await channel.watch();
  await channel.loadOlder();
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(150);
  model.client.dispose();
});

test("a channel the server failed to open is tried again by itself, and at once when it is asked for", async () => {
  for (const asked of [false, true]) {
    const model = createModelClient();
    addMessage(model.server.channel(cid), "bob", { text: "m1" });
    model.client.connect();
    await model.clock.advance(0);
    model.server.fault = ({ name }) => (name === "messages.list" ? { status: 500 } : null);
    const opening = model.client
      .channel(cid)
      .watch()
      .catch((error: unknown) => error);
    await model.clock.advance(10_000);
    expect(await opening).toMatchObject({ code: "internal" });
    const window = () => model.client.store.getState().channels[cid]?.window;
    expect(window()?.status).toBe("error");
    model.server.fault = () => null;
    if (asked) await model.client.channel(cid).jumpToLatest();
    else await model.clock.advance(20_000);
    expect(window()).toMatchObject({ status: "ready", error: null, items: [{ text: "m1" }] });
    model.client.dispose();
  }
});
