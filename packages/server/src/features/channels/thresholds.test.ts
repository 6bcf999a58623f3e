import type { ChannelEvent } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { degradedAt, degradedChanges } from "./thresholds.ts";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({
  databaseUrl: db.url,
  limits: { receiptMembers: 2, roomMembers: 4, feedMembers: 3 },
});
const people = ["p1", "p2", "p3", "p4"];

beforeAll(() => server.users("ada", ...people));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

it("[RT-14] says what is otherwise above each threshold, once when it is passed and once on the way back", () => {
  const crossed = (before: number, after: number) => {
    const at = (memberCount: number) => {
      const size = { memberCount, mode: memberCount > 500 ? ("room" as const) : ("feed" as const) };
      return { ...size, degraded: degradedAt(size, defaultLimits) };
    };
    const facts = degradedChanges(at(before), at(after), defaultLimits);
    return facts.map(({ type, data }) => [type, data["feature"], data["threshold"]]);
  };
  expect(crossed(99, 100)).toEqual([]);
  expect(crossed(100, 101)).toEqual([
    ["channel.degraded", "receipts", 100],
    ["channel.degraded", "typing", 100],
  ]);
  expect(crossed(101, 102)).toEqual([]);
  expect(crossed(500, 501)).toEqual([["channel.degraded", "fan-out", 500]]);
  expect(crossed(1_000, 1_001)).toEqual([["channel.degraded", "presence", 1_000]]);
  expect(crossed(10_000, 10_001)).toEqual([["channel.degraded", "delivery", 10_000]]);
  expect(crossed(10_001, 10_000)).toEqual([["channel.restored", "delivery", 10_000]]);
  expect(crossed(1, 20_000)).toHaveLength(5);
  expect(crossed(101, 100).map(([type]) => type)).toEqual(["channel.restored", "channel.restored"]);
});

it("[RT-14] tells the channel as people come and go", async () => {
  const { must } = server;
  const { channel } = await must("ada", "channels.create", { body: { members: ["p1"] } });
  const { cid } = channel;
  const add = (...userIds: string[]) =>
    must("ada", "members.add", { params: { cid }, body: { userIds } });
  const remove = (userId: string) => must("ada", "members.remove", { params: { cid, userId } });
  await add("p2");
  await add("p3", "p4");
  for (const userId of ["p4", "p3", "p2"]) await remove(userId);
  const { position } = (await must("ada", "channels.get", { params: { cid } })).channel;
  const { items } = await must("ada", "events.list", {
    ...{ params: { cid }, query: { after: 0, epoch: position.epoch } },
  });
  const told = items.flatMap((event: ChannelEvent) =>
    event.type === "channel.degraded" || event.type === "channel.restored"
      ? [[event.type, event.feature, event.reason, event.threshold, event.memberCount]]
      : [],
  );
  expect(told).toEqual([
    ["channel.degraded", "receipts", "members", 2, 3],
    ["channel.degraded", "typing", "members", 2, 3],
    ["channel.degraded", "fan-out", "members", 4, 5],
    ["channel.restored", "receipts", "members", 2, 2],
    ["channel.restored", "typing", "members", 2, 2],
    ["channel.restored", "fan-out", "members", 4, 2],
  ]);
});
