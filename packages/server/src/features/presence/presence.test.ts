import type { Presence } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-01-01T10:00:00Z");
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    limits: { devicesPerUser: 3 },
    now: () => now,
  });
  await server.users("ada", "bob", "eve");
  await server.must("ada", "channels.direct", { body: { userId: "bob" } });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const declare = (
  as: string,
  deviceId: string,
  status: "online" | "away" | "offline",
  deviceType: "web" | "phone" = "web",
) => server.call(as, "presence.declare", { body: { deviceId, deviceType, status } });
const seen = async (): Promise<Presence | undefined> =>
  (await server.must("ada", "presence.get", { query: { userIds: "bob" } })).items[0];

test("[D4] an app says that it is looked at, or not, and the user is what all of them come to", async () => {
  await declare("bob", "laptop", "away");
  expect(await seen()).toMatchObject({ online: false, status: "away" });
  const { body } = await declare("bob", "phone", "online", "phone");
  expect(body).toEqual({
    status: "online",
    sessions: 0,
    devices: [
      { deviceId: "laptop", deviceType: "web", status: "away" },
      { deviceId: "phone", deviceType: "phone", status: "online" },
    ],
  });
  expect(await seen()).toMatchObject({ online: true, status: "online", lastSeenAt: null });
  await declare("bob", "phone", "offline");
  await declare("bob", "laptop", "offline");
  expect(await seen()).toMatchObject({ online: false, status: "offline" });
});

test("[D4] a device that says nothing more is gone after ninety seconds", async () => {
  await declare("bob", "phone", "online");
  now = new Date(now.getTime() + 89_000);
  expect(await seen()).toMatchObject({ status: "online" });
  now = new Date(now.getTime() + 2_000);
  expect(await seen()).toMatchObject({ status: "offline" });
});

test("[D4] changes are told once, in their order, to those who share a channel, and to nobody else", async () => {
  await server.users("dan");
  const { channel } = await server.must("ada", "channels.direct", { body: { userId: "dan" } });
  server.recorded.length = 0;
  await declare("dan", "phone", "away");
  await declare("dan", "phone", "away");
  await declare("dan", "phone", "online");
  const told = () =>
    server.recorded.flatMap((record) => {
      if (record.kind !== "signal") return [];
      const { presence } = record.event as { presence: Presence }; // only presence is told here
      return presence.userId === "dan" ? [{ stream: record.stream, status: presence.status }] : [];
    });
  const stream = `ev:${server.appId}.${channel.cid}`;
  const toldThere = () => told().flatMap((one) => (one.stream === stream ? [one.status] : []));
  await expect.poll(toldThere).toEqual(["away", "online"]);
  expect(told().filter((one) => !one.stream.endsWith(channel.cid))).toEqual([]);
  expect((await server.must("eve", "presence.get", { query: { userIds: "dan" } })).items).toEqual(
    [],
  );
});

test("[D4] a user's presence is made of a bounded number of devices", async () => {
  for (const id of ["one", "two", "three"])
    expect((await declare("eve", id, "online")).status).toBe(200);
  const refused = await declare("eve", "four", "online");
  expect([refused.status, refused.error?.code]).toEqual([409, "presence.too_many_devices"]);
  expect((await declare("eve", "two", "away")).status).toBe(200);
});
