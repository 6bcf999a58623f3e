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
const seen = async (as = "ada"): Promise<Presence | undefined> =>
  (await server.must(as, "presence.get", { query: { userIds: "bob" } })).items[0];

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

test("[D4] changes are told once to those who share a channel, and to nobody else", async () => {
  server.recorded.length = 0;
  await declare("bob", "phone", "away");
  await declare("bob", "phone", "away");
  await declare("bob", "phone", "online");
  const told = () =>
    server.recorded.flatMap((record) =>
      record.kind === "signal" && record.stream.startsWith("ev:")
        ? [(record.event as { presence: Presence }).presence.status] // only presence is told here
        : [],
    );
  await expect.poll(told).toEqual(["away", "online"]);
  expect(await seen("eve")).toBeUndefined();
  const streams = server.recorded.flatMap((record) => ("stream" in record ? [record.stream] : []));
  expect(streams.filter((stream) => stream.includes("eve"))).toEqual([]);
  await declare("bob", "phone", "offline");
});

test("[D4] a user's presence is made of a bounded number of devices", async () => {
  for (const id of ["one", "two", "three"])
    expect((await declare("eve", id, "online")).status).toBe(200);
  const refused = await declare("eve", "four", "online");
  expect([refused.status, refused.error?.code]).toEqual([409, "presence.too_many_devices"]);
  expect((await declare("eve", "two", "away")).status).toBe(200);
});
