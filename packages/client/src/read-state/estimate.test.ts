import { addMessage } from "@natter/testing/model/model-channel";
import { createModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { expect, test } from "vitest";

const large = "messaging:large";

/** A client that is online, with a large channel that is not open. */
async function open(): Promise<ModelClient> {
  const model = createModelClient();
  const channel = model.server.channel(large);
  channel.mode = "room";
  addMessage(channel, "bob", { text: "one" });
  model.client.connect();
  await model.clock.advance(0);
  return model;
}

function unreadOf({ client }: ModelClient): object | undefined {
  return client.store.getState().channels[large]?.channel?.unread;
}

function say(model: ModelClient, text: string, by = "bob", mentions: string[] = []): void {
  addMessage(model.server.channel(large), by, { text, mentions });
  model.server.publish();
}

test("[UNREAD-11] what was only heard of counts once when it is told", async () => {
  const model = await open();
  expect(unreadOf(model)).toEqual({ count: 1, mentions: 0 });
  say(model, "two");
  say(model, "three", "bob", ["ada"]);
  expect(unreadOf(model)).toEqual({ count: 3, mentions: 1 });
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  expect(model.server.callsOf("sync.run")).toHaveLength(2);
  expect(unreadOf(model)).toEqual({ count: 3, mentions: 1 });
  model.client.dispose();
});

test("[UNREAD-11] an own message counts only until it is known to be one", async () => {
  const model = await open();
  say(model, "mine, from another device", "ada");
  expect(unreadOf(model)).toEqual({ count: 2, mentions: 0 });
  model.realtime.goOffline();
  model.realtime.goOnline("lost");
  await model.clock.advance(0);
  expect(unreadOf(model)).toEqual({ count: 1, mentions: 0 });
  model.client.dispose();
});

test("[UNREAD-11] reading everything reads what was only heard of, and what is heard of later counts", async () => {
  const model = await open();
  say(model, "two");
  model.client.channel(large).markRead();
  await model.clock.advance(2_000);
  expect(unreadOf(model)).toEqual({ count: 0, mentions: 0 });
  say(model, "three");
  expect(unreadOf(model)).toEqual({ count: 1, mentions: 0 });
  model.client.dispose();
});
