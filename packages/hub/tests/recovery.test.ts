import type { Centrifuge, Subscription, SubscribedContext } from "centrifuge";
import { expect, test } from "vitest";
import type { Publication, StreamPosition } from "../src/index.ts";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

/** A subscribed client that notes what it hears. */
async function listen(client: Centrifuge, channel: string) {
  const subscription = client.newSubscription(channel, { minResubscribeDelay: 1 });
  const heard: unknown[] = [];
  subscription.on("publication", ({ data }) => heard.push(data));
  subscription.subscribe();
  client.connect();
  await subscription.ready();
  return { subscription, heard };
}

/** Loses the connection, lets `meanwhile` happen, and gives what the client is told on its return. */
async function loseConnection(
  client: Centrifuge,
  subscription: Subscription,
  meanwhile: () => Promise<unknown>,
): Promise<SubscribedContext> {
  client.disconnect();
  await meanwhile();
  const event = nextEvent<SubscribedContext>(subscription, "subscribed");
  client.connect();
  return event;
}

test("a client that lost its connection gets exactly what it missed", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const { subscription, heard } = await listen(ada, "history:a");
  await hub.publish("history:a", "1");
  await until(() => heard.length === 1);

  const context = await loseConnection(ada, subscription, () =>
    Promise.all(["2", "3"].map((data) => hub.publish("history:a", data))),
  );
  expect(context).toMatchObject({
    wasRecovering: true,
    recovered: true,
    hasRecoveredPublications: true,
  });
  await hub.publish("history:a", "4");
  await until(() => heard.length === 4);
  expect(heard).toEqual([1, 2, 3, 4]);
});

test("a client that missed nothing recovers without publications", async () => {
  const { client } = await startHub();
  const ada = client({ user: "ada" });
  const { subscription } = await listen(ada, "history:a");
  const context = await loseConnection(ada, subscription, async () => {});
  expect(context).toMatchObject({ recovered: true, hasRecoveredPublications: false });
});

test("a client that missed more than is kept gets nothing and is told so", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const { subscription, heard } = await listen(ada, "short:a");
  const context = await loseConnection(ada, subscription, () =>
    Promise.all(["1", "2", "3", "4"].map((data) => hub.publish("short:a", data))),
  );
  expect(context).toMatchObject({
    wasRecovering: true,
    recovered: false,
    streamPosition: { offset: 4 },
  });
  await hub.publish("short:a", "5");
  await until(() => heard.length === 1);
  expect(heard).toEqual([5]);
});

test("who missed more than one recovery may hold gets nothing of it", async () => {
  const { hub, client } = await startHub({ limits: { historyPublications: 2 } });
  const ada = client({ user: "ada" });
  const { subscription } = await listen(ada, "history:a");
  const publish = (...data: string[]) =>
    Promise.all(data.map((one) => hub.publish("history:a", one)));
  expect((await loseConnection(ada, subscription, () => publish("1", "2"))).recovered).toBe(true);
  const context = await loseConnection(ada, subscription, () => publish("3", "4", "5"));
  expect(context).toMatchObject({ recovered: false, streamPosition: { offset: 5 } });
});

test("a recovery larger than a client would take is refused as a whole", async () => {
  const { hub, client } = await startHub({ limits: { recoveryBytes: 1000 } });
  const ada = client({ user: "ada" });
  const { subscription } = await listen(ada, "history:a");
  const context = await loseConnection(ada, subscription, () =>
    hub.publish("history:a", JSON.stringify("x".repeat(2000))),
  );
  expect(context.recovered).toBe(false);
});

test("history that is older than its time is gone, the position stays", async () => {
  const { hub, url } = await startHub({
    stream: () => ({ historySize: 10, historyTtlMs: 20, recover: true }),
  });
  const { epoch } = await hub.publish("any", "1");
  const history = () => hub.history("any", { limit: -1 });
  while ((await history()).publications.length > 0) await new Promise(setImmediate);
  expect(await history()).toEqual({ offset: 1, epoch, publications: [] });

  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "any", recover: true, epoch, offset: 0 } });
  const { subscribe } = await raw.next();
  expect(subscribe).not.toHaveProperty("recovered");
  expect(subscribe).toMatchObject({ was_recovering: true, offset: 1, epoch });
});

test("a position of another epoch is never recovered", async () => {
  const { hub, url } = await startHub();
  await hub.publish("history:a", "1");
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "history:a", recover: true, epoch: "old", offset: 1 } });
  expect((await raw.next())["subscribe"]).not.toHaveProperty("recovered");
});

test("a client may ask for an error instead of going on unrecovered", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  const from = { recover: true, epoch: "old", offset: 1 };
  raw.send({ id: 2, subscribe: { channel: "history:a", ...from, flag: 2 } });
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 112 } });
  raw.send({ id: 3, subscribe: { channel: "history:a" } });
  expect(await raw.next()).toMatchObject({ id: 3, subscribe: { recoverable: true } });
});

