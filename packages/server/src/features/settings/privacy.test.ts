import type { AppId } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
let cid = "";

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cem");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});
beforeEach(async () => {
  await privacy("ada", { readReceipts: true, typing: true, invisible: false });
  await privacy("bob", { readReceipts: true, typing: true, invisible: false });
  const body = { name: "group", members: ["bob", "cem"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
});

type Privacy = { readReceipts?: boolean; typing?: boolean; invisible?: boolean };

async function privacy(as: string, change: Privacy) {
  return (await server.must(as, "settings.update", { body: { privacy: change } })).settings;
}

let sends = 0;
async function send(as: string): Promise<string> {
  const body = { clientId: `privacy-${(sends += 1)}`, text: "x" };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message.id;
}

const read = (as: string, seq: number) =>
  server.must(as, "readState.mark", { params: { cid }, body: { seq, generation: 0 } });
const receipts = async (as: string) =>
  (await server.must(as, "readState.receipts", { params: { cid } })).items;
const ofMessage = (as: string, messageId: string) =>
  server.must(as, "readState.messageReceipts", { params: { messageId } });
const signalsOn = (line: string) =>
  server.recorded.filter(
    (record) =>
      record.kind === "signal" &&
      record.stream.startsWith(line) &&
      // Bob is in the channels of the other tests, too.
      (record.stream.startsWith("user:") || record.stream.endsWith(cid)),
  );
const declare = (as: string, status: "online" | "away" | "offline") =>
  server.must(as, "presence.declare", { body: { deviceId: "phone", status } });
const presenceOf = async (as: string, userId: string) =>
  (await server.must(as, "presence.get", { query: { userIds: userId } })).items[0];

test("settings are one's own, told to every device, and only when they change", async () => {
  const open = { privacy: { readReceipts: true, typing: true, invisible: false } };
  expect((await server.must("cem", "settings.get")).settings).toEqual(open);
  const changed = await privacy("bob", { typing: false });
  expect(changed).toEqual({ privacy: { ...open.privacy, typing: false } });
  await privacy("bob", { typing: false });
  await server.must("bob", "settings.update", { body: {} });
  await server.chat.engine.relay.drained();
  const told = server.recorded.filter((record) => record.kind === "publish");
  expect(told).toEqual([
    {
      kind: "publish",
      stream: `user:${server.appId}.bob`,
      event: expect.objectContaining({ type: "notification.settings", settings: changed }),
    },
  ]);
  expect((await server.must("ada", "settings.get")).settings).toEqual(open);
});

test("[D1] with receipts off others see nothing of one's reading, and one sees nothing of theirs", async () => {
  const id = await send("ada");
  await server.chat.engine.relay.drained();
  await privacy("bob", { readReceipts: false });
  await server.must("bob", "readState.markDelivered", { params: { cid }, body: { seq: 1 } });
  await read("bob", 1);
  await read("cem", 1);
  expect((await receipts("ada")).map(({ userId }) => userId)).toEqual(["cem"]);
  expect(await ofMessage("ada", id)).toMatchObject({
    items: [{ userId: "cem", readAt: expect.any(String) }],
    counts: { delivered: 1, read: 1 },
  });
  expect(await receipts("bob")).toEqual([]);
  expect(await ofMessage("bob", id)).toEqual({ items: [], counts: { delivered: 0, read: 0 } });
  const about = signalsOn("ev").map((record) => JSON.stringify(record));
  expect(about.filter((text) => text.includes('"bob"'))).toEqual([]);
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  expect(channel.unread.count).toBe(0);
  expect(channel.membership?.lastReadAt).toEqual(expect.any(String));
});

test("[D1] what was read while receipts were off does not come to light when they are on again", async () => {
  const id = await send("ada");
  await server.chat.engine.relay.drained();
  await privacy("bob", { readReceipts: false });
  await read("bob", 1);
  await privacy("bob", { readReceipts: true });
  const { items } = await ofMessage("ada", id);
  expect(items.find(({ userId }) => userId === "bob")).toEqual({
    ...{ userId: "bob", deliveredAt: null, readAt: null },
  });
});

test("[D1] whoever hides receipts or typing hears neither over the socket: a line of signals for each kind of listener", async () => {
  const lineOf = async (as: string) =>
    (await server.must(as, "realtime.subscribe", { body: { cid } })).signals.channel.split(":")[0];
  expect(await lineOf("bob")).toBe("ev");
  await privacy("bob", { readReceipts: false });
  expect(await lineOf("bob")).toBe("evt");
  await privacy("bob", { typing: false });
  expect(await lineOf("bob")).toBe("evp");
  await privacy("bob", { readReceipts: true });
  expect(await lineOf("bob")).toBe("evr");
  await send("ada");
  server.recorded.length = 0;
  await read("cem", 1);
  await server.must("cem", "typing.set", { params: { cid }, body: { state: "start" } });
  const lines = (type: string) =>
    server.recorded
      .filter(
        (record) =>
          record.kind === "signal" && Reflect.get(record.event as object, "type") === type,
      )
      .map((record) => "stream" in record && record.stream.split(":")[0]);
  expect(lines("message.read")).toEqual(["ev", "evr"]);
  expect(lines("typing.start")).toEqual(["ev", "evt"]);
});

test("[D5] typing is not told of who hides it, nor of who is invisible; in a thread it says which", async () => {
  const type = (as: string, threadId?: string) =>
    server.must(as, "typing.set", {
      params: { cid },
      body: { state: "start", ...(threadId === undefined ? {} : { threadId }) },
    });
  await privacy("bob", { typing: false });
  await type("bob");
  await privacy("bob", { typing: true, invisible: true });
  await type("bob");
  expect(signalsOn("ev:")).toEqual([]);
  const threadId = await send("ada");
  await type("cem", threadId);
  await type("cem");
  expect(signalsOn("ev:").map((record) => "event" in record && record.event)).toEqual([
    expect.objectContaining({ type: "typing.start", cid, threadId }),
    expect.not.objectContaining({ threadId: expect.anything() }),
  ]);
});

test("[D4] who is invisible looks like somebody who is offline, in every path", async () => {
  const id = await send("ada");
  await server.chat.engine.relay.drained();
  await declare("bob", "online");
  const shown = await presenceOf("ada", "bob");
  expect(shown).toMatchObject({ online: true, status: "online", lastSeenAt: null });
  await expect.poll(() => signalsOn("ev:").length).toBe(1);
  server.recorded.length = 0;
  await privacy("bob", { invisible: true });
  // The signal says what it would say of somebody who has gone.
  await expect.poll(() => signalsOn("ev:").length).toBe(1);
  expect(signalsOn("ev:")[0]).toMatchObject({
    event: {
      type: "user.presence.changed",
      presence: { userId: "bob", online: false, status: "offline", lastSeenAt: expect.any(String) },
    },
  });
  const hidden = await presenceOf("ada", "bob");
  server.recorded.length = 0;
  // Whatever bob does now, nothing of it is seen: coming, going, reading, receiving, typing.
  await declare("bob", "away");
  await declare("bob", "online");
  await server.must("bob", "readState.markDelivered", { params: { cid }, body: { seq: 1 } });
  await read("bob", 1);
  await server.must("bob", "typing.set", { params: { cid }, body: { state: "start" } });
  await server.must("bob", "unread.readAll", { body: {} });
  expect(await presenceOf("ada", "bob")).toEqual(hidden);
  expect(hidden).toMatchObject({ online: false, status: "offline" });
  expect(signalsOn("ev")).toEqual([]);
  expect(signalsOn(`user:${server.appId}.ada`)).toEqual([]);
  expect(
    (await receipts("ada")).filter(({ userId, readSeq }) => userId === "bob" && readSeq > 0),
  ).toEqual([]);
  expect((await ofMessage("ada", id)).items.find(({ userId }) => userId === "bob")).toMatchObject({
    ...{ deliveredAt: null, readAt: null },
  });
  const body = { clientId: "here-invisible", text: "x", mentionGroups: ["here" as const] };
  const { message } = await server.must("ada", "messages.send", { params: { cid }, body });
  expect(message.mentionedIds).toEqual([]);
  const users = await server.must("ada", "users.list", { query: { q: "bob" } });
  expect(JSON.stringify(users)).not.toContain("online");
  const members = await server.must("ada", "members.list", { params: { cid }, query: {} });
  expect(JSON.stringify(members)).not.toContain("online");
  // Bob's own devices know better.
  expect(await server.must("bob", "presence.own")).toMatchObject({ status: "online" });
  await declare("bob", "offline");
});

test("[D6] whoever joins is given those who are online, and nobody invisible is among them or counted", async () => {
  const { presence } = server.chat.engine;
  await Promise.all([declare("bob", "online"), declare("cem", "online")]);
  await privacy("bob", { invisible: true });
  expect(presence.isOnline(server.appId as AppId, "bob")).toBe(true); // an app id of the server's own
  const online = await Promise.all(
    ["ada", "bob", "cem"].map((userId) => presenceOf("ada", userId)),
  );
  expect(online.filter((one) => one?.online).map((one) => one?.userId)).toEqual(["cem"]);
  await Promise.all([declare("bob", "offline"), declare("cem", "offline")]);
});
