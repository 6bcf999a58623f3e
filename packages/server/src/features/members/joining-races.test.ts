import { holdHead, untilLockWaiters } from "@natter/testing/held-head";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const outside = new Client({ connectionString: db.url });
let server: TestServer;

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

test("[UNREAD-1] a message that is just being sent when somebody joins is of before, for their counts and their rows", async () => {
  const { cid } = (await server.must("ada", "channels.create", { body: { name: "joining" } }))
    .channel;
  const letGo = await holdHead(outside, { appId: server.appId, cid });
  const sent = server.must("ada", "messages.send", {
    params: { cid },
    body: { clientId: "just-sent", text: "x" },
  });
  await untilLockWaiters(outside, 1);
  const added = server.must("ada", "members.add", { params: { cid }, body: { userIds: ["bob"] } });
  await untilLockWaiters(outside, 2);
  await letGo();
  const [{ message }] = await Promise.all([sent, added]);
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  expect(channel.membership?.joinedSeq).toBe(message.seq);
  expect(channel.unread.count).toBe(0);
  await server.chat.engine.relay.drained();
  expect((await server.must("bob", "unread.repair", { body: {} })).repairs).toEqual([]);
});
