import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });
let server: TestServer;
let people = 0;
let ada = "";
let bob = "";

beforeAll(async () => {
  await owner.connect();
  server = await startTestServer({ databaseUrl: db.url });
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});
beforeEach(async () => {
  people += 1;
  [ada, bob] = [`ada${people}`, `bob${people}`];
  await server.users(ada, bob);
});

async function group(name = "group"): Promise<string> {
  return (await server.must(ada, "channels.create", { body: { name, members: [bob] } })).channel
    .cid;
}

let sends = 0;
async function send(cid: string, options: { as?: string; mentions?: string[] } = {}) {
  const { as = ada, mentions = [] } = options;
  const body = { clientId: `unread-${(sends += 1)}`, text: "x", mentions };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message;
}

const unread = () => server.must(bob, "readState.unread");
const explain = (query: { all?: "true" | "false"; limit?: number; cursor?: string } = {}) =>
  server.must(bob, "unread.explain", { query });
const settings = (cid: string, body: object) =>
  server.must(bob, "channels.settings", { params: { cid }, body });
const repair = async () => (await server.must(bob, "unread.repair", { body: {} })).repairs;

async function inApp(sql: string, ...values: unknown[]): Promise<unknown[]> {
  await owner.query("begin");
  const enter = "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)";
  await owner.query(enter, [server.appId]);
  const { rows } = await owner.query(sql, values);
  await owner.query("commit");
  return rows;
}

test("[UNREAD-16] the badge leaves out muted channels, and counts mentions alone where that is the level", async () => {
  const [loud, muted, quiet] = [await group(), await group(), await group()];
  await send(loud);
  await send(muted, { mentions: [bob] });
  await send(quiet);
  await send(quiet, { mentions: [bob] });
  expect(await unread()).toMatchObject({ total: 4, mentions: 2 });
  await settings(muted, { muted: true });
  await settings(quiet, { notifications: "mentions" });
  const { total, mentions, channels } = await unread();
  expect({ total, mentions }).toEqual({ total: 2, mentions: 1 });
  expect(channels.find(({ cid }) => cid === muted)).toEqual({
    ...{ cid: muted, count: 1, mentions: 1 },
    badge: { total: 0, mentions: 0 },
  });
  await settings(quiet, { notifications: "none" });
  expect(await unread()).toMatchObject({ total: 1, mentions: 0 });
});

test("[UNREAD-17] the badge is explained message by message, also by those that do not count", async () => {
  const cid = await group();
  const muted = await group();
  const counted = await send(cid, { mentions: [bob] });
  const own = await send(cid, { as: bob });
  const deleted = await send(cid);
  await server.must(ada, "messages.delete", { params: { messageId: deleted.id }, query: {} });
  const silenced = await send(muted);
  await settings(muted, { muted: true });
  const { badge, items } = await explain({ all: "true" });
  expect(badge).toEqual({ total: 1, mentions: 1 });
  const reasons = Object.fromEntries(items.map(({ messageId, reason }) => [messageId, reason]));
  expect(reasons).toEqual({
    [counted.id]: "unread",
    [own.id]: "own",
    [deleted.id]: "deleted",
    [silenced.id]: "channel_muted",
  });
  const adds = items.filter((item) => item.adds.total > 0);
  expect(adds).toEqual([
    {
      ...{ cid, threadId: null, messageId: counted.id, seq: 1 },
      ...{ reason: "unread", adds: { total: 1, mentions: 1 } },
    },
  ]);
  // Without them: what is unread, though it may add nothing.
  expect((await explain()).items.map(({ messageId }) => messageId).toSorted()).toEqual(
    [counted.id, silenced.id].toSorted(),
  );
});

