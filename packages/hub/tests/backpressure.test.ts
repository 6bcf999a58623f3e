import { expect, test } from "vitest";
import { until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

const kilobyte = "x".repeat(1000);

/** Reads nothing from the socket any more, as a client on a dead network. */
async function stall(raw: Awaited<ReturnType<typeof connectRaw>>, channel: string) {
  raw.send({ id: 2, subscribe: { channel } });
  await raw.next();
  raw.socket.pause();
}

test("a client that does not keep up is closed as slow, then recovers everything", async () => {
  const { hub, url, client } = await startHub({
    stream: () => ({ historySize: 300, recover: true }),
    limits: { queueBytes: 64 * 1024 },
  });
  const slow = await connectRaw(url, "slow");
  await stall(slow, "any");
  const { epoch } = await hub.history("any");
  let published = 0;
  while (hub.metrics().slowClosedTotal === 0) {
    published += 1;
    await hub.publish("any", JSON.stringify(kilobyte.repeat(20)));
    await new Promise(setImmediate);
  }
  expect(hub.sessionsOf("slow")).toEqual([]);
  expect(hub.metrics().queueBytes).toBe(0);
  slow.socket.resume();
  expect(await slow.closed).toEqual({ code: 3008, reason: "slow" });

  const again = client({ user: "slow" });
  const subscription = again.newSubscription("any", { since: { offset: 0, epoch } });
  let recovered = 0;
  subscription.on("publication", () => (recovered += 1));
  subscription.subscribe();
  again.connect();
  await subscription.ready();
  const expected = published * 20_000 > 768 * 1024 ? 0 : published;
  await until(() => recovered === expected);
});

test("a client that keeps up is not harmed by one that does not", async () => {
  const { hub, url, client } = await startHub({ limits: { queueBytes: 64 * 1024 } });
  const slow = await connectRaw(url, "slow");
  await stall(slow, "history:a");
  const bob = client({ user: "bob" });
  const subscription = bob.newSubscription("history:a");
  let heard = 0;
  subscription.on("publication", () => (heard += 1));
  subscription.subscribe();
  bob.connect();
  await subscription.ready();
  let published = 0;
  while (hub.metrics().slowClosedTotal === 0) {
    published += 1;
    await hub.publish("history:a", JSON.stringify(kilobyte.repeat(20)));
    await until(() => heard === published);
  }
  expect(hub.sessionsOf("bob")).toHaveLength(1);
});

test("more than the queue holds in one turn does not close a client that reads", async () => {
  const { hub, client } = await startHub({ stream: () => ({}) });
  const bob = client({ user: "bob" });
  const subscription = bob.newSubscription("any");
  let heard = 0;
  subscription.on("publication", () => (heard += 1));
  subscription.subscribe();
  bob.connect();
  await subscription.ready();
  for (let count = 0; count < 1_500; count += 1) void hub.publish("any", JSON.stringify(kilobyte));
  await until(() => heard === 1_500);
  expect(hub.metrics().slowClosedTotal).toBe(0);
});

test("a backed-up client gets only the newest hint of each key, and every publication", async () => {
  const { hub, url } = await startHub();
  const slow = await connectRaw(url, "slow");
  slow.send({ id: 2, subscribe: { channel: "history:a" } });
  await slow.next();
  slow.socket.pause();
  const before = hub.metrics().messagesTotal;
  let filled = 0;
  // Fills the socket until the hub holds messages back.
  while (hub.metrics().messagesTotal - before === filled && filled < 5_000) {
    filled += 1;
    await hub.publish("history:a", JSON.stringify(kilobyte.repeat(8)));
    await new Promise(setImmediate);
  }
  for (let count = 0; count < 100; count += 1) {
    const options = { ephemeral: true, coalesceKey: count % 2 ? "odd" : "even" };
    await hub.publish("history:a", `{"hint":${count}}`, options);
    await hub.publish("history:a", `{"lost":${count}}`, { ephemeral: true });
  }
  await hub.publish("history:a", `"last"`);

  const heard: unknown[] = [];
  slow.socket.resume();
  while (heard.at(-1) !== "last") {
    const { push } = (await slow.next()) as { push: { pub: { data: unknown } } };
    if (typeof push.pub.data !== "string" || push.pub.data === "last") heard.push(push.pub.data);
  }
  expect(heard).toEqual([{ hint: 98 }, { hint: 99 }, "last"]);
});

test("hints reach a client that keeps up, and leave no trace in the stream", async () => {
  const { hub, url } = await startHub();
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "history:a" } });
  await raw.next();
  await hub.publish("history:a", `"typing"`, { ephemeral: true, coalesceKey: "bob" });
  await hub.publish("history:a", `"kept"`);
  expect(await raw.next()).toEqual({
    push: { channel: "history:a", pub: { data: "typing" } },
  });
  expect(await raw.next()).toMatchObject({ push: { pub: { data: "kept", offset: 1 } } });
});
