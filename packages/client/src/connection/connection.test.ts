import { expect, test } from "vitest";
import { ChatError } from "@natter/contract/chat-error";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, createModelClient, openModelClient } from "@natter/testing/model/model-client";
import { toRealtimeUrl } from "./realtime-url.ts";

function statesOf(model: ReturnType<typeof createModelClient>): string[] {
  const states = [model.client.store.getState().connection];
  model.client.store.subscribe(
    (state) => state.connection,
    (status) => states.push(status),
  );
  return states;
}

test("nothing happens before connect, and connecting twice is connecting once", async () => {
  const model = createModelClient();
  await model.clock.advance(10_000);
  expect(model.server.calls).toEqual([]);
  const states = statesOf(model);
  model.client.connect();
  model.client.connect();
  await model.clock.advance(0);
  expect(states).toEqual(["idle", "connecting", "online"]);
  expect(model.realtime.opened).toBe(1);
  expect(model.client.store.getState()).toMatchObject({
    me: { id: "ada" },
    spacesStatus: "ready",
    channelsStatus: "ready",
  });
  model.client.dispose();
});

test("connect, disconnect, connect, as React's strict mode does, ends in one connection", async () => {
  const model = createModelClient();
  model.client.connect();
  model.client.disconnect();
  model.client.connect();
  await model.clock.advance(5_000);
  expect(model.client.store.getState().connection).toBe("online");
  expect(model.realtime.opened).toBe(1);
  model.client.disconnect();
  expect(model.client.store.getState().connection).toBe("idle");
  expect(model.realtime.connected).toBe(false);
  model.client.dispose();
});

test("[SYNC-33] a client that is too old says so once, keeps what it has, and tries nothing until it is told to connect", async () => {
  const model = await openModelClient(1);
  const told: [status: string, code: string | undefined][] = [];
  model.client.on("connection.changed", ({ status, error }) => told.push([status, error?.code]));
  model.server.fault = () => ({ status: 410, code: "client.too_old" });
  const { done } = model.client.channel(cid).send({ text: "before the update" });
  await model.clock.advance(0);
  expect(told).toEqual([["too-old", "client.too_old"]]);
  expect(model.realtime.connected).toBe(false);
  const before = model.server.calls.length;
  await model.clock.advance(600_000);
  expect(model.server.calls.slice(before)).toEqual([]);
  const { channels, connectionError } = model.client.store.getState();
  expect(channels[cid]?.window.items).toMatchObject([
    { text: "m1" },
    { text: "before the update", state: "queued" },
  ]);
  expect(connectionError?.code).toBe("client.too_old");

  model.server.fault = () => null;
  model.client.connect();
  await model.clock.advance(0);
  expect((await done).text).toBe("before the update");
  expect(told.map(([status]) => status)).toEqual(["too-old", "connecting", "online"]);
  model.client.dispose();
});

test("a lost connection is reconnecting, after 10 s offline, and online when it is back", async () => {
  const model = await openModelClient(1);
  const states = statesOf(model);
  model.realtime.goOffline();
  await model.clock.advance(9_999);
  expect(states).toEqual(["online", "reconnecting"]);
  await model.clock.advance(1);
  model.realtime.goOffline();
  model.realtime.goOnline("recovered");
  expect(states).toEqual(["online", "reconnecting", "offline", "online"]);
  model.client.dispose();
});

test("[SYNC-14] after a reconnection that recovered everything only what hints tell of is asked for", async () => {
  const model = await openModelClient(1);
  await model.clock.advance(10_000);
  const before = model.server.calls.length;
  model.realtime.goOffline();
  model.realtime.goOnline("recovered");
  await model.clock.advance(10_000);
  const asked = model.server.calls.slice(before).map(({ name }) => name);
  expect(asked.toSorted()).toEqual(["me.get", "readState.receipts", "spaces.list"]);
  model.client.dispose();
});

test("[SYNC-14] after one that did not, the lists and the events of open channels are fetched once", async () => {
  const model = await openModelClient(1);
  model.holding = true;
  addMessage(model.server.channel(cid), "bob", { text: "missed" });
  model.server.channel("messaging:new");
  const before = model.server.calls.length;
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  const names = model.server.calls.slice(before).map(({ name }) => name);
  expect(names.filter((name) => name === "sync.run")).toHaveLength(1);
  expect(names.filter((name) => name === "spaces.list")).toHaveLength(1);
  expect(names.filter((name) => name === "events.list")).toHaveLength(1);
  expect(names).not.toContain("messages.list");
  const { channels } = model.client.store.getState();
  expect(channels[cid]?.window.items.map(({ text }) => text)).toEqual(["m1", "missed"]);
  expect(channels["messaging:new"]?.channel?.cid).toBe("messaging:new");
  model.client.dispose();
});

