import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let owner: Client;
const db = await testDatabase(import.meta.url);
const heard: { text: string; transaction: number }[] = [];
const now = new Date();
let channels = 0;
let sends = 0;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    sweepEveryMs: 3_600_000,
    now: () => now,
    onQuery: (statement) => heard.push(statement),
  });
  await server.users("ada", "bob", "cem", "dan", "fay", "gus", "hal", "ivy", "eve");
  owner = new Client({ connectionString: db.url });
  await owner.connect();
});

/** Rows as the database holds them, past every policy of the server. */
async function rowsOf(text: string, params: unknown[]) {
  await owner.query("begin");
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
    [server.appId],
  );
  const { rows } = await owner.query(text, params);
  await owner.query("rollback");
  return rows;
}

afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});

async function group(...members: string[]): Promise<string> {
  channels += 1;
  const body = { name: `threads ${channels}`, members };
  return (await server.must("ada", "channels.create", { body })).channel.cid;
}

type Body = {
  text?: string;
  threadId?: string;
  alsoInChannel?: boolean;
  mentions?: string[];
  quoteId?: string;
};

const trySend = (as: string, cid: string, body: Body = {}) => {
  sends += 1;
  return server.call(as, "messages.send", {
    params: { cid },
    body: { clientId: `threads-${sends}`, text: `${sends}`, ...body },
  });
};

async function send(as: string, cid: string, body: Body = {}) {
  const answer = await trySend(as, cid, body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.error));
  return answer.body.message;
}

const get = async (as: string, messageId: string) =>
  (await server.must(as, "messages.get", { params: { messageId } })).message;
const threadOf = async (as: string, messageId: string) =>
  (await server.must(as, "threads.get", { params: { messageId } })).thread;
const standingOf = async (as: string, messageId: string) =>
  (await threadOf(as, messageId)).standing;
const list = async (as: string, query: { filter?: "followed" | "mine" | "unread" } = {}) =>
  (await server.must(as, "threads.list", { query })).items.map(({ root }) => root.id);
const remove = (as: string, messageId: string, query: { hard?: "true" } = {}) =>
  server.must(as, "messages.delete", { params: { messageId }, query });
const markRead = (as: string, messageId: string, seq: number, generation = 0) =>
  server.must(as, "threads.markRead", { params: { messageId }, body: { seq, generation } });

test("[C3] a reply shows in its thread only, and takes a number of the channel's line", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const reply = await send("bob", cid, { threadId: root.id });
  const last = await send("ada", cid);
  expect([root.seq, reply.seq, last.seq]).toEqual([1, 2, 3]);
  expect(reply).toMatchObject({ threadId: root.id, inChannel: false });
  const { items } = await server.must("bob", "messages.list", { params: { cid }, query: {} });
  expect(items.map(({ seq }) => seq)).toEqual([1, 3]);
  const replies = await server.must("ada", "threads.replies", {
    params: { messageId: root.id },
    query: {},
  });
  expect(replies.items).toEqual([reply]);
  const { channel } = await server.must("ada", "channels.get", { params: { cid } });
  expect(channel).toMatchObject({ messageSeq: 3, unread: { count: 0 }, lastMessage: { seq: 3 } });
});

test("[C3] the newest message of a channel and its place in the list are those of what shows in it", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  now.setTime(now.getTime() + 1_000);
  await send("bob", cid, { threadId: root.id });
  const { channel } = await server.must("ada", "channels.get", { params: { cid } });
  expect(channel.lastMessage?.id).toBe(root.id);
  const [head] = await rowsOf("select last_message_at from stream_heads where stream = $1", [
    `chat:${cid}`,
  ]);
  expect(head?.last_message_at.toISOString()).toBe(root.createdAt);
});

test("[C3] also sent to the channel, a reply is in both, and unread in both", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const both = await send("bob", cid, { threadId: root.id, alsoInChannel: true });
  const { items } = await server.must("ada", "messages.list", { params: { cid }, query: {} });
  expect(items.map(({ id }) => id)).toEqual([root.id, both.id]);
  const { channel } = await server.must("ada", "channels.get", { params: { cid } });
  expect(channel.unread.count).toBe(1);
  expect((await standingOf("ada", root.id)).unread.count).toBe(1);
});

test("[C3] the root carries how many replies there are, who replied first and when the last came", async () => {
  const people = ["bob", "cem", "dan", "fay", "gus"];
  const cid = await group(...people);
  const root = await send("ada", cid);
  for (const who of ["cem", "bob", "cem", "ada", "dan", "fay", "gus"])
    await send(who, cid, { threadId: root.id });
  const { thread, version } = await get("bob", root.id);
  expect(thread).toMatchObject({ replyCount: 7, lastReplySeq: 8, lastReplyAt: now.toISOString() });
  expect(thread?.participants.map(({ id }) => id)).toEqual(["cem", "bob", "ada", "dan", "fay"]);
  const { channel } = await server.must("ada", "channels.get", { params: { cid } });
  expect(version).toBe(channel.position.eventSeq);
});

