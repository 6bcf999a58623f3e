import { expect, test } from "vitest";
import {
  addMessage,
  beginNewEpoch,
  deleteMessage,
  unreadOf,
} from "@natter/testing/model/model-channel";
import {
  cid,
  createModelClient,
  openModelClient,
  type ModelClient,
} from "@natter/testing/model/model-client";
import { settlePromises } from "@natter/testing/model/fake-clock";
import { createModelServer } from "@natter/testing/model/model-server";
import { selectDelivery, selectUnread, selectUnreadTotal } from "./read-state-selectors.ts";

function unread({ client }: ModelClient) {
  return selectUnread(cid)(client.store.getState());
}

function say(model: ModelClient, text: string, mentions: string[] = []): string {
  const message = addMessage(model.server.channel(cid), "bob", { text, mentions });
  model.server.publish();
  return message.id;
}

function readElsewhere(model: ModelClient, seq: number): void {
  void model.server.fetch(`http://model.test/v1/channels/${encodeURIComponent(cid)}/read`, {
    method: "POST",
    headers: { authorization: "Bearer ada" },
    body: JSON.stringify({ seq, generation: 0 }),
  });
}

test("[UNREAD-6] messages of others count up, mentions with them, and a deleted one counts down", async () => {
  const model = await openModelClient();
  say(model, "one");
  const mentioning = say(model, "two", ["ada"]);
  await model.client.channel(cid).send({ text: "mine" }).done;
  expect(unread(model)).toEqual({ count: 2, mentions: 1 });
  deleteMessage(model.server.channel(cid), mentioning);
  model.server.publish();
  expect(unread(model)).toEqual({ count: 1, mentions: 0 });
  model.client.dispose();
});

test("[UNREAD-6] an event that the count holds already does not count again", async () => {
  const model = await openModelClient(3);
  expect(unread(model).count).toBe(3);
  for (const event of model.server.channel(cid).log) model.realtime.feed(event);
  await model.clock.advance(5_000);
  expect(unread(model).count).toBe(3);
  model.client.dispose();
});

test("[UNREAD-9] reading shows at once and leaves at most once a second, with the latest mark", async () => {
  const model = await openModelClient(10);
  const channel = model.client.channel(cid);
  channel.markRead(2);
  expect(unread(model).count).toBe(8);
  await model.clock.advance(0);
  for (let seq = 3; seq <= 9; seq += 1) channel.markRead(seq);
  expect(unread(model).count).toBe(1);
  await model.clock.advance(999);
  expect(model.server.callsOf("readState.mark")).toHaveLength(1);
  await model.clock.advance(1);
  expect(model.server.callsOf("readState.mark").map(({ body }) => body["seq"])).toEqual([2, 9]);
  channel.markRead(4);
  await model.clock.advance(5_000);
  expect(model.server.callsOf("readState.mark")).toHaveLength(2);
  channel.markRead();
  expect(unread(model).count).toBe(0);
  model.client.dispose();
});

test("[UNREAD-9] a mark that waits for its second leaves with the page, by a request that outlives it", async () => {
  const server = createModelServer();
  const kept: (boolean | undefined)[] = [];
  let leave = () => {};
  const model = await openModelClient(
    10,
    {
      page: { onLeave: (listener) => ((leave = listener), () => undefined) },
      fetch(input, init) {
        if (String(input).endsWith("/read")) kept.push(init?.keepalive);
        return server.fetch(input, init);
      },
    },
    server,
  );
  const channel = model.client.channel(cid);
  channel.markRead(2);
  await model.clock.advance(0);
  channel.markRead(9);
  leave();
  await settlePromises();
  expect(server.callsOf("readState.mark").map(({ body }) => body["seq"])).toEqual([2, 9]);
  expect(kept).toEqual([true, true]);
  // Whoever only looks away for a moment has nothing sent twice.
  await model.clock.advance(5_000);
  leave();
  await model.clock.advance(5_000);
  expect(server.callsOf("readState.mark")).toHaveLength(2);
  model.client.dispose();
});

