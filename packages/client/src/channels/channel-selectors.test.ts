import { expect, test } from "vitest";
import { addMessage } from "@natter/testing/model/model-channel";
import { createModelClient } from "@natter/testing/model/model-client";
import { selectCan, selectChannel, selectChannelList } from "./channel-selectors.ts";

test("the list shows the latest activity first and follows it, and is the same array until something changes", async () => {
  const model = createModelClient();
  for (const id of ["a", "b", "c"]) {
    const channel = model.server.channel(`messaging:${id}`);
    for (let at = 0; at <= "abc".indexOf(id); at += 1) addMessage(channel, "bob", { text: id });
  }
  model.client.connect();
  await model.clock.advance(0);
  const list = () => selectChannelList()(model.client.store.getState());
  expect(list().map(({ cid }) => cid)).toEqual(["messaging:c", "messaging:b", "messaging:a"]);
  expect(list()).toBe(list());
  const busy = model.server.channel("messaging:a");
  for (let at = 0; at < 5; at += 1) addMessage(busy, "bob", { text: "again" });
  model.server.publish();
  expect(list()[0]).toMatchObject({ cid: "messaging:a", lastMessage: { seq: 6 } });
  model.client.dispose();
});

test("a list is narrowed by kind, space and membership", async () => {
  const model = createModelClient();
  model.server.channel("messaging:a");
  model.client.connect();
  await model.clock.advance(0);
  const state = model.client.store.getState();
  expect(selectChannelList({ kind: "direct" })(state)).toEqual([]);
  expect(selectChannelList({ kind: ["direct", "group"] })(state)).toHaveLength(1);
  expect(selectChannelList({ spaceId: "s" })(state)).toEqual([]);
  expect(selectChannelList({ joined: true })(state)).toHaveLength(1);
  expect(selectCan("messaging:a", "send")(state)).toBe(true);
  expect(selectCan("messaging:a", "delete-any")(state)).toBe(false);
  expect(selectChannel("messaging:none")(state)).toBeNull();
  model.client.dispose();
});
