import { expect, test } from "vitest";
import { addMessage, modelUser } from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { selectOnline } from "../presence/presence-selectors.ts";
import { selectTyping } from "../typing/typing-selectors.ts";

const stream = `ev:test.${cid}`;
const at = "2026-01-01T00:00:00.000Z";

function typing(state: "start" | "stop", userId: string) {
  return { type: `typing.${state}`, cid, user: modelUser(userId), expiresAt: at };
}

function typers({ client }: ModelClient): string[] {
  return selectTyping(cid)(client.store.getState()).map(({ id }) => id);
}

test("[SYNC-16] who types shows until they stop, send, or say nothing for 8 s", async () => {
  const model = await openModelClient();
  model.realtime.publish(stream, typing("start", "bob"));
  model.realtime.publish(stream, typing("start", "eve"));
  model.realtime.publish(stream, typing("start", "ada"));
  expect(typers(model)).toEqual(["bob", "eve"]);
  await model.clock.advance(5_000);
  model.realtime.publish(stream, typing("start", "bob"));
  model.realtime.publish(stream, typing("stop", "eve"));
  await model.clock.advance(5_000);
  expect(typers(model)).toEqual(["bob"]);
  await model.clock.advance(3_000);
  expect(typers(model)).toEqual([]);
  model.realtime.publish(stream, typing("start", "bob"));
  addMessage(model.server.channel(cid), "bob", { text: "there" });
  model.server.publish();
  expect(typers(model)).toEqual([]);
  model.client.dispose();
});

test("[SYNC-16] what a subscription to signals begins with replaces what was known", async () => {
  const model = await openModelClient();
  model.realtime.publish(stream, typing("start", "eve"));
  model.realtime.snapshot = {
    typing: [{ user: modelUser("bob"), expiresAt: at }],
    online: [{ userId: "bob", online: true, status: "online", lastSeenAt: null }],
    onlineCount: 1,
  };
  model.realtime.goOffline();
  model.realtime.goOnline("recovered");
  expect(typers(model)).toEqual(["bob"]);
  expect(model.client.store.getState().channels[cid]).toMatchObject({
    online: ["bob"],
    onlineCount: 1,
  });
  expect(selectOnline("bob")(model.client.store.getState())).toBe(true);
  model.realtime.publish(stream, {
    type: "user.presence.changed",
    presence: { userId: "bob", online: false, status: "offline", lastSeenAt: at },
  });
  expect(model.client.store.getState().channels[cid]).toMatchObject({ online: [], onlineCount: 0 });
  expect(model.client.store.getState().presence["bob"]?.lastSeenAt).toEqual(new Date(at));
  model.client.dispose();
});

test("a new member who is online already is counted in, and one who leaves is counted out", async () => {
  const model = await openModelClient();
  model.server.online.add("eve");
  const inChannel = { cid, epoch: "e1", at };
  const member = { user: modelUser("eve"), role: "member", joinedAt: at };
  model.realtime.feed({ type: "member.added", ...inChannel, eventSeq: 1, member, memberCount: 3 });
  await model.clock.advance(0);
  expect(model.client.store.getState().channels[cid]).toMatchObject({
    online: ["eve"],
    onlineCount: 1,
    channel: { memberCount: 3 },
  });
  model.realtime.feed({ type: "member.removed", ...inChannel, eventSeq: 2, userId: "eve" });
  expect(model.client.store.getState().channels[cid]).toMatchObject({ online: [], onlineCount: 0 });
  model.client.dispose();
});

test("typing is told at most once in 3 s, and its end only if it was told", async () => {
  const model = await openModelClient();
  const channel = model.client.channel(cid);
  channel.stopTyping();
  for (let keys = 0; keys < 30; keys += 1) {
    channel.typing();
    await model.clock.advance(200);
  }
  channel.stopTyping();
  channel.stopTyping();
  await model.clock.advance(0);
  expect(model.server.callsOf("typing.set").map(({ body }) => body["state"])).toEqual([
    "start",
    "start",
    "stop",
  ]);
  model.client.dispose();
});

test("a user's new name shows wherever they are shown", async () => {
  const model = await openModelClient(1);
  model.realtime.feed({ type: "user.updated", user: { id: "bob", name: "Robert", image: null } });
  const state = model.client.store.getState();
  expect(state.users["bob"]?.name).toBe("Robert");
  expect(state.channels[cid]?.window.items[0]?.sender?.name).toBe("Robert");
  expect(state.channels[cid]?.channel?.lastMessage?.sender?.name).toBe("Robert");
  model.client.dispose();
});

test("what a newer server tells and this client does not know is passed over, and its number is noted", async () => {
  const model = await openModelClient(1);
  model.realtime.feed({ type: "thing.tomorrow", cid, eventSeq: 2, epoch: "e1", at });
  model.realtime.feed({ type: "hint.tomorrow", cid });
  model.realtime.feed("nonsense");
  model.realtime.feed(null);
  expect(model.client.store.getState().channels[cid]?.applied?.eventSeq).toBe(2);
  expect(model.warnings).toEqual([]);
  model.client.dispose();
});
