import type { JoinContext, LeaveContext } from "centrifuge";
import { expect, test } from "vitest";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

test("subscribers see who is there, and who comes and goes", async () => {
  const { hub, client } = await startHub({
    authorizeSubscribe: async (session) => ({ info: { nick: session.user } }),
  });
  const ada = client({ user: "ada", info: { color: "red" } });
  const subscription = ada.newSubscription("room:a", { joinLeave: true });
  const log: string[] = [];
  subscription.on("join", ({ info }: JoinContext) => log.push(`+${info.user}`));
  subscription.on("leave", ({ info }: LeaveContext) => log.push(`-${info.user}`));
  subscription.subscribe();
  ada.connect();
  await subscription.ready();

  const bob = client({ user: "bob" });
  const other = bob.newSubscription("room:a");
  other.subscribe();
  bob.connect();
  await other.ready();
  await until(() => log.length === 2);
  const { clients } = await subscription.presence();
  expect(
    Object.values(clients)
      .map(({ user }) => user)
      .toSorted(),
  ).toEqual(["ada", "bob"]);
  const own = Object.values(clients).find(({ user }) => user === "ada");
  expect(own).toMatchObject({ connInfo: { color: "red" }, chanInfo: { nick: "ada" } });
  expect(await subscription.presenceStats()).toEqual({ numClients: 2, numUsers: 2 });
  expect(await hub.presenceStats("room:a")).toEqual({ clients: 2, users: 2 });

  bob.disconnect();
  await until(() => log.length === 3);
  expect(log).toEqual(["+ada", "+bob", "-bob"]);
  expect([...(await hub.presence("room:a")).values()].map(({ user }) => user)).toEqual(["ada"]);
});

test("a user with two sessions is one user and two clients", async () => {
  const { hub, url } = await startHub();
  for (const user of ["ada", "ada"]) {
    const raw = await connectRaw(url, user);
    raw.send({ id: 2, subscribe: { channel: "room:a" } });
    await raw.next();
  }
  expect(await hub.presenceStats("room:a")).toEqual({ clients: 2, users: 1 });
  hub.disconnect("ada");
  expect(await hub.presenceStats("room:a")).toEqual({ clients: 0, users: 0 });
});

test("who is not subscribed is told nothing", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.send(
    { id: 2, presence: { channel: "room:a" } },
    { id: 3, presence_stats: { channel: "room:a" } },
  );
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 103 } });
  expect(await raw.next()).toMatchObject({ id: 3, error: { code: 103 } });
});

test("streams without presence say that it is not available", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.send(
    { id: 2, subscribe: { channel: "plain:a" } },
    { id: 3, presence: { channel: "plain:a" } },
  );
  await raw.next();
  expect(await raw.next()).toMatchObject({ id: 3, error: { code: 108 } });
});

test("joins go to every subscriber of a stream that forces them", async () => {
  const { url } = await startHub({ stream: () => ({ joinLeave: "force" }) });
  const ada = await connectRaw(url, "ada");
  ada.send({ id: 2, subscribe: { channel: "any" } });
  await ada.next();
  expect(await ada.next()).toMatchObject({ push: { join: { info: { user: "ada" } } } });
});

test("a subscriber publishes under its own name, and hears itself", async () => {
  const { client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("chatty:a");
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  const event = nextEvent<{ data: unknown; info: { user: string } }>(subscription, "publication");
  await subscription.publish({ text: "hi" });
  expect(await event).toMatchObject({ data: { text: "hi" }, info: { user: "ada" }, offset: 1 });
});

test("numbers that no double can hold keep their digits from publisher to subscriber", async () => {
  const { url } = await startHub();
  const ada = await connectRaw(url, "ada");
  ada.send({ id: 2, subscribe: { channel: "chatty:a" } });
  await ada.next();
  const received = new Promise<string>((resolve) => {
    ada.socket.once("message", (data) => resolve(String(data)));
  });
  ada.socket.send(
    `{"id":3,"publish":{"channel":"chatty:a","data": {"n":12345678901234567890,\t"f":1.0}}}`,
  );
  expect(await received).toContain(`{"n":12345678901234567890,"f":1.0}`);
});

test("who may not publish is told so", async () => {
  const { url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.send(
    { id: 2, publish: { channel: "chatty:a", data: 1 } },
    { id: 3, subscribe: { channel: "plain:a" } },
    { id: 4, publish: { channel: "plain:a", data: 1 } },
  );
  expect(await raw.next()).toMatchObject({ id: 2, error: { code: 103 } });
  await raw.next();
  expect(await raw.next()).toMatchObject({ id: 4, error: { code: 103 } });
});

test("history comes in pages, forwards and backwards", async () => {
  const { hub, client } = await startHub();
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("chatty:a");
  subscription.subscribe();
  ada.connect();
  await subscription.ready();
  for (const data of ["1", "2", "3", "4", "5"]) await hub.publish("chatty:a", data);
  const offsets = async (options: object) =>
    (await subscription.history({ limit: -1, ...options })).publications.map(
      ({ offset }) => offset,
    );
  const { epoch, offset } = await subscription.history({ limit: 0 });
  expect(offset).toBe(5);
  expect(await offsets({})).toEqual([1, 2, 3, 4, 5]);
  expect(await offsets({ limit: 2 })).toEqual([1, 2]);
  expect(await offsets({ limit: 2, since: { offset: 2, epoch } })).toEqual([3, 4]);
  expect(await offsets({ limit: 2, reverse: true })).toEqual([5, 4]);
  expect(await offsets({ limit: 2, reverse: true, since: { offset: 4, epoch } })).toEqual([3, 2]);
  await expect(offsets({ since: { offset: 2, epoch: "other" } })).rejects.toMatchObject({
    code: 112,
  });
  await hub.removeHistory("chatty:a");
  expect(await subscription.history({ limit: -1 })).toMatchObject({ offset: 5, publications: [] });
});

test("a publication with a key that was used is not published again", async () => {
  const { hub } = await startHub();
  const first = await hub.publish("history:a", "1", { idempotencyKey: "k" });
  const again = await hub.publish("history:a", "2", { idempotencyKey: "k" });
  const elsewhere = await hub.publish("history:b", "3", { idempotencyKey: "k" });
  expect(again).toEqual(first);
  expect(elsewhere.offset).toBe(1);
  const { publications } = await hub.history("history:a", { limit: -1 });
  expect(publications.map(({ data }) => data)).toEqual(["1"]);
});

test("data that cannot be sent is refused before anything happens", async () => {
  const { hub } = await startHub();
  await expect(hub.publish("history:a", "{\n}")).rejects.toMatchObject({ code: 107 });
  await expect(hub.publish("history:a", "")).rejects.toMatchObject({ code: 107 });
  await expect(hub.publish("nothing:a", "1")).rejects.toMatchObject({ code: 102 });
  expect((await hub.history("history:a")).offset).toBe(0);
});