test("[C3] replies that come at once are all counted", async () => {
  const cid = await group("bob", "cem");
  const root = await send("ada", cid);
  await Promise.all(
    Array.from({ length: 30 }, (_none, index) =>
      send(["ada", "bob", "cem"][index % 3] ?? "ada", cid, { threadId: root.id }),
    ),
  );
  const { thread } = await get("ada", root.id);
  expect(thread).toMatchObject({ replyCount: 30, lastReplySeq: 31 });
  expect(thread?.participants.map(({ id }) => id as string).toSorted()).toEqual([
    "ada",
    "bob",
    "cem",
  ]);
});

test("reactions to a root and replies to it at once neither wait for each other crosswise nor get lost", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_none, index) => {
      if (index % 2 === 0) return await send("bob", cid, { threadId: root.id });
      const params = { messageId: root.id, type: `kind-${index}` };
      return await server.must("ada", "reactions.add", { params });
    }),
  );
  expect(answers).toHaveLength(20);
  expect(await get("ada", root.id)).toMatchObject({ thread: { replyCount: 10 } });
  expect((await get("ada", root.id)).reactions).toHaveLength(10);
});

test.each([
  ["a message of nowhere", "0199f3a0-0000-7000-8000-00000000abcd", 400, "thread.not_found"],
  ["another channel's", "other", 400, "thread.not_found"],
  ["a reply", "reply", 400, "thread.nested"],
  ["a deleted one that nobody replied to", "deleted", 410, "message.deleted"],
])("[C3] no reply to %s", async (_what, which, status, code) => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const roots: Record<string, string> = {
    other: (await send("ada", await group("bob"))).id,
    reply: (await send("bob", cid, { threadId: root.id })).id,
    deleted: (await send("ada", cid)).id,
  };
  await remove("ada", roots["deleted"] ?? "");
  const answer = await trySend("bob", cid, { threadId: roots[which] ?? which });
  expect([answer.status, answer.error?.code]).toEqual([status, code]);
});

test("only a reply can also be in the channel", async () => {
  const cid = await group("bob");
  expect((await trySend("bob", cid, { alsoInChannel: true })).error?.code).toBe("request.invalid");
});

test("the same client id in another thread is a conflict, in the same one a repeat", async () => {
  const cid = await group("bob");
  const [one, other] = [await send("ada", cid), await send("ada", cid)];
  const reply = (threadId: string) =>
    server.call("bob", "messages.send", {
      params: { cid },
      body: { clientId: "same-reply", text: "x", threadId },
    });
  expect((await reply(one.id)).status).toBe(201);
  expect((await reply(one.id)).status).toBe(200);
  expect((await reply(other.id)).error?.code).toBe("message.conflict");
  expect((await get("ada", one.id)).thread?.replyCount).toBe(1);
});

test("[C3] a deleted reply is counted no longer, and a deleted root keeps its thread", async () => {
  const cid = await group("bob", "cem");
  const root = await send("ada", cid);
  const [first, , third] = [
    await send("bob", cid, { threadId: root.id }),
    await send("cem", cid, { threadId: root.id }),
    await send("bob", cid, { threadId: root.id }),
  ];
  await remove("bob", third.id);
  expect((await get("ada", root.id)).thread).toMatchObject({ replyCount: 2, lastReplySeq: 3 });
  await remove("bob", first.id);
  const { thread } = await get("ada", root.id);
  expect(thread?.participants.map(({ id }) => id)).toEqual(["cem"]);
  await remove("ada", root.id, {});
  expect(await get("bob", root.id)).toMatchObject({ text: "", thread: { replyCount: 1 } });
  expect((await trySend("bob", cid, { threadId: root.id })).status).toBe(201);
  const replies = await server.must("cem", "threads.replies", {
    params: { messageId: root.id },
    query: {},
  });
  expect(replies.items.map(({ deletedAt }) => deletedAt !== null)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("a thread whose last reply went is no thread any more", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const reply = await send("bob", cid, { threadId: root.id });
  await remove("bob", reply.id);
  expect((await get("ada", root.id)).thread).toBeNull();
  expect(await list("ada")).not.toContain(root.id);
  await send("bob", cid, { threadId: root.id });
  expect((await get("ada", root.id)).thread).toMatchObject({ replyCount: 1, lastReplySeq: 3 });
});

test("[UNREAD-20] who wrote the root, replied or was mentioned follows; nobody else does", async () => {
  const cid = await group("bob", "cem", "dan");
  const root = await send("ada", cid);
  expect(await standingOf("ada", root.id)).toMatchObject({ following: false, reason: null });
  await send("bob", cid, { threadId: root.id, mentions: ["cem"] });
  const standings = await Promise.all(
    ["ada", "bob", "cem", "dan"].map((who) => standingOf(who, root.id)),
  );
  expect(standings).toMatchObject([
    { following: true, reason: "author", unread: { count: 1, mentions: 0 } },
    { following: true, reason: "replied", unread: { count: 0, mentions: 0 } },
    { following: true, reason: "mentioned", unread: { count: 1, mentions: 1 } },
    { following: false, reason: null, unread: { count: 0, mentions: 0 } },
  ]);
});

test("[UNREAD-21] who unfollowed is not brought back by a mention, but by replying", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  await send("bob", cid, { threadId: root.id });
  await server.must("ada", "threads.unfollow", { params: { messageId: root.id } });
  await send("bob", cid, { threadId: root.id, mentions: ["ada"] });
  expect(await standingOf("ada", root.id)).toMatchObject({
    ...{ following: false, reason: "manual", unread: { count: 0 } },
  });
  expect(await list("ada")).not.toContain(root.id);
  await send("ada", cid, { threadId: root.id });
  await send("bob", cid, { threadId: root.id });
  expect(await standingOf("ada", root.id)).toMatchObject({
    ...{ following: true, reason: "author", unread: { count: 1 } },
  });
});

test("[UNREAD-21] unfollowed before anybody replied, a root's author is left alone", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  await server.must("ada", "threads.unfollow", { params: { messageId: root.id } });
  await send("bob", cid, { threadId: root.id });
  expect(await standingOf("ada", root.id)).toMatchObject({ following: false });
});

