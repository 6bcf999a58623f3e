import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-01-05T10:00:00Z");
let server: TestServer;
let cid: string;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, connections: 6, now: () => now });
  await server.users("ada", "bob", "eve");
  const body = { members: ["ada", "bob"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function send(text = "hello"): Promise<string> {
  const body = { clientId: `pinned-${(sent += 1)}`, text };
  return (await server.must("bob", "messages.send", { params: { cid }, body })).message.id;
}
const pin = (by: string, messageId: string, body: object = {}) =>
  server.call(by, "pins.add", { params: { messageId }, body });
const unpin = (by: string, messageId: string) =>
  server.call(by, "pins.remove", { params: { messageId } });
async function pinned(limit = 50): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await server.must("bob", "pins.list", { params: { cid }, query });
    ids.push(...page.items.map((message) => message.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

test("[C14] a pin shows on the message, in the list, and is told as the message's state", async () => {
  const id = await send();
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  const { body } = await pin("ada", id);
  expect(body.message.pinned).toMatchObject({ by: { id: "ada" }, expiresAt: null });
  await pin("ada", id);
  expect(await pinned()).toEqual([id]);
  await unpin("ada", id);
  await unpin("ada", id);
  expect(await pinned()).toEqual([]);
  const { items } = await server.must("bob", "events.list", {
    params: { cid },
    query: { after: channel.position.eventSeq, epoch: channel.position.epoch },
  });
  const fresh = await server.must("bob", "messages.get", { params: { messageId: id } });
  expect(items.map((event) => event.type)).toEqual(["message.updated", "message.updated"]);
  expect(items.at(-1)).toMatchObject({ message: fresh.message });
  expect(fresh.message.pinned).toBeUndefined();
});

test("[C14] a pin ends by itself: at its time for whoever looks, a moment later for whoever listens", async () => {
  const id = await send();
  await pin("ada", id, { expiresInSeconds: 60 });
  expect(await pinned()).toEqual([id]);
  now = new Date(now.getTime() + 60_000);
  expect(await pinned()).toEqual([]);
  const before = await server.must("bob", "messages.get", { params: { messageId: id } });
  expect(before.message.pinned).toBeUndefined();
  await server.chat.timers.run();
  const after = await server.must("bob", "messages.get", { params: { messageId: id } });
  expect(after.message.version).toBe(before.message.version + 1);
  await server.chat.timers.run();
  const again = await server.must("bob", "messages.get", { params: { messageId: id } });
  expect(again.message.version).toBe(after.message.version);
});

test("[C14] a pin made to stay does not end at the time it had before", async () => {
  const id = await send();
  await pin("ada", id, { expiresInSeconds: 60 });
  await pin("ada", id);
  now = new Date(now.getTime() + 61_000);
  await server.chat.timers.run();
  expect(await pinned()).toEqual([id]);
  await unpin("ada", id);
});

test("[C14] a channel has at most 50 pins, also when many pin at once; the list is paged", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 53; count += 1) ids.push(await send(`${count}`));
  const answers = await Promise.all(ids.map((id) => pin("ada", id)));
  const refused = answers.filter((answer) => answer.error?.code === "pin.too_many");
  expect(refused).toHaveLength(3);
  const listed = await pinned(7);
  expect(listed).toHaveLength(50);
  expect(new Set(listed).size).toBe(50);
  for (const id of listed) await unpin("ada", id);
});

test("[C14] only who may pin does; a deleted message is neither pinned nor listed", async () => {
  const id = await send();
  expect((await pin("eve", id)).error?.code).toBe("message.not_found");
  await pin("ada", id);
  await server.must("bob", "messages.delete", { params: { messageId: id } });
  const { items } = await server.must("bob", "pins.list", { params: { cid } });
  expect(items.filter((message) => message.pinned)).toEqual([]);
  expect((await pin("ada", id)).error?.code).toBe("message.deleted");
});
