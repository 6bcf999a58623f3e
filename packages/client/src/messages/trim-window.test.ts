import { expect, test } from "vitest";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";

function say(model: ModelClient, count: number): void {
  for (let at = 0; at < count; at += 1) {
    addMessage(model.server.channel(cid), "bob", { text: `m${at}` });
  }
  model.server.publish();
}

function windowOf({ client }: ModelClient) {
  const entry = client.store.getState().channels[cid];
  if (entry === undefined) throw new Error("The channel is not there.");
  return entry.window;
}

test("an open channel whose newest messages are read keeps a bounded stretch of them", async () => {
  const model = await openModelClient(1);
  for (let round = 0; round < 70; round += 1) {
    say(model, 10);
    model.client.channel(cid).markRead();
  }
  const { confirmed, hasOlder, hasNewer } = windowOf(model);
  expect(confirmed.length).toBeLessThanOrEqual(610);
  expect({ hasOlder, hasNewer, last: confirmed.at(-1)?.seq }).toEqual({
    ...{ hasOlder: true, hasNewer: false, last: 701 },
  });
  await model.client.channel(cid).loadOlder();
  expect(windowOf(model).confirmed.length).toBeGreaterThan(confirmed.length);
  model.client.dispose();
});

test("whoever stays behind loses nothing in view, and finds the newest by a jump", async () => {
  const model = await openModelClient(1);
  say(model, 2_100);
  const { confirmed, hasNewer } = windowOf(model);
  expect(confirmed[0]?.seq).toBe(1);
  expect(confirmed.length).toBeLessThanOrEqual(2_000);
  expect(hasNewer).toBe(true);
  await model.client.channel(cid).jumpToLatest();
  expect(windowOf(model).confirmed.at(-1)?.seq).toBe(2_101);
  model.client.dispose();
});

test("a channel nobody has open keeps few, however much is said in it", async () => {
  const model = await openModelClient(1);
  model.client.channel(cid).unwatch();
  say(model, 1_000);
  const { confirmed, hasOlder } = windowOf(model);
  expect(confirmed.length).toBeLessThanOrEqual(150);
  expect({ hasOlder, last: confirmed.at(-1)?.seq }).toEqual({ hasOlder: true, last: 1_001 });
  model.client.dispose();
});
