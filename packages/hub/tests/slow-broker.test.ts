import { expect, test } from "vitest";
import type { Delivery } from "../src/broker/broker.ts";
import { createHubCore } from "../src/create-hub-core.ts";
import type { HubCore } from "../src/hub-core.ts";
import { until } from "./support/events.ts";
import { addFakeClient } from "./support/fake-client.ts";

/** A hub whose streams live elsewhere: reading one takes until the test says what was found. */
function createDistantHub() {
  const read = Promise.withResolvers<{ offset: number; data: number[] }>();
  const own = createHubCore({
    authenticate: async () => ({ user: "ada" }),
    authorizeSubscribe: async () => ({}),
    stream: () => ({ historySize: 10, recover: true }),
  });
  const core: HubCore = {
    ...own,
    broker: {
      ...own.broker,
      async read() {
        const { offset, data } = await read.promise;
        const publications = data.map((one) => ({ data: `${one}`, offset: one }));
        return { position: { offset, epoch: "e" }, publications, isComplete: true };
      },
    },
  };
  const deliver = (offset: number): void => {
    const delivery: Delivery = {
      channel: "a",
      publication: { data: `${offset}`, offset },
      position: { offset, epoch: "e" },
      lossy: false,
      coalesceKey: undefined,
    };
    core.streams.deliver(delivery);
  };
  return { core, deliver, found: read.resolve };
}

async function subscribe(core: HubCore) {
  const client = addFakeClient(core, "json");
  const commands = [
    { id: 1, connect: {} },
    { id: 2, subscribe: { channel: "a", recover: true, epoch: "e", offset: 1 } },
  ];
  client.session.receive(Buffer.from(commands.map((one) => JSON.stringify(one)).join("\n")));
  await until(() => core.streams.size === 1);
  return client;
}

const offsetsOf = (replies: readonly Record<string, unknown>[]): unknown[] =>
  (replies as { push?: { pub?: { offset: number } } }[]).flatMap(
    ({ push }) => push?.pub?.offset ?? [],
  );

test("what is delivered while a stream is read follows the reply, each once", async () => {
  const { core, deliver, found } = createDistantHub();
  const { replies } = await subscribe(core);
  for (const offset of [2, 3, 4]) deliver(offset);
  found({ offset: 3, data: [2, 3] });
  await until(() => offsetsOf(replies).length > 0);
  deliver(5);
  await until(() => offsetsOf(replies).length > 1);
  expect(replies[1]).toMatchObject({
    id: 2,
    subscribe: { recovered: true, publications: [{ offset: 2 }, { offset: 3 }] },
  });
  expect(offsetsOf(replies)).toEqual([4, 5]);
});

test("a hole between what was read and what was delivered makes the client subscribe anew", async () => {
  const { core, deliver, found } = createDistantHub();
  const { replies } = await subscribe(core);
  deliver(5);
  found({ offset: 3, data: [2, 3] });
  await until(() => replies.length === 3);
  expect(replies[2]).toMatchObject({ push: { unsubscribe: { code: 2500 } } });
  expect(core.streams.size).toBe(0);
});

test("a client for whom more would have to wait than is kept subscribes anew", async () => {
  const { core, deliver, found } = createDistantHub();
  const { replies } = await subscribe(core);
  for (let offset = 4; offset < 2_000; offset += 1) deliver(offset);
  found({ offset: 3, data: [2, 3] });
  await until(() => core.streams.size === 0);
  await until(() => replies.some(({ push }) => JSON.stringify(push ?? 0).includes("unsubscribe")));
  expect(offsetsOf(replies)).toHaveLength(1_000);
});
