import type {
  ServerPublicationContext,
  ServerSubscribedContext,
  ServerUnsubscribedContext,
} from "centrifuge";
import { expect, test } from "vitest";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

test("streams that come with the connection deliver, and recover after a reconnect", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada", subscriptions: ["history:ada"] });
  const heard: unknown[] = [];
  ada.on("publication", ({ channel, data }: ServerPublicationContext) =>
    heard.push([channel, data]),
  );
  ada.connect();
  await ada.ready();
  await hub.publish("history:ada", "1");
  await until(() => heard.length === 1);

  ada.disconnect();
  await hub.publish("history:ada", "2");
  const event = nextEvent<ServerSubscribedContext>(ada, "subscribed");
  ada.connect();
  expect(await event).toMatchObject({ wasRecovering: true, recovered: true });
  await until(() => heard.length === 2);
  expect(heard).toEqual([
    ["history:ada", 1],
    ["history:ada", 2],
  ]);
});

test("a client that cannot recover its own stream is told with the connection", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada", subscriptions: ["short:ada"] });
  ada.connect();
  await ada.ready();
  ada.disconnect();
  for (const data of ["1", "2", "3", "4"]) await hub.publish("short:ada", data);
  const event = nextEvent<ServerSubscribedContext>(ada, "subscribed");
  ada.connect();
  expect(await event).toMatchObject({ wasRecovering: true, recovered: false });
});

test("the owner adds a stream to every session of a user, and takes it away", async () => {
  const { hub, client } = await startHub();
  const clients = [client({ user: "ada" }), client({ user: "ada" })];
  const added = clients.map((one) => nextEvent<ServerSubscribedContext>(one, "subscribed"));
  for (const one of clients) one.connect();
  await Promise.all(clients.map((one) => one.ready()));
  await hub.subscribe("ada", "history:extra", { data: { why: "invited" } });
  expect(await Promise.all(added)).toMatchObject([
    { channel: "history:extra", recoverable: true, data: { why: "invited" } },
    { channel: "history:extra", recoverable: true, data: { why: "invited" } },
  ]);
  expect(hub.subscribers("history:extra")).toBe(2);
  expect(hub.userSubscribers("history:extra")).toEqual(["ada"]);

  const heard = clients.map((one) => nextEvent<ServerPublicationContext>(one, "publication"));
  await hub.publish("history:extra", `"hi"`);
  expect((await Promise.all(heard)).map(({ data }) => data)).toEqual(["hi", "hi"]);

  const gone = clients.map((one) => nextEvent<ServerUnsubscribedContext>(one, "unsubscribed"));
  hub.unsubscribe("ada", "history:extra");
  await Promise.all(gone);
  expect(hub.subscribers("history:extra")).toBe(0);
});

test("a stream added from a position brings what was published since", async () => {
  const { hub, url } = await startHub();
  const { epoch } = await hub.publish("history:extra", "1");
  await hub.publish("history:extra", "2");
  const raw = await connectRaw(url, "ada");
  await hub.subscribe("ada", "history:extra", { recoverSince: { offset: 1, epoch } });
  expect(await raw.next()).toMatchObject({ push: { subscribe: { recoverable: true, offset: 1 } } });
  expect(await raw.next()).toMatchObject({ push: { pub: { data: 2, offset: 2 } } });
});

test("a stream that is added while a session connects follows its connect reply", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { hub, url } = await startHub({
    authenticate: async () => ({ user: "ada", subscriptions: { "history:ada": {} } }),
    position: {
      async head() {
        asked.resolve();
        await answer.promise;
        return null;
      },
    },
  });
  const raw = await openRaw(url);
  raw.send({ id: 1, connect: {} });
  await asked.promise;
  const added = hub.subscribe("ada", "plain:extra");
  answer.resolve();
  await added;
  expect(await raw.next()).toMatchObject({ id: 1, connect: { subs: { "history:ada": {} } } });
  expect(await raw.next()).toEqual({ push: { channel: "plain:extra", subscribe: {} } });
});

test("a stream that is taken away while a session connects is not in its connect reply", async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { hub, url } = await startHub({
    authenticate: async () => ({ user: "ada", subscriptions: { "history:ada": {} } }),
    position: {
      async head() {
        asked.resolve();
        await answer.promise;
        return null;
      },
    },
  });
  const raw = await openRaw(url);
  raw.send({ id: 1, connect: {} });
  await asked.promise;
  hub.unsubscribe("ada", "history:ada");
  answer.resolve();
  expect((await raw.next())["connect"]).not.toHaveProperty("subs");
  expect(hub.subscribers("history:ada")).toBe(0);
});

test("a client that missed something of a server-side stream reconnects", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada", subscriptions: ["history:ada"] });
  ada.connect();
  await ada.ready();
  const again = nextEvent<{ code: number }>(ada, "connecting");
  await hub.publish("history:ada", "5", { position: { offset: 5, epoch: "other" } });
  expect((await again).code).toBe(3010);
  await ada.ready();
});

test("a client cannot subscribe to a stream that the server gave it", async () => {
  const { url } = await startHub();
  const raw = await openRaw(url);
  const token = JSON.stringify({ user: "ada", subscriptions: ["plain:ada"] });
  raw.send({ id: 1, connect: { token } }, { id: 2, subscribe: { channel: "plain:ada" } });
  await raw.next();
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 105 } });
});