test("[UNREAD-16] [UNREAD-17] a reply counts once: in the channel if it is unread there, else in its thread", async () => {
  const cid = await group();
  const root = await send(cid, { as: bob });
  const reply = (more: object) => {
    const body = { clientId: `unread-${(sends += 1)}`, text: "x", threadId: root.id, ...more };
    return server.must(ada, "messages.send", { params: { cid }, body });
  };
  const { message: inside } = await reply({ mentions: [bob] });
  const { message: both } = await reply({ alsoInChannel: true });
  const { total, mentions, channels, threads } = await unread();
  expect({ total, mentions, channels: channels.length }).toEqual({
    ...{ total: 2, mentions: 1, channels: 1 },
  });
  expect(threads).toEqual({
    ...{ threads: 1, replies: 2, mentions: 1, badge: { total: 1, mentions: 1 } },
  });
  const places = async () =>
    (await explain({ all: "true" })).items.map(({ messageId, threadId, reason, adds }) => [
      ...[messageId, threadId, reason, adds.total],
    ]);
  expect(await places()).toEqual([
    [root.id, null, "own", 0],
    [inside.id, null, "thread_only", 0],
    [both.id, null, "unread", 1],
    [inside.id, root.id, "unread", 1],
    [both.id, root.id, "in_channel", 0],
  ]);
  // Read in the channel, it is unread in its thread still.
  await server.must(bob, "readState.mark", { params: { cid }, body: { seq: 3, generation: 0 } });
  expect(await unread()).toMatchObject({ total: 2, channels: [] });
  expect(await places()).toEqual([
    [inside.id, root.id, "unread", 1],
    [both.id, root.id, "unread", 1],
  ]);
  await settings(cid, { notifications: "mentions" });
  expect(await unread()).toMatchObject({ total: 1, mentions: 1 });
  await settings(cid, { muted: true });
  expect(await unread()).toMatchObject({ total: 0, threads: { replies: 2, badge: { total: 0 } } });
  expect((await places()).map(([, , reason]) => reason)).toEqual([
    "channel_muted",
    "channel_muted",
  ]);
});

test("[UNREAD-16] threads that nobody follows, or of channels that are left, add nothing", async () => {
  const cid = await group();
  const root = await send(cid, { as: bob });
  const body = () => ({ clientId: `unread-${(sends += 1)}`, text: "x", threadId: root.id });
  await server.must(ada, "messages.send", { params: { cid }, body: body() });
  expect(await unread()).toMatchObject({ total: 1 });
  const params = { messageId: root.id };
  await server.must(bob, "threads.unfollow", { params });
  expect(await unread()).toMatchObject({ total: 0, threads: { badge: { total: 0 } } });
  await server.must(bob, "threads.follow", { params });
  await server.must(ada, "messages.send", { params: { cid }, body: body() });
  expect(await unread()).toMatchObject({ total: 1 });
  await server.must(ada, "members.remove", { params: { cid, userId: bob } });
  expect(await unread()).toMatchObject({ total: 0, threads: { replies: 0, badge: { total: 0 } } });
  expect((await explain({ all: "true" })).items).toEqual([]);
});

test("[UNREAD-17] the pages of an explanation add up to the badge", async () => {
  const cids = [await group(), await group()];
  for (let count = 0; count < 7; count += 1) await send(cids[count % 2] ?? "");
  for (const cid of cids) {
    const { id: threadId } = await send(cid, { as: bob });
    for (let count = 0; count < 3; count += 1) {
      const body = { clientId: `unread-${(sends += 1)}`, text: "x", threadId };
      await server.must(ada, "messages.send", { params: { cid }, body });
    }
  }
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await explain({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ adds }) => adds.total));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(13);
  expect(seen.reduce((sum, one) => sum + one, 0)).toBe((await unread()).total);
});

test("[UNREAD-17] a channel counts to a limit, and what is beyond it is listed as such", async () => {
  const few = await startTestServer({ databaseUrl: db.url, limits: { unreadMax: 3 } });
  await few.users("ada", "bob");
  const body = { name: "many", members: ["bob"] };
  const { cid } = (await few.must("ada", "channels.create", { body })).channel;
  for (let count = 0; count < 5; count += 1) {
    const message = { clientId: `beyond-${count}`, text: "x" };
    await few.must("ada", "messages.send", { params: { cid }, body: message });
  }
  expect(await few.must("bob", "readState.unread")).toMatchObject({ total: 3 });
  const reasons: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await few.must("bob", "unread.explain", { query });
    expect(page.badge.total).toBe(3);
    reasons.push(...page.items.map(({ reason, adds }) => `${reason} ${adds.total}`));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(reasons).toEqual([
    ...Array.from({ length: 3 }, () => "unread 1"),
    ...Array.from({ length: 2 }, () => "beyond_limit 0"),
  ]);
  await few.stop();
});