test("[UNREAD-9] a mark that could not leave is tried again, and a refused one is taken back", async () => {
  const model = await openModelClient(4);
  let fails = 2;
  model.server.fault = ({ name }) =>
    name === "readState.mark" && (fails -= 1) >= 0 ? "network" : null;
  model.client.channel(cid).markRead(3);
  await model.clock.advance(30_000);
  expect(model.server.channel(cid).members.get("ada")).toEqual({ generation: 0, seq: 3 });
  model.server.fault = ({ name }) =>
    name === "readState.mark" ? { status: 409, code: "read.stale_generation" } : null;
  model.client.channel(cid).markRead(4);
  expect(unread(model).count).toBe(0);
  await model.clock.advance(5_000);
  expect(unread(model).count).toBe(1);
  model.client.dispose();
});

test("[UNREAD-7] what was read on another device is read here, and what came meanwhile is not", async () => {
  const model = await openModelClient(5);
  model.holding = true;
  readElsewhere(model, 4);
  const [read] = model.held.splice(0);
  say(model, "six", ["ada"]);
  model.realtime.feed(model.held[0]);
  expect(unread(model)).toEqual({ count: 6, mentions: 1 });
  model.realtime.feed(read);
  expect(unread(model)).toEqual({ count: 2, mentions: 1 });
  model.client.dispose();
});

test("[UNREAD-7] an older mark that arrives late changes nothing", async () => {
  const model = await openModelClient(5);
  model.holding = true;
  readElsewhere(model, 2);
  model.client.channel(cid).markRead(5);
  for (const event of model.held.splice(0)) model.realtime.feed(event);
  expect(unread(model).count).toBe(0);
  model.client.dispose();
});

test("[UNREAD-7] what cannot be counted from what is loaded is asked for", async () => {
  const model = await openModelClient(80);
  model.holding = true;
  readElsewhere(model, 10);
  const [read] = model.held.splice(0);
  say(model, "the newest");
  model.realtime.feed(model.held[0]);
  model.realtime.feed(read);
  await model.clock.advance(2_000);
  expect(unread(model)).toEqual(unreadOf(model.server.channel(cid), "ada"));
  expect(unread(model).count).toBe(71);
  model.client.dispose();
});

test("[UNREAD-8] how many mentions went with a deleted message that is not loaded is asked for", async () => {
  const model = await openModelClient();
  const other = model.server.channel("messaging:other");
  const first = addMessage(other, "bob", { text: "hey", mentions: ["ada"] });
  addMessage(other, "bob", { text: "there", mentions: ["ada"] });
  addMessage(other, "bob", { text: "everybody" });
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  deleteMessage(other, first.id);
  model.server.publish();
  await model.clock.advance(2_000);
  const state = model.client.store.getState();
  expect(selectUnread("messaging:other")(state)).toEqual({ count: 2, mentions: 1 });
  expect(selectUnreadTotal()(state)).toEqual({ count: 2, mentions: 1 });
  expect(selectUnreadTotal()(state)).toBe(selectUnreadTotal()(state));
  model.client.dispose();
});

test("[UNREAD-4] unread from here begins a new generation that older marks do not undo", async () => {
  const model = await openModelClient(5);
  const channel = model.client.channel(cid);
  channel.markRead();
  await model.clock.advance(2_000);
  await channel.markUnread(4);
  expect(unread(model).count).toBe(2);
  readElsewhere(model, 5);
  await model.clock.advance(2_000);
  expect(unread(model).count).toBe(2);
  model.client.dispose();
});

test("[UNREAD-10] messages of others are reported as delivered, at most once a second", async () => {
  const model = await openModelClient();
  for (const text of ["one", "two", "three"]) say(model, text);
  await model.clock.advance(0);
  await model.client.channel(cid).send({ text: "mine" }).done;
  await model.clock.advance(5_000);
  expect(model.server.callsOf("readState.markDelivered").map(({ body }) => body)).toEqual([
    { seq: 1 },
    { seq: 3 },
  ]);
  model.client.dispose();
});

