import type { SubscribedContext } from "centrifuge";
import { expect, test } from "vitest";
import { createStreamOwner, type HubOptions } from "../src/index.ts";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { newClient, startHub } from "./support/start-hub.ts";
import { createWirePair } from "./support/wire-pair.ts";

/** Hubs as of several processes, whose streams one owner has. */
async function startHubs(count: number, options: Partial<HubOptions> = {}) {
  const owner = createStreamOwner();
  const hubs = [];
  for (let index = 0; index < count; index += 1) {
    const wires = createWirePair();
    owner.connect(wires.far);
    const running = await startHub({ ...options, owner: wires.near });
    hubs.push({ ...running, ...wires });
  }
  return hubs as [(typeof hubs)[0], (typeof hubs)[0], ...typeof hubs]; // tests ask for two or more
}

const deliveries = (sent: readonly unknown[]): unknown[] =>
  (sent as { type: string }[]).filter(({ type }) => type === "deliver");

test("a publication goes once to each process that listens, and to no other", async () => {
  const [first, second, third] = await startHubs(3);
  for (const { url } of [first, first, second]) {
    const raw = await connectRaw(url, "ada");
    raw.send({ id: 2, subscribe: { channel: "history:a" } });
    await raw.next();
  }
  expect(await third?.hub.publish("history:a", "1")).toMatchObject({ offset: 1 });
  await until(() => deliveries(second.sent).length === 1);
  expect(deliveries(first.sent)).toHaveLength(1);
  expect(deliveries(third?.sent ?? [])).toHaveLength(0);
});

test("publications of several processes have one order, the same everywhere", async () => {
  const hubs = await startHubs(3);
  const heard = await Promise.all(
    hubs.map(async ({ client }) => {
      const data: unknown[] = [];
      const ada = client({ user: "ada" });
      const subscription = ada.newSubscription("history:a");
      subscription.on("publication", (context) => data.push(context.data));
      subscription.subscribe();
      ada.connect();
      await subscription.ready();
      return data;
    }),
  );
  await Promise.all(
    Array.from({ length: 90 }, (_, n) => hubs[n % 3]?.hub.publish("history:a", `${n}`)),
  );
  await until(() => heard.every((data) => data.length === 90));
  expect(heard[1]).toEqual(heard[0]);
  expect(heard[2]).toEqual(heard[0]);
});

test("a client recovers in another process what it missed in the first", async () => {
  const [first, second] = await startHubs(2);
  const ada = newClient(first.url, { user: "ada" });
  const subscription = ada.newSubscription("history:a", { minResubscribeDelay: 1 });
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  const { streamPosition } = await new Promise<SubscribedContext>((resolve) => {
    subscription.once("subscribed", resolve);
    subscription.unsubscribe();
    subscription.subscribe();
  });
  ada.disconnect();
  await first.hub.publish("history:a", "1");

  const again = newClient(second.url, { user: "ada" });
  const recovering = again.newSubscription("history:a", { since: streamPosition ?? null });
  const event = nextEvent<SubscribedContext>(recovering, "subscribed");
  const heard: unknown[] = [];
  recovering.on("publication", ({ data }) => heard.push(data));
  recovering.subscribe();
  again.connect();
  expect(await event).toMatchObject({ recovered: true });
  await until(() => heard.length === 1);
  expect(heard).toEqual([1]);
});

test("what is done to a user is done in every process", async () => {
  const [first, second] = await startHubs(2);
  const clients = [first, second].map(({ client }) => client({ user: "ada" }));
  for (const one of clients) one.connect();
  await Promise.all(clients.map((one) => one.ready()));
  const added = clients.map((one) => nextEvent(one, "subscribed"));
  await first.hub.subscribe("ada", "history:extra");
  await Promise.all(added);
  const gone = clients.map((one) => nextEvent(one, "unsubscribed"));
  second.hub.unsubscribe("ada", "history:extra");
  await Promise.all(gone);
  const ended = clients.map((one) => nextEvent<{ code: number }>(one, "disconnected"));
  first.hub.disconnect("ada");
  expect((await Promise.all(ended)).map(({ code }) => code)).toEqual([3503, 3503]);
});

test("presence is of all processes, and a process that dies takes its clients with it", async () => {
  const [first, second] = await startHubs(2);
  const watcher = await connectRaw(first.url, "ada");
  watcher.send({ id: 2, subscribe: { channel: "room:a", join_leave: true } });
  await watcher.next();
  expect(await watcher.next()).toMatchObject({ push: { join: { info: { user: "ada" } } } });
  const other = await connectRaw(second.url, "bob");
  other.send({ id: 2, subscribe: { channel: "room:a" } });
  expect(await watcher.next()).toMatchObject({ push: { join: { info: { user: "bob" } } } });
  expect(await first.hub.presenceStats("room:a")).toEqual({ clients: 2, users: 2 });

  second.cut();
  expect(await watcher.next()).toMatchObject({ push: { leave: { info: { user: "bob" } } } });
  expect(await first.hub.presenceStats("room:a")).toEqual({ clients: 1, users: 1 });
});

test("a process that loses the owner lets its clients go, and answers what they wait for", async () => {
  const [first] = await startHubs(2);
  const raw = await connectRaw(first.url, "ada");
  raw.send({ id: 2, subscribe: { channel: "history:a" } });
  await raw.next();
  const published = first.hub.publish("history:a", "1");
  first.cut();
  await expect(published).rejects.toMatchObject({ code: 100 });
  await expect(first.hub.publish("history:a", "2")).rejects.toMatchObject({ code: 100 });
  expect((await raw.closed).code).toBe(3010);
});

test("streams of several processes may be numbered by their owner's log", async () => {
  let asked = 0;
  const [first, second] = await startHubs(2, {
    position: {
      async head() {
        asked += 1;
        return { offset: 5, epoch: "log" };
      },
      since: async (_channel, offset) =>
        Array.from({ length: 5 - offset }, (_, n) => ({
          data: `${offset + n + 1}`,
          offset: offset + n + 1,
        })),
    },
  });
  for (const { url } of [first, second]) {
    const raw = await connectRaw(url, "ada");
    const from = { recover: true, offset: 3, epoch: "log" };
    raw.send({ id: 2, subscribe: { channel: "history:a", ...from } });
    expect(await raw.next()).toMatchObject({
      subscribe: { recovered: true, publications: [{ data: 4 }, { data: 5 }] },
    });
  }
  expect(asked).toBe(1);
  const position = { offset: 6, epoch: "log" };
  expect(await second.hub.publish("history:a", "6", { position })).toEqual(position);
});