test("[D2] everything is marked read at once, every device is told, and what comes later is unread", async () => {
  const cids = [await group("one"), await group("two"), await group("three")];
  for (const cid of cids.slice(0, 2)) await send(cid, { mentions: [bob] });
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  expect(await server.must(bob, "unread.readAll", { body: {} })).toEqual({
    channels: 2,
    more: false,
  });
  expect(await unread()).toMatchObject({ total: 0, mentions: 0, channels: [] });
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((record) =>
    record.kind === "publish" && record.stream === `user:${server.appId}.${bob}`
      ? [record.event]
      : [],
  );
  const facts = cids.slice(0, 2).map((cid) => ({
    ...{ type: "notification.read", cid, watermark: { generation: 0, seq: 1 } },
    unread: { count: 0, mentions: 0 },
  }));
  expect(told).toHaveLength(2);
  expect(told).toEqual(expect.arrayContaining(facts.map((fact) => expect.objectContaining(fact))));
  await send(cids[0] ?? "");
  expect(await unread()).toMatchObject({ total: 1 });
  const { items } = await server.must(ada, "readState.receipts", {
    params: { cid: cids[1] ?? "" },
  });
  expect(items.find(({ userId }) => userId === bob)).toMatchObject({
    readSeq: 1,
    readAt: expect.any(String),
  });
});

test("[D2] marking all read while messages come leaves no message read that came after", async () => {
  const cid = await group();
  const writing = Promise.all(Array.from({ length: 30 }, () => send(cid)));
  const marks = Array.from({ length: 5 }, () => server.must(bob, "unread.readAll", { body: {} }));
  await Promise.all([writing, ...marks]);
  const { channel } = await server.must(bob, "channels.get", { params: { cid } });
  const seq = channel.membership?.watermark.seq ?? 0;
  expect(channel.unread.count).toBe(30 - seq);
});

test("[D2] marking a space read leaves the rest", async () => {
  const { space } = await server.must(ada, "spaces.create", { body: { name: "Space" } });
  const params = { spaceId: space.id };
  const refused = await server.call(bob, "unread.readAll", { body: { spaceId: space.id } });
  expect(refused.error?.code).toBe("space.not_found");
  const { invite } = await server.must(ada, "spaces.createInvite", { params, body: {} });
  await server.must(bob, "invites.accept", { params: { code: invite.code } });
  const { items } = await server.must(bob, "spaces.listChannels", { params, query: {} });
  const inside = items[0]?.cid ?? "";
  await server.must(bob, "channels.join", { params: { cid: inside } }).catch(() => undefined);
  const outside = await group();
  await send(inside);
  await send(outside);
  await server.must(bob, "unread.readAll", { body: { spaceId: space.id } });
  expect((await unread()).channels).toEqual([expect.objectContaining({ cid: outside, count: 1 })]);
});

test("[D2] a mention is marked read on its own, and counts again when the channel is marked unread", async () => {
  const cid = await group();
  const [first, second] = [
    await send(cid, { mentions: [bob] }),
    await send(cid, { mentions: [bob] }),
  ];
  const mark = (messageId: string) =>
    server.must(bob, "readState.markMention", { params: { messageId } });
  const answer = await mark(second.id);
  expect(answer.unread).toEqual({ count: 2, mentions: 1, readMentions: [2] });
  expect(await mark(second.id)).toEqual(answer);
  expect(await unread()).toMatchObject({ total: 2, mentions: 1 });
  await mark(first.id);
  const { unread: anew } = await server.must(bob, "readState.markUnread", {
    params: { cid },
    body: { seq: 2 },
  });
  expect(anew).toEqual({ count: 1, mentions: 1 });
});