test("[UNREAD-22] who follows by hand has nothing unread of what is there already", async () => {
  const cid = await group("bob", "cem");
  const root = await send("ada", cid);
  await send("bob", cid, { threadId: root.id });
  await server.must("cem", "threads.follow", { params: { messageId: root.id } });
  expect(await standingOf("cem", root.id)).toMatchObject({
    ...{ following: true, reason: "manual", unread: { count: 0 } },
  });
  await send("bob", cid, { threadId: root.id });
  expect((await standingOf("cem", root.id)).unread.count).toBe(1);
  expect(await list("cem", { filter: "unread" })).toContain(root.id);
  await markRead("cem", root.id, 9_999);
  expect(await list("cem", { filter: "unread" })).not.toContain(root.id);
  expect(await list("cem")).toContain(root.id);
});

test("[UNREAD-23] reading a thread raises its own watermark and not the channel's", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  for (let count = 0; count < 3; count += 1) await send("bob", cid, { threadId: root.id });
  await send("bob", cid);
  expect((await markRead("ada", root.id, 3)).standing).toMatchObject({
    ...{ watermark: { generation: 0, seq: 3 }, unread: { count: 1 } },
  });
  expect((await markRead("ada", root.id, 2)).standing.watermark.seq).toBe(3);
  expect((await markRead("ada", root.id, 9_999)).standing.unread.count).toBe(0);
  const { channel } = await server.must("ada", "channels.get", { params: { cid } });
  expect(channel.unread.count).toBe(1);
});

test("[UNREAD-23] a thread marked unread stays unread, whatever an older device still says", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  for (let count = 0; count < 3; count += 1) await send("bob", cid, { threadId: root.id });
  await markRead("ada", root.id, 4);
  const { standing } = await server.must("ada", "threads.markUnread", {
    params: { messageId: root.id },
    body: { seq: 3 },
  });
  expect(standing).toMatchObject({ watermark: { generation: 1, seq: 2 }, unread: { count: 2 } });
  expect((await markRead("ada", root.id, 4, 0)).standing.unread.count).toBe(2);
  expect((await markRead("ada", root.id, 4, 1)).standing.unread.count).toBe(0);
  const ahead = await server.call("ada", "threads.markRead", {
    params: { messageId: root.id },
    body: { seq: 4, generation: 7 },
  });
  expect([ahead.status, ahead.error?.code]).toEqual([409, "read.stale_generation"]);
});

test("[UNREAD-24] own devices are told of reading and following, once for each change", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  await send("bob", cid, { threadId: root.id });
  await server.chat.engine.relay.drained();
  const before = server.recorded.length;
  await markRead("ada", root.id, 2);
  await markRead("ada", root.id, 2);
  await server.must("ada", "threads.unfollow", { params: { messageId: root.id } });
  await server.must("ada", "threads.unfollow", { params: { messageId: root.id } });
  await server.chat.engine.relay.drained();
  const told = server.recorded
    .slice(before)
    .flatMap((one) => (one.kind === "publish" ? [one.event] : []));
  expect(told).toMatchObject([
    { type: "notification.thread_read", standing: { watermark: { seq: 2 }, unread: { count: 0 } } },
    { type: "notification.thread_follow", standing: { following: false } },
  ]);
});

