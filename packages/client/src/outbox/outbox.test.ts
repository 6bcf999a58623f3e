import { expect, test } from "vitest";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";
import type { Call } from "@natter/testing/model/model-call";

function shown({ client }: ModelClient) {
  const items = client.store.getState().channels[cid]?.window.items ?? [];
  return items.map(({ key, state, text }) => ({ key, state, text }));
}

function isSend({ name }: Call): boolean {
  return name === "messages.send";
}

test("[SYNC-8] a message shows once under its client id, whether the answer or the event comes first", async () => {
  for (const first of ["answer", "event"]) {
    const model = await openModelClient(1);
    model.holding = first === "answer";
    if (first === "event") {
      model.server.delay = (call) =>
        isSend(call) ? new Promise((resolve) => void model.clock.after(900, resolve)) : null;
    }
    const { clientId, done } = model.client.channel(cid).send({ text: "mine" });
    expect(shown(model).at(-1)).toEqual({ key: clientId, state: "sending", text: "mine" });
    await model.clock.advance(0);
    expect(shown(model)).toHaveLength(2);
    expect(shown(model).at(-1)).toEqual({ key: clientId, state: "sent", text: "mine" });
    for (const event of model.held.splice(0)) model.realtime.feed(event);
    await model.clock.advance(2_000);
    expect(shown(model)).toHaveLength(2);
    expect((await done).clientId).toBe(clientId);
    model.client.dispose();
  }
});

test("[SYNC-8] a send whose answer is lost is confirmed by its event and not repeated", async () => {
  const model = await openModelClient();
  model.server.fault = (call) => (isSend(call) ? "lost" : null);
  const { done } = model.client.channel(cid).send({ text: "mine" });
  await model.clock.advance(60_000);
  expect((await done).text).toBe("mine");
  expect(model.server.callsOf("messages.send")).toHaveLength(1);
  model.client.dispose();
});

test("[SYNC-8] a send that is seen in fetched history has arrived", async () => {
  const model = await openModelClient();
  const channel = model.client.channel(cid);
  model.holding = true;
  model.server.fault = (call) => (isSend(call) ? "lost" : null);
  const { clientId, done } = channel.send({ text: "mine" });
  await model.clock.advance(0);
  channel.unwatch();
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  await channel.watch();
  expect(shown(model)).toEqual([{ key: clientId, state: "sent", text: "mine" }]);
  expect((await done).clientId).toBe(clientId);
  expect(model.client.store.getState().channels[cid]?.outbox).toEqual([]);
  model.client.dispose();
});

test("[SYNC-9] without an answer the same client id is tried again until it arrives, and makes one message", async () => {
  const model = await openModelClient();
  model.holding = true;
  let fails = 6;
  model.server.fault = (call) => {
    if (call.name === "sync.run") return "network"; // it would show that the message is there
    return isSend(call) && (fails -= 1) >= 0 ? "lost" : null;
  };
  const { clientId, done } = model.client.channel(cid).send({ text: "mine" });
  await model.clock.advance(120_000);
  await done;
  const ids = model.server.callsOf("messages.send").map(({ body }) => body["clientId"]);
  expect(ids).toEqual(Array.from({ length: 7 }, () => clientId));
  expect(model.server.channel(cid).messages).toHaveLength(1);
  model.client.dispose();
});

test("[SYNC-9] messages leave in the order they were given, however often one has to be tried again", async () => {
  const model = await openModelClient();
  let fails = 3;
  model.server.fault = (call) => (isSend(call) && (fails -= 1) >= 0 ? "network" : null);
  for (const text of ["one", "two", "three"]) model.client.channel(cid).send({ text });
  await model.clock.advance(120_000);
  expect(model.server.channel(cid).messages.map(({ text }) => text)).toEqual([
    "one",
    "two",
    "three",
  ]);
  expect(shown(model).map(({ text }) => text)).toEqual(["one", "two", "three"]);
  model.client.dispose();
});

test("[SYNC-9] without a good token everything waits, whatever the app calls it that there is none", async () => {
  for (const code of ["auth.token_expired", "account.session_ended"] as const) {
    const model = await openModelClient();
    model.server.fault = () => ({ status: 401, code });
    model.client.channel(cid).send({ text: "later" });
    await model.clock.advance(30_000);
    expect(model.client.store.getState().connection).toBe("unauthorized");
    expect(shown(model)).toMatchObject([{ state: "queued", text: "later" }]);
    model.server.fault = () => null;
    model.client.connect();
    await model.clock.advance(30_000);
    expect(shown(model)).toMatchObject([{ state: "sent", text: "later" }]);
    model.client.dispose();
  }
});

test("[SYNC-9] a refused message fails with its reason, and the next ones go on", async () => {
  const model = await openModelClient();
  model.server.fault = (call) =>
    isSend(call) && call.body["text"] === "bad" ? { status: 400, code: "message.empty" } : null;
  const channel = model.client.channel(cid);
  const bad = channel.send({ text: "bad" });
  const good = channel.send({ text: "good" });
  await expect(bad.done).rejects.toMatchObject({ code: "message.empty" });
  await good.done;
  expect(shown(model).map(({ text, state }) => [text, state])).toEqual([
    ["good", "sent"],
    ["bad", "failed"],
  ]);
  model.server.fault = () => null;
  const again = await channel.retry(bad.clientId);
  expect(again.text).toBe("bad");
  expect(shown(model).map(({ text }) => text)).toEqual(["good", "bad"]);
  model.client.dispose();
});