test("[D2] of a message that mentions somebody else, or is read, there is no mention to mark", async () => {
  const cid = await group();
  const [other, read] = [
    await send(cid, { mentions: [ada] }),
    await send(cid, { mentions: [bob] }),
  ];
  const mark = async (messageId: string) =>
    (await server.must(bob, "readState.markMention", { params: { messageId } })).unread;
  expect(await mark(other.id)).toEqual({ count: 2, mentions: 1 });
  await server.must(bob, "readState.mark", { params: { cid }, body: { seq: 2, generation: 0 } });
  expect(await mark(read.id)).toEqual({ count: 0, mentions: 0 });
});

test("[UNREAD-19] what is not as the messages say is found, mended and told, once", async () => {
  const cid = await group();
  const mentioned = await send(cid, { mentions: [bob] });
  const plain = await send(cid);
  await server.chat.engine.relay.drained();
  expect(await repair()).toEqual([]);
  await inApp("delete from user_messages where message_id = $1", plain.id);
  await inApp("update user_messages set mentioned = false where message_id = $1", mentioned.id);
  await inApp(
    "insert into user_messages (app_id, message_id, user_id, mentioned, cid, seq) values ($1, gen_random_uuid(), $2, true, $3, 1)",
    server.appId,
    bob,
    cid,
  );
  await inApp(
    "update read_states set read_seq = 99, receipt_seq = 99 where cid = $1 and user_id = $2",
    cid,
    bob,
  );
  expect(await unread()).toMatchObject({ total: 0 });
  const found = await repair();
  expect(found.toSorted((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
    { kind: "mention_missing", cid, count: 1 },
    { kind: "row_extra", cid, count: 1 },
    { kind: "row_missing", cid, count: 1 },
    { kind: "watermark_beyond_head", cid, count: 1 },
  ]);
  expect(await repair()).toEqual([]);
  await server.chat.engine.relay.drained();
  expect(server.recorded.at(-1)).toMatchObject({
    stream: `user:${server.appId}.${bob}`,
    event: { type: "notification.read", watermark: { generation: 1, seq: 2 } },
  });
  await server.must(bob, "readState.markUnread", { params: { cid }, body: { seq: 1 } });
  expect(await unread()).toMatchObject({ total: 2, mentions: 1 });
});

test("[UNREAD-19] what is kept of threads is counted again, mended and told, once", async () => {
  const cid = await group();
  const root = await send(cid, { as: bob });
  const body = { clientId: `unread-${(sends += 1)}`, text: "x", threadId: root.id };
  await server.must(ada, "messages.send", { params: { cid }, body });
  expect(await repair()).toEqual([]);
  await inApp(
    "update threads set reply_count = 7, participants = '{}' where root_id = $1",
    root.id,
  );
  await inApp(
    "update thread_follows set read_seq = 99 where root_id = $1 and user_id = $2",
    root.id,
    bob,
  );
  expect(await unread()).toMatchObject({ total: 0 });
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  expect((await repair()).toSorted((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
    { kind: "thread_summary", cid, count: 1 },
    { kind: "thread_watermark_beyond_head", cid, count: 1 },
  ]);
  expect(await repair()).toEqual([]);
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((record) =>
    record.kind === "publish" ? [record.event] : [],
  );
  expect(told).toContainEqual(
    expect.objectContaining({
      ...{ type: "thread.updated", messageId: root.id },
      thread: expect.objectContaining({ replyCount: 1, participants: [expect.anything()] }),
    }),
  );
  expect(told).toContainEqual(
    expect.objectContaining({
      type: "notification.thread_read",
      standing: expect.objectContaining({ watermark: { generation: 1, seq: 2 } }),
    }),
  );
  await server.must(bob, "threads.markUnread", {
    params: { messageId: root.id },
    body: { seq: 2 },
  });
  expect(await unread()).toMatchObject({ total: 1 });
});

test("a cursor of another list, or of none, is refused", async () => {
  for (const cursor of ["nonsense", "WyJhIl0"]) {
    expect((await server.call(bob, "unread.explain", { query: { cursor } })).status).toBe(400);
    const query = { flag: "starred" as const, cursor };
    expect((await server.call(bob, "bookmarks.list", { query })).status).toBe(400);
  }
});