test("the list has the newest activity first, or the unread ones, page by page", async () => {
  const viewer = "hal";
  const cid = await group(viewer, "bob");
  const roots: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    now.setTime(now.getTime() + 1_000);
    const root = await send(viewer, cid);
    roots.push(root.id);
    await send("bob", cid, { threadId: root.id });
  }
  await markRead(viewer, roots[4] ?? "", 9_999);
  await markRead(viewer, roots[2] ?? "", 9_999);
  const page = async (order: "activity" | "unread") => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof server.must<"threads.list">>> = await server.must(
        viewer,
        "threads.list",
        { query: { order, filter: "mine", limit: 2, ...(cursor === null ? {} : { cursor }) } },
      );
      found.push(...answer.items.map(({ root }) => root.id));
      cursor = answer.next;
    } while (cursor !== null);
    return found.map((id) => roots.indexOf(id)).filter((index) => index >= 0);
  };
  expect(await page("activity")).toEqual([4, 3, 2, 1, 0]);
  expect(await page("unread")).toEqual([3, 1, 0, 4, 2]);
  expect(await server.must(viewer, "threads.unread")).toMatchObject({ threads: 3, replies: 3 });
});

test("[UNREAD-25] threads of a channel that one cannot read do not show, and come back with the channel", async () => {
  const cid = await group("ivy");
  const root = await send("ivy", cid);
  await send("ada", cid, { threadId: root.id });
  expect(await list("ivy")).toEqual([root.id]);
  await server.must("ivy", "members.remove", { params: { cid, userId: "ivy" } });
  expect(await list("ivy")).toEqual([]);
  expect(await server.must("ivy", "threads.unread")).toEqual({
    threads: 0,
    replies: 0,
    mentions: 0,
  });
  await send("ada", cid, { threadId: root.id });
  await server.must("ada", "members.add", { params: { cid }, body: { userIds: ["ivy"] } });
  expect(await list("ivy")).toEqual([root.id]);
  // Nothing from before one came back is unread.
  expect((await standingOf("ivy", root.id)).unread.count).toBe(0);
  await send("ada", cid, { threadId: root.id });
  expect((await standingOf("ivy", root.id)).unread.count).toBe(1);
});

test("whoever cannot read the channel learns nothing of its threads", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  await send("bob", cid, { threadId: root.id });
  const params = { messageId: root.id };
  const answers = [
    await server.call("eve", "threads.get", { params }),
    await server.call("eve", "threads.replies", { params, query: {} }),
    await server.call("eve", "threads.follow", { params }),
    await server.call("eve", "threads.unfollow", { params }),
    await server.call("eve", "threads.markRead", { params, body: { seq: 1, generation: 0 } }),
    await server.call("eve", "threads.markUnread", { params, body: { seq: 1 } }),
    await server.call("eve", "messages.edits", { params, query: {} }),
    await server.call("eve", "messages.undelete", { params }),
    await server.call("eve", "messages.undoEdit", { params }),
  ];
  expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(
    answers.map(() => [404, "message.not_found"]),
  );
});

test("a reply is no root", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const reply = await send("bob", cid, { threadId: root.id });
  const answer = await server.call("ada", "threads.get", { params: { messageId: reply.id } });
  expect([answer.status, answer.error?.code]).toEqual([400, "thread.nested"]);
  expect(answer.error?.details).toEqual({ threadId: root.id });
});

test("a reply is two flights to the database, as any message, and a plain send asks nothing of threads", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  await server.chat.engine.relay.drained();
  heard.length = 0;
  await send("bob", cid);
  const plain = heard.splice(0);
  expect(plain.filter(({ text }) => /thread_follows|threads\b/.test(text))).toEqual([]);
  await send("bob", cid, { threadId: root.id });
  await server.chat.engine.relay.drained();
  const writes = heard.filter(({ text }) => text.includes("thread_follows"));
  expect(writes).toHaveLength(1);
});

test("the end of a channel takes its threads with it", async () => {
  const cid = await group("bob");
  const root = await send("ada", cid);
  const reply = await send("bob", cid, { threadId: root.id });
  await server.must("bob", "messages.edit", {
    params: { messageId: reply.id },
    body: { text: "other" },
  });
  await remove("bob", reply.id);
  expect(await rowsOf("select 1 from threads where cid = $1", [cid])).toHaveLength(1);
  await server.must("ada", "channels.delete", { params: { cid } });
  const left = await rowsOf(
    `select root_id from threads where cid = $1 union all select root_id from thread_follows where cid = $1
     union all select message_id from message_edits where message_id = $2
     union all select message_id from deleted_messages where message_id = $2`,
    [cid, reply.id],
  );
  expect(left).toEqual([]);
});
