import type { ChannelEvent } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
const people = ["bob", "cy", "dan", "eve"];

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", ...people);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function group(...members: string[]): Promise<string> {
  return (await server.must("ada", "channels.create", { body: { members } })).channel.cid;
}

async function setLimits(limits: Record<string, number | null>) {
  const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
  const params = { appId: server.appId };
  return await server.call(admin, "apps.update", { params, body: { limits } });
}

async function viewOf(cid: string) {
  return (await server.must("ada", "channels.get", { params: { cid } })).channel;
}

/** What a channel's line tells of what is otherwise. */
async function told(cid: string): Promise<(string | number)[][]> {
  const { epoch } = (await viewOf(cid)).position;
  const query = { after: 0, epoch };
  const { items } = await server.must("bob", "events.list", { params: { cid }, query });
  return items.flatMap((event: ChannelEvent) =>
    event.type === "channel.degraded" || event.type === "channel.restored"
      ? [[event.type.slice(8), event.feature, event.threshold]]
      : [],
  );
}

async function isOtherwise(cid: string, ...features: string[]): Promise<void> {
  await vi.waitUntil(async () => (await viewOf(cid)).degraded.join() === features.join(), {
    timeout: 20_000,
  });
}

test("[RT-14] limits that change make channels be otherwise, and each channel is told so, also of the way back", async () => {
  const large = await group(...people);
  const small = await group("bob");
  expect((await viewOf(large)).degraded).toEqual([]);

  const set = await setLimits({ receiptMembers: 3, roomMembers: 4, feedMembers: 3 });
  expect(set.status).toBe(200);
  await isOtherwise(large, "receipts", "typing", "fan-out");
  expect((await viewOf(large)).mode).toBe("room");
  const params = { cid: large };
  await server.must("bob", "readState.mark", { params, body: { seq: 1, generation: 0 } });
  expect((await server.must("ada", "readState.receipts", { params })).items).toEqual([]);

  await setLimits({ receiptMembers: 10, roomMembers: null, feedMembers: null });
  await isOtherwise(large);
  expect((await viewOf(large)).mode).toBe("feed");
  expect(await told(large)).toEqual([
    ["degraded", "receipts", 3],
    ["degraded", "typing", 3],
    ["degraded", "fan-out", 4],
    ["restored", "receipts", 10],
    ["restored", "typing", 10],
    ["restored", "fan-out", 500],
  ]);
  expect(await told(small)).toEqual([]);
  expect((await server.must("ada", "readState.receipts", { params })).items).toHaveLength(1);
});

test("a server that ended before it had looked at all channels goes on when it starts", async () => {
  const large = await group(...people);
  const ofApp = (engine: TestServer["chat"]["engine"], text: string, ...params: string[]) =>
    engine.database.transaction({ app: server.appId }, (connection) =>
      connection.query({ text }, params),
    );
  await ofApp(
    server.chat.engine,
    `update apps set settings = settings || '{"limits": {"presenceMembers": 2}, "toResize": "2026-01-01"}'`,
  );
  const next = await startTestServer({ databaseUrl: db.url });
  const standing = async () =>
    await ofApp(
      next.chat.engine,
      "select c.degraded, a.settings ? 'toResize' as waits from channels c join apps a using (app_id) where c.cid = $1",
      large,
    );
  await vi.waitUntil(async () => (await standing())[0]?.["waits"] === false, { timeout: 20_000 });
  expect((await standing())[0]?.["degraded"]).toEqual(["presence"]);
  await next.stop();
});
