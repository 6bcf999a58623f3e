import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cem", "eve");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function group(...members: string[]): Promise<string> {
  return (await server.must("ada", "channels.create", { body: { name: "group", members } })).channel
    .cid;
}

let sends = 0;
async function send(as: string, cid: string, mentions: string[] = []): Promise<string> {
  const body = { clientId: `bookmarks-${(sends += 1)}`, text: "x", mentions };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message.id;
}

const star = (as: string, messageId: string) =>
  server.call(as, "bookmarks.star", { params: { messageId } });
const unstar = (as: string, messageId: string) =>
  server.call(as, "bookmarks.unstar", { params: { messageId } });
const list = async (as: string, flag: "unread" | "mentioned" | "starred", limit = 50) => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { flag, limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await server.must(as, "bookmarks.list", { query });
    ids.push(...page.items.map(({ message }) => message.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
};

test("[C14] a star is one's own, stays until it is taken away, and every device is told", async () => {
  const cid = await group("bob");
  const id = await send("ada", cid);
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  expect((await star("bob", id)).body).toEqual({
    flags: { read: false, mentioned: false, starred: true },
  });
  await star("bob", id);
  expect(await list("bob", "starred")).toEqual([id]);
  expect(await list("ada", "starred")).toEqual([]);
  await unstar("bob", id);
  await unstar("bob", id);
  expect(await list("bob", "starred")).toEqual([]);
  await server.chat.engine.relay.drained();
  const told = server.recorded.map((record) => "event" in record && record.event);
  expect(told).toEqual([
    expect.objectContaining({
      ...{ type: "notification.flags", cid, messageId: id },
      flags: { read: false, mentioned: false, starred: true },
    }),
    expect.objectContaining({ flags: { read: false, mentioned: false, starred: false } }),
  ]);
});

test("[D3] starred messages are listed across channels, newest first, page by page", async () => {
  const cids = [await group("bob"), await group("bob")];
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await send("ada", cids[count % 2] ?? ""));
  for (const id of ids) await star("cem", id);
  expect(await list("cem", "starred")).toEqual([]);
  for (const id of ids) await star("bob", id);
  expect(await list("bob", "starred", 2)).toEqual(ids.toReversed());
  for (const id of ids) await unstar("bob", id);
});

test("[D3] only what may be read now is listed; whoever comes back finds the flags again", async () => {
  const cid = await group("bob");
  const id = await send("ada", cid, ["bob"]);
  await star("bob", id);
  await server.must("ada", "members.remove", { params: { cid, userId: "bob" } });
  expect(await list("bob", "starred")).toEqual([]);
  expect(await list("bob", "mentioned")).toEqual([]);
  expect((await star("bob", id)).error?.code).toBe("message.not_found");
  await server.must("ada", "members.add", { params: { cid }, body: { userIds: ["bob"] } });
  expect(await list("bob", "starred")).toEqual([id]);
  expect(await list("bob", "mentioned")).toEqual([id]);
});

test("[D3] unread messages are listed channel by channel, oldest first in each", async () => {
  const cids = [await group("eve"), await group("eve")].toSorted();
  const [first = "", second = ""] = cids;
  const ids = [await send("ada", second), await send("ada", first), await send("ada", first)];
  await send("eve", first);
  const [a, b, c] = ids;
  expect(await list("eve", "unread", 1)).toEqual([b, c, a]);
  await server.must("eve", "readState.mark", {
    params: { cid: first },
    body: { seq: 1, generation: 0 },
  });
  expect(await list("eve", "unread")).toEqual([c, a]);
});

test("a deleted message takes no star, and is in no list", async () => {
  const cid = await group("cem");
  const id = await send("ada", cid, ["cem"]);
  await star("cem", id);
  await server.must("ada", "messages.delete", { params: { messageId: id }, query: {} });
  expect(await list("cem", "starred")).toEqual([]);
  expect(await list("cem", "mentioned")).toEqual([]);
  expect((await star("ada", id)).error?.code).toBe("message.deleted");
});

test("a star does not show who starred: neither in receipts nor to anybody", async () => {
  const cid = await group("bob");
  const id = await send("ada", cid);
  await server.chat.engine.relay.drained();
  await star("ada", id);
  const { items } = await server.must("bob", "readState.messageReceipts", {
    params: { messageId: id },
  });
  expect(items.map(({ userId }) => userId)).toEqual(["bob"]);
});