test("[SYNC-14] a channel left meanwhile is gone from the list", async () => {
  const model = await openModelClient(1);
  const other = model.server.channel("messaging:other");
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  expect(Object.keys(model.client.store.getState().channels)).toContain("messaging:other");
  other.members.delete("ada");
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  expect(Object.keys(model.client.store.getState().channels)).toEqual([cid]);
  model.client.dispose();
});

test("[SYNC-17] an open channel the viewer was put out of shows why and no data", async () => {
  const model = await openModelClient(1);
  model.server.channel(cid).members.delete("ada");
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(5_000);
  expect(model.client.store.getState().channels[cid]).toMatchObject({
    channel: null,
    window: { items: [], status: "error", error: { code: "channel.not_found" } },
  });
  model.client.dispose();
});

test("[SYNC-19] without realtime the lists come after 3 s and channels open", async () => {
  const model = createModelClient();
  addMessage(model.server.channel(cid), "bob", { text: "m1" });
  model.realtime.automatic = false;
  model.client.connect();
  await model.clock.advance(2_999);
  expect(model.client.store.getState().channelsStatus).toBe("idle");
  await model.clock.advance(1);
  expect(model.client.store.getState().channelsStatus).toBe("ready");
  await model.client.channel(cid).watch();
  await model.client.channel(cid).send({ text: "by HTTP alone" }).done;
  const items = model.client.store.getState().channels[cid]?.window.items;
  expect(items?.map(({ text }) => text)).toEqual(["m1", "by HTTP alone"]);
  model.client.dispose();
});

test("a server that is not there yet is tried again until it is", async () => {
  const model = createModelClient();
  model.server.fault = () => "network";
  const states = statesOf(model);
  model.client.connect();
  await model.clock.advance(30_000);
  expect(states).toEqual(["idle", "connecting", "offline"]);
  model.server.fault = () => null;
  await model.clock.advance(30_000);
  expect(states.at(-1)).toBe("online");
  expect(model.client.store.getState().channelsStatus).toBe("ready");
  model.client.dispose();
});

test("[SYNC-18] a token that is refused twice makes the client unauthorized until it connects again", async () => {
  const model = await openModelClient();
  model.server.expired.add("ada");
  await expect(model.client.api("me.get")).rejects.toMatchObject({ code: "auth.token_expired" });
  expect(model.client.store.getState()).toMatchObject({
    connection: "unauthorized",
    connectionError: { code: "auth.token_expired" },
  });
  expect(model.realtime.connected).toBe(false);
  model.server.expired.clear();
  model.client.connect();
  await model.clock.advance(0);
  expect(model.client.store.getState().connection).toBe("online");
  expect(model.client.store.getState().connectionError).toBeNull();
  model.client.dispose();
});

test("[SYNC-18] an app without a token is unauthorized, one that cannot get it now is not", async () => {
  const signedOut = new ChatError("account.session_ended", "Sign in.");
  const model = createModelClient({ getToken: () => Promise.reject(signedOut) });
  model.client.connect();
  await model.clock.advance(0);
  expect(model.client.store.getState().connection).toBe("unauthorized");

  const offline = createModelClient({ getToken: () => Promise.reject(new TypeError("failed")) });
  offline.client.connect();
  await offline.clock.advance(0);
  expect(offline.client.store.getState().connection).toBe("connecting");
  model.client.dispose();
  offline.client.dispose();
});

test("a connection the server ends is opened again with a new token", async () => {
  const model = await openModelClient();
  model.realtime.end({ reason: "invalid token", unauthorized: true });
  expect(model.client.store.getState().connection).toBe("reconnecting");
  await model.clock.advance(1_000);
  expect(model.realtime.opened).toBe(2);
  expect(model.client.store.getState().connection).toBe("online");
  expect([...model.realtime.streams.keys()]).toEqual([`ev:test.${cid}`]);
  model.client.dispose();
});

test("a disposed client leaves no timer and makes no request", async () => {
  const model = await openModelClient();
  model.server.fault = ({ name }) => (name === "messages.send" ? "network" : null);
  const { done } = model.client.channel(cid).send({ text: "never" });
  await model.clock.advance(100);
  model.client.dispose();
  await expect(done).rejects.toMatchObject({ code: "server.unavailable" });
  const before = model.server.calls.length;
  expect(model.clock.waiting).toBe(0);
  await model.clock.advance(60_000);
  model.client.connect();
  await model.clock.advance(60_000);
  expect(model.server.calls).toHaveLength(before);
});

test.each([
  ["http://localhost:8800", "/connection/websocket", "ws://localhost:8800/connection/websocket"],
  ["https://a.test/chat/", "connection", "wss://a.test/chat/connection"],
  ["https://a.test", "wss://b.test/connection", "wss://b.test/connection"],
])("the realtime address of %s and %s is %s", (endpoint, path, url) => {
  expect(toRealtimeUrl(endpoint, path)).toBe(url);
});
