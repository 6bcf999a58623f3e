import type { PublicationContext, SubscribedContext, UnsubscribedContext } from "centrifuge";
import { expect, test } from "vitest";
import { ErrorCode, HubError } from "../src/index.ts";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

test("a subscriber hears what is published, in order, until it leaves", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a");
  const heard: unknown[] = [];
  subscription.on("publication", ({ data }) => heard.push(data));
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  expect(hub.subscribers("plain:a")).toBe(1);
  expect(hub.userSubscribers("plain:a")).toEqual(["ada"]);

  for (let number = 0; number < 50; number += 1) void hub.publish("plain:a", `{"n":${number}}`);
  await until(() => heard.length === 50);
  expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => ({ n })));

  subscription.unsubscribe();
  await until(() => hub.subscribers("plain:a") === 0);
  await hub.publish("plain:a", `{"n":50}`);
  await hub.publish("plain:b", `{}`);
  await ada.rpc("any", null).catch(() => {});
  expect(heard).toHaveLength(50);
});

test("the owner's grant reaches the client, and hooks name the stream", async () => {
  const log: string[] = [];
  const { client } = await startHub({
    authorizeSubscribe: async (session, { token, data }) => ({
      data: { user: session.user, token, data },
    }),
    onSubscribe: (session, channel) => log.push(`+${session.user} ${channel}`),
    onUnsubscribe: (session, channel) => log.push(`-${session.user} ${channel}`),
  });
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a", { token: "t", data: 7 });
  const event = nextEvent<SubscribedContext>(subscription, "subscribed");
  subscription.subscribe();
  ada.connect();
  expect((await event).data).toEqual({ user: "ada", token: "t", data: 7 });
  ada.disconnect();
  await until(() => log.length === 2);
  expect(log).toEqual(["+ada plain:a", "-ada plain:a"]);
});

test.each([
  ["a stream that does not exist", "nothing:a", 102],
  ["a stream it may not see", "plain:secret", 103],
  ["a name that is too long", `plain:${"x".repeat(250)}`, 107],
  ["a name that is not ASCII", "plain:ä", 107],
  ["a name with a space", "plain:a b", 107],
])("a client that asks for %s is refused", async (_title, channel, code) => {
  const { client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription(channel);
  const event = nextEvent<UnsubscribedContext>(subscription, "unsubscribed");
  subscription.subscribe();
  ada.connect();
  expect((await event).code).toBe(code);
});

test("a client that asks for deltas gets whole publications", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a", { delta: "fossil" });
  const event = nextEvent<PublicationContext>(subscription, "publication");
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  await hub.publish("plain:a", `"whole"`);
  expect((await event).data).toBe("whole");
});

test("a stream cannot be subscribed to twice, nor more streams than allowed", async () => {
  const { url } = await startHub({ limits: { channelsPerSession: 2 } });
  const raw = await connectRaw(url, "ada");
  raw.send(
    { id: 2, subscribe: { channel: "plain:a" } },
    { id: 3, subscribe: { channel: "plain:a" } },
    { id: 4, subscribe: { channel: "plain:b" } },
    { id: 5, subscribe: { channel: "plain:c" } },
  );
  expect(await raw.next()).toEqual({ id: 2, subscribe: {} });
  expect(await raw.next()).toEqual({ id: 3, error: { code: 105, message: "already subscribed" } });
  expect(await raw.next()).toEqual({ id: 4, subscribe: {} });
  expect(await raw.next()).toEqual({ id: 5, error: { code: 106, message: "limit exceeded" } });
});

test("unsubscribing from a stream one does not have is answered like any other", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, unsubscribe: { channel: "plain:a" } });
  expect(await raw.next()).toEqual({ id: 2, unsubscribe: {} });
});

test("commands of one frame are answered in their order, however long each takes", async () => {
  const { url } = await startHub({
    authorizeSubscribe: async (_session, { channel }) => {
      await new Promise((resolve) => setTimeout(resolve, channel === "plain:slow" ? 20 : 0));
      return {};
    },
  });
  const raw = await connectRaw(url, "ada");
  raw.send(
    { id: 2, subscribe: { channel: "plain:slow" } },
    { id: 3, subscribe: { channel: "plain:fast" } },
    { id: 4, unsubscribe: { channel: "plain:slow" } },
  );
  expect((await raw.next())["id"]).toBe(2);
  expect((await raw.next())["id"]).toBe(3);
  expect((await raw.next())["id"]).toBe(4);
});

test("a user whose access ends while the owner is being asked does not get in", async () => {
  let asked: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let answer: () => void = () => {};
  const { hub, url } = await startHub({
    authorizeSubscribe: async () => {
      asked();
      await new Promise<void>((resolve) => (answer = resolve));
      return {};
    },
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "plain:a" } });
  await isAsked;
  hub.unsubscribe("ada", "plain:a");
  answer();
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 103 } });
  expect(hub.subscribers("plain:a")).toBe(0);
});

test("a user whose access ends while the stream is being read does not get in", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { hub, url } = await startHub({
    position: {
      async head() {
        asked.resolve();
        await answer.promise;
        return null;
      },
    },
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "history:a" } });
  await asked.promise;
  hub.unsubscribe("ada", "history:a");
  answer.resolve();
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 103 } });
  expect(hub.subscribers("history:a")).toBe(0);
});

test("the owner ends a subscription for good, or asks for a new one", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a", { minResubscribeDelay: 1 });
  subscription.subscribe();
  ada.connect();
  await subscription.ready();

  const again = nextEvent(subscription, "subscribing");
  hub.unsubscribe("ada", "plain:a", 2500);
  expect(await again).toMatchObject({ code: 2500, reason: "insufficient state" });
  await subscription.ready();

  const ended = nextEvent(subscription, "unsubscribed");
  hub.unsubscribe("ada", "plain:a");
  expect(await ended).toMatchObject({ code: 2000, reason: "server unsubscribe" });
});

test("a client that was refused for a moment subscribes later", async () => {
  let attempts = 0;
  const { client } = await startHub({
    authorizeSubscribe: async () => {
      attempts += 1;
      if (attempts === 1) throw new HubError(ErrorCode.tooManyRequests);
      return {};
    },
  });
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a", { minResubscribeDelay: 1 });
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  expect(attempts).toBe(2);
});

test("a broadcast reaches each stream once, with its own name", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const heard: [string, unknown][] = [];
  for (const channel of ["plain:a", "history:b"]) {
    const subscription = ada.newSubscription(channel);
    subscription.on("publication", (context: PublicationContext) =>
      heard.push([context.channel, context.data]),
    );
    subscription.subscribe();
  }
  ada.connect();
  await until(() => hub.metrics().subscriptions === 2);
  const positions = await hub.broadcast(["plain:a", "history:b", "plain:c"], `"hi"`);
  await until(() => heard.length === 2);
  expect(heard.toSorted()).toEqual([
    ["history:b", "hi"],
    ["plain:a", "hi"],
  ]);
  expect(positions.map(({ offset }) => offset)).toEqual([0, 1, 0]);
});
