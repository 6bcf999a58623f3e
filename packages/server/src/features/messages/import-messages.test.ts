import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let cid: string;
const db = await testDatabase(import.meta.url);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

const line = (externalId: string, more: object = {}) => ({
  cid,
  externalId,
  text: externalId,
  senderId: "ada",
  createdAt: "2007-01-19T07:00:00Z",
  ...more,
});
const bring = (...messages: ReturnType<typeof line>[]) =>
  server.must(null, "messages.import", { body: { messages } });

test("lines keep their own times and order, quotes find their lines, and nothing is unread", async () => {
  const { items } = await bring(
    line("a"),
    line("b", { senderId: "bob", quoteExternalId: "a" }),
    line("c", { senderId: null, kind: "system" }),
  );
  expect(items.map((item) => item.status)).toEqual(["created", "created", "created"]);
  const page = await server.must("bob", "messages.list", { params: { cid }, query: {} });
  expect(page.items.map((message) => [message.text, message.createdAt, message.silent])).toEqual(
    ["a", "b", "c"].map((text) => [text, "2007-01-19T07:00:00.000Z", true]),
  );
  expect(page.items[1]?.quote?.text).toBe("a");
  expect(page.items[2]).toMatchObject({ kind: "system", sender: null });
  expect((await server.must("bob", "readState.unread")).total).toBe(0);
});

test("a second run changes nothing, also at the same time as the first", async () => {
  const again = await bring(line("a"), line("new"));
  expect(again.items.map((item) => item.status)).toEqual(["existing", "created"]);
  const batch = Array.from({ length: 50 }, (_none, index) => line(`batch-${index}`));
  const answers = await Promise.all([bring(...batch), bring(...batch), bring(...batch)]);
  const page = await server.must("bob", "messages.list", {
    params: { cid },
    query: { limit: 100 },
  });
  expect(page.items.filter((message) => message.text.startsWith("batch-"))).toHaveLength(50);
  expect(page.items.map((message) => message.seq)).toEqual(
    page.items.map((_message, index) => index + 1),
  );
  expect(answers.flatMap(({ items }) => items).every((item) => item.status !== "refused")).toBe(
    true,
  );
  const stored = new Set(page.items.map((message) => message.id));
  expect(
    answers.flatMap(({ items }) => items).every((item) => item.id !== null && stored.has(item.id)),
  ).toBe(true);
});

test("a line that cannot be taken is refused with its reason, and the others are taken", async () => {
  const { items } = await bring(
    line("x1", { cid: "messaging:nowhere" }),
    line("x2", { senderId: "nobody" }),
    line("x3", { senderId: null }),
    line("x4", { text: "" }),
    line("x5"),
  );
  expect(items.map((item) => [item.status, item.reason])).toEqual([
    ["refused", "channel.not_found"],
    ["refused", "user.not_found"],
    ["refused", expect.stringContaining("system")],
    ["refused", "message.empty"],
    ["created", null],
  ]);
});

test("an import is for servers only", async () => {
  const answer = await server.call("ada", "messages.import", {
    body: { messages: [line("nope")] },
  });
  expect([answer.status, answer.error?.code]).toEqual([403, "auth.forbidden"]);
});

test("replies find their threads, in this import or an earlier one, and nobody has anything unread", async () => {
  const reply = (externalId: string, threadExternalId: string, more: object = {}) =>
    line(externalId, { senderId: "bob", threadExternalId, ...more });
  const { items } = await bring(
    line("root"),
    reply("reply-1", "root"),
    reply("reply-2", "root", { alsoInChannel: true }),
  );
  expect(items.map((item) => item.status)).toEqual(["created", "created", "created"]);
  const later = await bring(
    reply("reply-3", "root"),
    reply("nested", "reply-1"),
    reply("nowhere", "no such line"),
  );
  expect(later.items.map(({ status, reason }) => [status, reason])).toEqual([
    ["created", null],
    ["refused", "thread.nested"],
    ["refused", "thread.not_found"],
  ]);
  const messageId = items[0]?.id ?? "";
  const { thread } = await server.must("ada", "threads.get", { params: { messageId } });
  expect(thread.root.thread).toMatchObject({ replyCount: 3, participants: [{ id: "bob" }] });
  expect(thread.standing).toMatchObject({ following: true, unread: { count: 0 } });
  const replies = await server.must("ada", "threads.replies", { params: { messageId } });
  expect(replies.items.map(({ text, inChannel }) => [text, inChannel])).toEqual([
    ["reply-1", false],
    ["reply-2", true],
    ["reply-3", false],
  ]);
  const page = await server.must("ada", "messages.list", { params: { cid }, query: { limit: 2 } });
  expect(page.items.map(({ text }) => text)).toEqual(["root", "reply-2"]);
});
