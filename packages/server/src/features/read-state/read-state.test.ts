import { countUnread } from "@natter/contract/unread";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
const db = await testDatabase(import.meta.url);
const users = ["ada", "bob", "cem"];
let channels = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users(...users, "eve");
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function group(...members: string[]): Promise<string> {
  channels += 1;
  return (
    await server.must("ada", "channels.create", { body: { name: `group ${channels}`, members } })
  ).channel.cid;
}

let sends = 0;
async function send(as: string, cid: string, mentions: string[] = []) {
  sends += 1;
  return (
    await server.must(as, "messages.send", {
      params: { cid },
      body: { clientId: `read-state-${sends}`, text: "x", mentions },
    })
  ).message;
}

const unreadOf = async (as: string, cid: string) =>
  (await server.must(as, "channels.get", { params: { cid } })).channel.unread;
const mark = (as: string, cid: string, seq: number, generation = 0) =>
  server.must(as, "readState.mark", { params: { cid }, body: { seq, generation } });

test("[UNREAD-3] reading goes forward only, and numbers beyond the newest message mean the newest", async () => {
  const cid = await group("bob");
  for (let count = 0; count < 5; count += 1) await send("ada", cid);
  expect(await mark("bob", cid, 3)).toMatchObject({
    watermark: { generation: 0, seq: 3 },
    unread: { count: 2 },
  });
  expect(await mark("bob", cid, 1)).toMatchObject({
    watermark: { generation: 0, seq: 3 },
    unread: { count: 2 },
  });
  expect(await mark("bob", cid, 9_999)).toMatchObject({
    watermark: { generation: 0, seq: 5 },
    unread: { count: 0 },
  });
});

test("[UNREAD-4] marked unread stays unread, whatever an older device still says", async () => {
  const cid = await group("bob");
  for (let count = 0; count < 4; count += 1) await send("ada", cid);
  await mark("bob", cid, 4);
  const answer = await server.must("bob", "readState.markUnread", {
    params: { cid },
    body: { seq: 2 },
  });
  expect(answer).toMatchObject({ watermark: { generation: 1, seq: 1 }, unread: { count: 3 } });
  expect(await mark("bob", cid, 4, 0)).toMatchObject({
    watermark: { generation: 1, seq: 1 },
    unread: { count: 3 },
  });
  expect(await mark("bob", cid, 4, 1)).toMatchObject({
    watermark: { generation: 1, seq: 4 },
    unread: { count: 0 },
  });
  const ahead = await server.call("bob", "readState.mark", {
    params: { cid },
    body: { seq: 4, generation: 7 },
  });
  expect([ahead.status, ahead.error?.code]).toEqual([409, "read.stale_generation"]);
});

test("[UNREAD-5] receipts never go down, and say when", async () => {
  const cid = await group("bob");
  const message = await send("ada", cid);
  await server.must("bob", "readState.markDelivered", { params: { cid }, body: { seq: 1 } });
  await server.chat.engine.relay.drained();
  const receiptOf = async () =>
    (await server.must("ada", "readState.receipts", { params: { cid } })).items.find(
      ({ userId }) => userId === "bob",
    );
  expect(await receiptOf()).toMatchObject({
    deliveredSeq: 1,
    readSeq: 0,
    deliveredAt: expect.any(String),
    readAt: null,
  });
  await mark("bob", cid, 1);
  const read = await receiptOf();
  expect(read).toMatchObject({ readSeq: 1, readAt: expect.any(String) });
  await server.must("bob", "readState.markUnread", { params: { cid }, body: { seq: 1 } });
  expect(await receiptOf()).toEqual(read);
  const { items } = await server.must("ada", "readState.messageReceipts", {
    params: { messageId: message.id },
  });
  expect(items).toEqual([
    { userId: "bob", deliveredAt: expect.any(String), readAt: expect.any(String) },
  ]);
});

test("mentions are counted apart, and go with reading", async () => {
  const cid = await group("bob");
  await send("ada", cid, ["bob"]);
  await send("ada", cid);
  expect(await unreadOf("bob", cid)).toEqual({ count: 2, mentions: 1 });
  await mark("bob", cid, 1);
  expect(await unreadOf("bob", cid)).toEqual({ count: 1, mentions: 0 });
});