test("[SYNC-9] a server that fails at one message ten times does not hold up the others", async () => {
  const model = await openModelClient();
  model.server.fault = (call) =>
    isSend(call) && call.body["text"] === "poison" ? { status: 500 } : null;
  const channel = model.client.channel(cid);
  const poison = channel.send({ text: "poison" });
  const good = channel.send({ text: "good" });
  await model.clock.advance(300_000);
  await good.done;
  await expect(poison.done).rejects.toMatchObject({ code: "internal" });
  const tries = model.server
    .callsOf("messages.send")
    .filter(({ body }) => body["text"] === "poison");
  expect(tries).toHaveLength(10);
  model.client.dispose();
});

test("[SYNC-9] no message fails for an outage, however long it lasts", async () => {
  const model = await openModelClient();
  let fails = 40;
  model.server.fault = (call) =>
    isSend(call) && (fails -= 1) >= 0 ? { status: 503, code: "server.unavailable" } : null;
  const { done } = model.client.channel(cid).send({ text: "later" });
  await model.clock.advance(1_200_000);
  expect((await done).text).toBe("later");
  expect(model.server.channel(cid).messages).toHaveLength(1);
  model.client.dispose();
});

test("[SYNC-9] a busy server is given the time it asks for", async () => {
  const model = await openModelClient();
  let first = true;
  model.server.fault = (call) => {
    if (!isSend(call) || !first) return null;
    first = false;
    return { status: 429, code: "channel.slow_mode", retryAfter: 60 };
  };
  model.client.channel(cid).send({ text: "slow" });
  await model.clock.advance(59_000);
  expect(model.server.callsOf("messages.send")).toHaveLength(1);
  await model.clock.advance(1_000);
  expect(model.server.callsOf("messages.send")).toHaveLength(2);
  model.client.dispose();
});

test("a queued message can be cancelled, one that is just being sent cannot", async () => {
  const model = await openModelClient();
  model.server.fault = (call) => (isSend(call) ? "network" : null);
  const channel = model.client.channel(cid);
  const first = channel.send({ text: "first" });
  expect(channel.cancel(first.clientId)).toBe(false);
  await model.clock.advance(0);
  expect(channel.cancel(first.clientId)).toBe(true);
  await expect(first.done).rejects.toMatchObject({ code: "message.not_found" });
  expect(shown(model)).toEqual([]);
  expect(channel.cancel(first.clientId)).toBe(false);
  await expect(channel.retry(first.clientId)).rejects.toMatchObject({ code: "message.not_found" });
  model.client.dispose();
});

test("coming online sends at once what waits for its next try", async () => {
  const model = await openModelClient();
  model.server.fault = (call) => (isSend(call) ? "network" : null);
  const { done } = model.client.channel(cid).send({ text: "waiting" });
  await model.clock.advance(100);
  model.realtime.goOffline();
  model.server.fault = () => null;
  model.realtime.goOnline("recovered");
  await model.clock.advance(0);
  expect((await done).text).toBe("waiting");
  model.client.dispose();
});

test("pending messages stand behind what others sent meanwhile", async () => {
  const model = await openModelClient(1);
  model.server.fault = (call) => (isSend(call) ? "network" : null);
  model.client.channel(cid).send({ text: "mine" });
  addMessage(model.server.channel(cid), "bob", { text: "bob's" });
  model.server.publish();
  await model.clock.advance(0);
  expect(shown(model).map(({ text }) => text)).toEqual(["m1", "bob's", "mine"]);
  model.client.dispose();
});

test("pending messages do not stand behind a stretch of the past", async () => {
  const model = await openModelClient(120);
  const channel = model.client.channel(cid);
  await channel.jumpTo(model.server.channel(cid).messages[0]?.id ?? "");
  model.server.fault = (call) => (isSend(call) ? "network" : null);
  channel.send({ text: "mine" });
  expect(shown(model).map(({ text }) => text)).not.toContain("mine");
  expect(model.client.store.getState().channels[cid]?.outbox).toHaveLength(1);
  await channel.jumpToLatest();
  expect(shown(model).at(-1)?.text).toBe("mine");
  model.client.dispose();
});

test("[SYNC-18] without a good token messages wait and go after signing in again", async () => {
  const model = await openModelClient();
  model.server.expired.add("ada");
  const { done } = model.client.channel(cid).send({ text: "later" });
  await model.clock.advance(0);
  expect(shown(model)).toMatchObject([{ text: "later", state: "queued" }]);
  expect(model.client.store.getState().connection).toBe("unauthorized");
  model.server.expired.clear();
  model.client.connect();
  await model.clock.advance(0);
  expect((await done).text).toBe("later");
  model.client.dispose();
});
