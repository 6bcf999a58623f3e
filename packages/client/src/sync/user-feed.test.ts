import { expect, test } from "vitest";
import { addMessage, beginNewEpoch, viewChannel } from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { receiveUserEvent } from "./user-line.ts";
import type { UserEvent } from "../wire/entities.ts";

const at = new Date(0);

function removed(userSeq: number, epoch = "u1"): UserEvent {
  return { type: "notification.channel_removed", userSeq, epoch, at, cid };
}

function lists({ server }: ModelClient): number {
  return server.callsOf("sync.run").length;
}

function known({ client }: ModelClient): string[] {
  return Object.keys(client.store.getState().channels);
}

test("[SYNC-15] the next event of the own line is applied, an older one ignored, a hole or another epoch is a loss", () => {
  const heard = { epoch: "u1", userSeq: 5 };
  expect(receiveUserEvent(null, removed(1))).toMatchObject({
    verdict: "apply",
    heard: { userSeq: 1 },
  });
  // Whether anything came before it, nobody knows yet.
  expect(receiveUserEvent(null, removed(9))).toEqual({ verdict: "resync", heard: null });
  expect(receiveUserEvent(heard, removed(6))).toMatchObject({
    verdict: "apply",
    heard: { userSeq: 6 },
  });
  expect(receiveUserEvent(heard, removed(5))).toEqual({ verdict: "ignore", heard });
  expect(receiveUserEvent(heard, removed(8))).toMatchObject({
    verdict: "resync",
    heard: { userSeq: 8 },
  });
  expect(receiveUserEvent(heard, removed(1, "u2"))).toEqual({
    verdict: "resync",
    heard: { epoch: "u2", userSeq: 1 },
  });
});

test("[SYNC-15] a hole in the own line has everything fetched, once", async () => {
  const model = await openModelClient(1);
  const read = { type: "notification.read", epoch: "u1", at, cid, eventSeq: 1, messageSeq: 1 };
  const counted = { watermark: { generation: 0, seq: 0 }, unread: { count: 1, mentions: 0 } };
  model.realtime.feed({ ...read, ...counted, userSeq: 1 });
  await model.clock.advance(0);
  expect(lists(model)).toBe(1);
  model.realtime.feed({ ...read, ...counted, userSeq: 4 });
  await model.clock.advance(0);
  expect(lists(model)).toBe(2);
  model.client.dispose();
});

test("[SYNC-15] what is told while the lists are fetched is applied after them", async () => {
  const model = await openModelClient(1);
  model.server.channel("messaging:other");
  model.server.delay = ({ name }) =>
    name === "sync.run" ? new Promise((done) => void model.clock.after(900, done)) : null;
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(100);
  model.server.channel("messaging:other").members.delete("ada");
  model.realtime.feed({ ...removed(1), cid: "messaging:other" });
  await model.clock.advance(2_000);
  expect(known(model)).toEqual([cid]);
  model.client.dispose();
});

test("[SYNC-14] after a loss a channel that is not open gets the events it missed, and nothing else is fetched", async () => {
  const model = await openModelClient(3);
  model.client.channel(cid).unwatch();
  const calls = model.server.calls.length;
  model.realtime.goOffline();
  addMessage(model.server.channel(cid), "bob", { text: "meanwhile" });
  model.server.publish();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  const { window, channel } = model.client.store.getState().channels[cid] ?? {};
  expect(window).toMatchObject({ status: "ready", items: [{}, {}, {}, { text: "meanwhile" }] });
  expect(channel).toMatchObject({ unread: { count: 4 }, lastMessage: { text: "meanwhile" } });
  const names = model.server.calls.slice(calls).map(({ name }) => name);
  expect(names.filter((name) => /^(channels|messages|events)/.test(name))).toEqual([]);
  model.client.dispose();
});

test("[SYNC-22] loaded messages of a channel that is not open are dropped when what was missed cannot be told", async () => {
  const model = await openModelClient(3);
  model.client.channel(cid).unwatch();
  model.realtime.goOffline();
  beginNewEpoch(model.server.channel(cid));
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  const entry = model.client.store.getState().channels[cid];
  expect(entry?.window).toMatchObject({ status: "idle", items: [] });
  expect(entry?.applied?.epoch).toBe("e1+");
  model.client.dispose();
});

test("[SYNC-24] a channel that is gone after a loss goes here too, and one that is new comes", async () => {
  const model = await openModelClient(1);
  model.client.channel(cid).unwatch();
  model.realtime.goOffline();
  model.server.channels.delete(cid);
  model.server.channel("messaging:new");
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  expect(known(model)).toEqual(["messaging:new"]);
  model.client.dispose();
});

test("a channel somebody adds the viewer to shows by itself, and one it is taken from goes", async () => {
  const model = await openModelClient();
  const added = model.server.channel("messaging:new");
  const channel = viewChannel(added, "ada");
  model.realtime.feed({ type: "notification.channel_added", userSeq: 1, epoch: "u1", at, channel });
  expect(known(model)).toEqual([cid, "messaging:new"]);
  model.realtime.feed({ ...removed(2), cid: "messaging:new" });
  expect(known(model)).toEqual([cid]);
  model.client.dispose();
});

test("an event of a channel nothing is known of has the channel fetched", async () => {
  const model = await openModelClient();
  const other = model.server.channel("messaging:other");
  addMessage(other, "bob", { text: "hello?" });
  model.server.publish();
  await model.clock.advance(2_000);
  const entry = model.client.store.getState().channels["messaging:other"];
  expect(entry?.channel).toMatchObject({ lastMessage: { text: "hello?" }, unread: { count: 1 } });
  model.client.dispose();
});

test("[SYNC-32] what is lost while the socket stays up is found within half a minute, though nothing else comes", async () => {
  const model = await openModelClient(1);
  model.holding = true;
  addMessage(model.server.channel(cid), "bob", { text: "lost on its way" });
  model.server.publish();
  await model.clock.advance(20_000);
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(1);
  await model.clock.advance(10_000);
  expect(model.client.store.getState().channels[cid]?.window.items).toHaveLength(2);
  model.client.dispose();
});

test("[SYNC-32] a hint that the network is back has everything tried at once that waits", async () => {
  let back: () => void = () => undefined;
  const network = {
    onBack: (listener: () => void) => {
      back = listener;
      return () => undefined;
    },
  };
  const model = await openModelClient(1, { network });
  model.server.fault = () => "network";
  const { done } = model.client.channel(cid).send({ text: "waiting" });
  await model.clock.advance(5_000);
  model.server.fault = () => null;
  back();
  await model.clock.advance(0);
  expect((await done).text).toBe("waiting");
  model.client.dispose();
});