test("[UNREAD-1] a mention in a message that is deleted, or that mentions no longer, is not counted", async () => {
  const cid = await group("bob");
  const [deleted, edited] = [await send("ada", cid, ["bob"]), await send("ada", cid, ["bob"])];
  await send("ada", cid, ["bob"]);
  await server.must("ada", "messages.delete", { params: { messageId: deleted.id } });
  await server.must("ada", "messages.edit", {
    params: { messageId: edited.id },
    body: { mentions: [] },
  });
  expect(await unreadOf("bob", cid)).toEqual({ count: 2, mentions: 1 });
});

test("a mention that an edit brings counts, and one that an edit takes away does not", async () => {
  const cid = await group("bob", "cem");
  const message = await send("ada", cid, ["cem"]);
  await server.chat.engine.relay.drained();
  await server.must("ada", "messages.edit", {
    params: { messageId: message.id },
    body: { text: "y", mentions: ["bob"] },
  });
  expect(await unreadOf("bob", cid)).toEqual({ count: 1, mentions: 1 });
  expect(await unreadOf("cem", cid)).toEqual({ count: 1, mentions: 0 });
});

test("only members have a read state", async () => {
  const cid = await group("bob");
  expect(
    (
      await server.call("eve", "readState.mark", {
        params: { cid },
        body: { seq: 1, generation: 0 },
      })
    ).error?.code,
  ).toBe("channel.not_found");
});

test("[UNREAD-6] a count holds as of the position it comes with, also while others write", async () => {
  const cid = await group("bob");
  const writing = Promise.all(
    Array.from({ length: 60 }, async () => {
      await send("ada", cid);
    }),
  );
  const seen: { count: number; messageSeq: number }[] = [];
  for (let read = 0; read < 40; read += 1) {
    const { channel } = await server.must("bob", "channels.get", { params: { cid } });
    seen.push({ count: channel.unread.count, messageSeq: channel.messageSeq });
  }
  await writing;
  expect(seen).toEqual(seen.map(({ messageSeq }) => ({ count: messageSeq, messageSeq })));
});

type Step =
  | { do: "send" | "read" | "unread"; who: number; at: number }
  | { do: "delete"; who: number; at: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("send", "send", "send", "read", "unread", "delete"),
  who: fc.nat(users.length - 1),
  at: fc.integer({ min: 1, max: 12 }),
});

test("[UNREAD-2] after any history the badge is a recount of the messages, for every member and in all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const cid = await group("bob", "cem");
      const generations = new Map<string, number>();
      for (const { do: what, who, at } of steps) {
        const user = users[who] ?? "ada";
        if (what === "send") await send(user, cid);
        if (what === "read") await mark(user, cid, at, generations.get(user) ?? 0);
        if (what === "unread") {
          const { watermark } = await server.must(user, "readState.markUnread", {
            params: { cid },
            body: { seq: at },
          });
          generations.set(user, watermark.generation);
        }
        if (what === "delete") await deleteOwn(user, cid, at);
      }
      for (const user of users) await assertRecount(user, cid);
    }),
    { numRuns: 15 },
  );
});

async function deleteOwn(user: string, cid: string, at: number): Promise<void> {
  const { items } = await server.must(user, "messages.list", { params: { cid }, query: {} });
  const mine = items.find(({ seq, sender }) => seq >= at && sender?.id === user);
  if (mine) await server.must(user, "messages.delete", { params: { messageId: mine.id } });
}

async function assertRecount(user: string, cid: string): Promise<void> {
  const { channel } = await server.must(user, "channels.get", { params: { cid } });
  const { items } = await server.must(user, "messages.list", {
    params: { cid },
    query: { limit: 100 },
  });
  const ledger = items.map(({ seq, sender, kind, deletedAt, silent, inChannel }) => ({
    seq,
    senderId: sender?.id ?? null,
    kind,
    deleted: deletedAt !== null,
    silent,
    inChannel,
  }));
  const reader = {
    userId: user,
    readSeq: channel.membership?.watermark.seq ?? 0,
    joinedSeq: channel.membership?.joinedSeq ?? 0,
  };
  const expected = countUnread(ledger, reader);
  expect(channel.unread.count).toBe(expected);
  const { channels: listed } = await server.must(user, "readState.unread");
  expect(listed.find((one) => one.cid === cid)?.count ?? 0).toBe(expected);
}