test("a cache stream gives the newest publication to whoever returns", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const { subscription, heard } = await listen(ada, "cache:a");
  const context = await loseConnection(ada, subscription, () =>
    Promise.all(["1", "2", "3"].map((data) => hub.publish("cache:a", data))),
  );
  expect(context.recovered).toBe(true);
  await until(() => heard.length === 1);
  expect(heard).toEqual([3]);
});

test("what is published while a subscription is being made comes after it, once", async () => {
  let release: () => void = () => {};
  const isAsked = Promise.withResolvers<void>();
  const { hub, url } = await startHub({
    position: {
      async head() {
        isAsked.resolve();
        await new Promise<void>((resolve) => (release = resolve));
        return null;
      },
    },
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "history:a" } });
  await isAsked.promise;
  await hub.publish("history:a", "1");
  await hub.publish("history:a", "2");
  release();
  expect(await raw.next()).toMatchObject({ id: 2, subscribe: { offset: 2 } });
  await hub.publish("history:a", "3");
  expect(await raw.next()).toMatchObject({ push: { pub: { data: 3, offset: 3 } } });
});

/** The owner's log of one stream, as a database would hold it. */
function ownersLog(epoch: string) {
  const log: Publication[] = [];
  return {
    log,
    add: (data: string): StreamPosition => {
      log.push({ data, offset: log.length + 1 });
      return { offset: log.length, epoch };
    },
    source: {
      head: async () => ({ offset: log.length, epoch }),
      since: async (_channel: string, offset: number, limit: number) =>
        log.slice(offset, offset + limit),
    },
  };
}

test("streams numbered by their owner's log recover across a restart of the hub", async () => {
  const { add, source } = ownersLog("e1");
  const before = await startHub({ position: source });
  const ada = before.client({ user: "ada" });
  const { subscription } = await listen(ada, "history:a");
  await before.hub.publish("history:a", "1", { position: add("1") });
  await until(() => subscription.state === "subscribed");
  ada.disconnect();
  await before.hub.close();
  add("2");

  const after = await startHub({ position: source });
  const raw = await connectRaw(after.url, "ada");
  const from = { recover: true, epoch: "e1", offset: 1 };
  raw.send({ id: 2, subscribe: { channel: "history:a", ...from } });
  expect(await raw.next()).toMatchObject({
    subscribe: { recovered: true, publications: [{ data: 2, offset: 2 }] },
  });
  await after.hub.publish("history:a", "3", { position: add("3") });
  expect(await raw.next()).toMatchObject({ push: { pub: { data: 3, offset: 3 } } });
});

test("a publication that its owner repeats is delivered once", async () => {
  const { hub, client } = await startHub();
  const { heard } = await listen(client({ user: "ada" }), "history:a");
  for (const offset of [8, 8, 7, 9]) {
    await hub.publish("history:a", `${offset}`, { position: { offset, epoch: "e1" } });
  }
  await hub.publish("plain:a", "0");
  const { publications } = await hub.history("history:a", { limit: -1 });
  expect(publications.map(({ offset }) => offset)).toEqual([8, 9]);
  expect(heard.length).toBeLessThan(3);
});

test("after a hole in its owner's numbers a client subscribes anew and knows it missed something", async () => {
  const { hub, client } = await startHub({ position: ownersLog("e1").source });
  const ada = client({ user: "ada" });
  const { subscription, heard } = await listen(ada, "history:a");
  await hub.publish("history:a", "1", { position: { offset: 1, epoch: "e1" } });
  await until(() => heard.length === 1);
  const again = nextEvent<SubscribedContext>(subscription, "subscribed");
  await hub.publish("history:a", "5", { position: { offset: 5, epoch: "e1" } });
  expect(await again).toMatchObject({ wasRecovering: true, recovered: false });
  expect(heard).toEqual([1]);
});

test("a positioned stream tells of a hole, though it recovers nothing", async () => {
  const { hub, client } = await startHub({ position: ownersLog("e1").source });
  const { subscription } = await listen(client({ user: "ada" }), "positioned:a");
  const again = nextEvent<{ code: number }>(subscription, "subscribing");
  await hub.publish("positioned:a", "5", { position: { offset: 5, epoch: "e1" } });
  expect((await again).code).toBe(2500);
});

test("however many ask for a stream at once, its owner's log is read once", async () => {
  const { source } = ownersLog("e1");
  let asked = 0;
  const answer = Promise.withResolvers<void>();
  const { hub, url } = await startHub({
    position: {
      ...source,
      async head() {
        asked += 1;
        await answer.promise;
        return source.head();
      },
    },
  });
  const clients = await Promise.all(["ada", "bob", "eve"].map((user) => connectRaw(url, user)));
  for (const client of clients) client.send({ id: 2, subscribe: { channel: "history:a" } });
  await until(() => hub.metrics().subscriptions === 3);
  answer.resolve();
  const replies = await Promise.all(clients.map((client) => client.next()));
  expect(replies).toMatchObject(clients.map(() => ({ subscribe: { epoch: "e1" } })));
  expect(asked).toBe(1);
});
