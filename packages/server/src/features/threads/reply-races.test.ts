import { holdHead, untilLockWaiters } from "@natter/testing/held-head";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

// Who comes first is forced: somebody outside holds the channel's head, so that both wait, one behind the other.

const db = await testDatabase(import.meta.url);
const outside = new Client({ connectionString: db.url });
let server: TestServer;
let cid = "";
let rootId = "";
let sends = 0;

beforeAll(async () => {
  await outside.connect();
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob");
});
afterAll(async () => {
  await outside.end();
  await server.stop();
  await db.drop();
});
beforeEach(async () => {
  const body = { name: "races", members: ["bob"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
  rootId = (await send({})).body?.message.id ?? "";
});

async function send(more: { threadId?: string }) {
  sends += 1;
  const body = { clientId: `reply-race-${sends}`, text: "x", ...more };
  const answer = await server.call(more.threadId ? "bob" : "ada", "messages.send", {
    params: { cid },
    body,
  });
  return { ...answer, body: answer.status < 400 ? answer.body : null };
}

const remove = () =>
  server.call("ada", "messages.delete", { params: { messageId: rootId }, query: { hard: "true" } });

test("[C3] a root that is deleted for good while its first reply is being written keeps its place", async () => {
  const release = await holdHead(outside, { appId: server.appId, cid });
  const reply = send({ threadId: rootId });
  await untilLockWaiters(outside, 1);
  const removal = remove();
  await untilLockWaiters(outside, 2);
  await release();
  expect((await reply).status).toBe(201);
  expect((await removal).status).toBe(200);
  const params = { messageId: rootId };
  const { thread } = await server.must("bob", "threads.get", { params });
  expect(thread.root).toMatchObject({ text: "", thread: { replyCount: 1 } });
  expect(thread.root.deletedAt).not.toBeNull();
  const { items } = await server.must("ada", "messages.list", { params: { cid }, query: {} });
  expect(items.map(({ id }) => id as string)).toContain(rootId);
});

test("[C3] a first reply that comes while its root is being deleted for good is refused", async () => {
  const release = await holdHead(outside, { appId: server.appId, cid });
  const removal = remove();
  await untilLockWaiters(outside, 1);
  const reply = send({ threadId: rootId });
  await untilLockWaiters(outside, 2);
  await release();
  expect((await removal).status).toBe(200);
  expect(await reply).toMatchObject({ error: { code: "thread.not_found" } });
  const { items } = await server.must("ada", "messages.list", { params: { cid }, query: {} });
  expect(items.map(({ id }) => id as string)).not.toContain(rootId);
});