test("[UNREAD-10] what arrived while the viewer was away is reported when it is listed", async () => {
  const model = await openModelClient(3);
  await model.clock.advance(2_000);
  expect(model.server.callsOf("readState.markDelivered").map(({ body }) => body)).toEqual([
    { seq: 3 },
  ]);
  model.client.dispose();
});

test("[UNREAD-5] receipts never go down, in whatever order they come", async () => {
  const model = await openModelClient();
  const { done } = model.client.channel(cid).send({ text: "mine" });
  const { seq } = await done;
  const state = () => model.client.store.getState();
  const message = () => state().channels[cid]?.window.items[0];
  const delivery = () => {
    const shown = message();
    return shown && selectDelivery(cid, shown)(state());
  };
  const receipt = (readSeq: number, deliveredSeq: number) => ({
    type: "message.read",
    cid,
    receipts: [{ userId: "bob", readSeq, readAt: null, deliveredSeq, deliveredAt: null }],
  });
  expect(delivery()).toBe("sent");
  model.realtime.publish(`ev:test.${cid}`, receipt(0, seq));
  expect(delivery()).toBe("delivered");
  model.realtime.publish(`ev:test.${cid}`, receipt(seq, seq));
  model.realtime.publish(`ev:test.${cid}`, receipt(0, 0));
  expect(delivery()).toBe("read");
  model.client.dispose();
});

test("[UNREAD-11] a tick for a channel that is not open raises the count by what is new", async () => {
  const model = await openModelClient(2);
  model.server.channel(cid).mode = "room";
  beginNewEpoch(model.server.channel(cid));
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  const tick = { type: "channel.tick", cid, messageSeq: 7, mentioned: true };
  model.realtime.feed(tick);
  expect(unread(model).count).toBe(2);
  model.client.channel(cid).unwatch();
  model.realtime.feed(tick);
  model.realtime.feed(tick);
  expect(unread(model)).toEqual({ count: 7, mentions: 1 });
  model.client.dispose();
});

test("[UNREAD-6] a message that is deleted by the time it is told of is not taken away twice", async () => {
  const model = await openModelClient(3);
  model.holding = true;
  const gone = say(model, "gone before it is heard of");
  deleteMessage(model.server.channel(cid), gone);
  say(model, "the newest");
  model.realtime.feed(model.held.at(-1));
  await model.clock.advance(2_000);
  expect(unread(model)).toEqual({ count: 4, mentions: 0 });
  model.client.dispose();
});

test("[UNREAD-7] a count that is ahead of the loaded messages is not counted again from them", async () => {
  const model = await openModelClient(2);
  model.holding = true;
  deleteMessage(model.server.channel(cid), model.server.channel(cid).messages[1]?.id ?? "");
  model.server.publish();
  model.client.channel(cid).markRead(1);
  await model.clock.advance(0);
  model.realtime.feed(model.held[1]);
  await model.clock.advance(5_000);
  expect(unread(model).count).toBe(0);
  model.realtime.feed(model.held[0]);
  expect(unread(model).count).toBe(0);
  model.client.dispose();
});

test("[UNREAD-7] messages whose changes are still being fetched are not counted", async () => {
  const model = await openModelClient(3);
  model.holding = true;
  deleteMessage(model.server.channel(cid), model.server.channel(cid).messages[2]?.id ?? "");
  model.server.delay = ({ name }) =>
    name === "events.list" ? new Promise((done) => void model.clock.after(900, done)) : null;
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(100);
  model.client.channel(cid).markRead(1);
  await model.clock.advance(5_000);
  expect(unread(model)).toEqual({ count: 1, mentions: 0 });
  model.client.dispose();
});

test("[UNREAD-2] a count the server read while others were writing is set right from the loaded messages", async () => {
  const model = createModelClient();
  const channel = model.server.channel(cid);
  for (const text of ["one", "two"]) addMessage(channel, "bob", { text });
  channel.unreadError = 3;
  model.client.connect();
  await model.clock.advance(0);
  expect(unread(model).count).toBe(5);
  await model.client.channel(cid).watch();
  expect(unread(model).count).toBe(2);
  say(model, "three");
  expect(unread(model).count).toBe(3);
  model.client.dispose();
});
