import type { AppId, RouteName, UserId } from "@natter/contract";
import { limitNotes } from "@natter/contract/limit-notes";
import { defaultLimits, type Limits } from "@natter/contract/limits";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { expect, test } from "vitest";
import { alone } from "../adapters/processes/alone.ts";
import type { Actor, Call } from "../core/call.ts";
import { costOf, createRateLimiter } from "./rate-limit.ts";

const ada: Actor = { type: "user", userId: "ada" as UserId, sessionId: null };
const callOf = (appId: string, actor: Actor, address = "192.0.2.1") =>
  ({ appId: appId as AppId, actor, http: { remoteAddress: address } }) as unknown as Call; // all the limiter looks at

const keyOf = (keyId: string): Actor => ({ type: "server", keyId, scopes: [] });
const userBy = (userId: string, keyId?: string): Actor => ({
  type: "user",
  userId: userId as UserId,
  sessionId: null,
  ...(keyId === undefined ? {} : { byServer: true, key: { id: keyId, scopes: [] } }),
});

function setUp(own: Partial<Limits> = {}) {
  let at = 1_000_000;
  const limitsOf = async (appId: AppId | null) =>
    appId === "own" ? { ...defaultLimits, ...own } : defaultLimits;
  const limiter = createRateLimiter(limitsOf, () => new Date(at), alone);
  /** How many of some calls are let in; the others must be refused with the time to wait. */
  async function granted(times: number, call: Call, route: RouteName = "me.get"): Promise<number> {
    const answers = await Promise.allSettled(
      Array.from({ length: times }, () => limiter.admit(call, route)),
    );
    const refused = answers.flatMap((answer) =>
      answer.status === "rejected" ? [answer.reason] : [],
    );
    expect(refused).toEqual(
      refused.map(() =>
        expect.objectContaining({
          code: "request.rate_limited",
          details: expect.objectContaining({ retryAfterSeconds: expect.any(Number) }),
        }),
      ),
    );
    return times - refused.length;
  }
  return { granted, limiter, pass: (ms: number) => (at += ms) };
}

test("a user sends a burst of ten, then five a second", async () => {
  const { granted, pass } = setUp();
  expect(await granted(30, callOf("demo", ada), "messages.send")).toBe(10);
  pass(1_000);
  expect(await granted(30, callOf("demo", ada), "messages.send")).toBe(5);
});

test("[A7] one user takes no more than their share, and all users of an app no more than the app's", async () => {
  const { granted } = setUp();
  expect(await granted(500, callOf("demo", ada))).toBe(150);
  expect(await granted(500, callOf("demo", userBy("bob")))).toBe(50);
  expect(await granted(500, callOf("demo", userBy("eve")))).toBe(0);
  expect(await granted(500, callOf("other", ada))).toBe(150);
});

test("[A7] strangers are counted by address, server keys by key and together, whoever they act for", async () => {
  const { granted } = setUp();
  expect(await granted(200, callOf("demo", { type: "anonymous" }, "192.0.2.1"))).toBe(60);
  expect(await granted(200, callOf("demo", { type: "anonymous" }, "192.0.2.2"))).toBe(60);
  expect(await granted(3_000, callOf("demo", keyOf("one")))).toBe(2_000);
  expect(await granted(10, callOf("demo", userBy("ada", "one")))).toBe(0);
  expect(await granted(10, callOf("demo", keyOf("two")))).toBe(0);
  expect(await granted(10, callOf("demo", ada))).toBe(10);
  expect(await granted(3_000, callOf("other", keyOf("one")))).toBe(2_000);
});

test("[A7] what makes the server work costs more", async () => {
  const { granted } = setUp();
  expect(costOf("me.get")).toBe(1);
  expect(costOf("search.messages")).toBe(10);
  expect(await granted(100, callOf("demo", ada), "search.messages")).toBe(15);
  expect(await granted(100, callOf("demo", keyOf("one")), "messages.import")).toBe(100);
  expect(await granted(100, callOf("demo", keyOf("one")))).toBe(0);
});

test("[A7] an app's own limits are its own, also where a call costs more than they ever hold", async () => {
  const { granted, pass } = setUp({ requestsPerSecondPerUser: 1, sendBurstPerUser: 2 });
  expect(await granted(20, callOf("own", ada))).toBe(3);
  expect(await granted(20, callOf("own", userBy("bob")), "messages.send")).toBe(2);
  expect(await granted(20, callOf("demo", ada))).toBe(20);
  expect(await granted(2, callOf("own", ada), "search.messages")).toBe(0);
  pass(3_000);
  expect(await granted(2, callOf("own", ada), "search.messages")).toBe(1);
});

test("a refused call takes nothing from the other buckets it falls under", async () => {
  const { granted, limiter } = setUp();
  await granted(100, callOf("demo", ada), "messages.send");
  const standing = await limiter.admit(callOf("demo", userBy("bob")), "me.get");
  expect(standing).toMatchObject({ limit: 50, remaining: 149 });
  expect(await granted(200, callOf("demo", ada))).toBe(140);
});

test("a clock that goes backwards grants nothing", async () => {
  const { granted, pass } = setUp();
  await granted(30, callOf("demo", ada), "messages.send");
  pass(-60_000);
  expect(await granted(5, callOf("demo", ada), "messages.send")).toBe(0);
});

test("[A7] the admin sets an app's limits, and the app reads them with what they do", async () => {
  const db = await testDatabase(import.meta.url);
  const server = await startTestServer({ databaseUrl: db.url, rateLimits: true });
  const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
  const set = (limits: Record<string, number | null>) =>
    server.call(admin, "apps.update", { params: { appId: server.appId }, body: { limits } });
  const limit = async (name: string) => {
    const { limits, items } = await server.must(null, "limits.get");
    return { shown: limits[name], ...items.find((item) => item.name === name) };
  };
  expect((await set({ requestsPerSecondPerKey: 7, sendBurstPerUser: 3 })).status).toBe(200);
  expect(await limit("requestsPerSecondPerKey")).toEqual({
    shown: 7,
    name: "requestsPerSecondPerKey",
    value: 7,
    usual: 1_000,
    bounds: { least: 1, most: 1_000_000 },
    unit: "cost a second",
    what: expect.any(String),
  });
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => server.call(null, "limits.get")),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(20);
  const [first] = refused;
  expect(first?.headers.get("ratelimit-limit")).toBe("7");
  expect(first?.headers.get("ratelimit-remaining")).toBe("0");
  expect(Number(first?.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  expect(Number(first?.headers.get("retry-after"))).toBeGreaterThan(0);
  const changed = await set({ requestsPerSecondPerKey: null });
  expect(changed.body.app.limits).toEqual({ sendBurstPerUser: 3 });
  expect((await limit("requestsPerSecondPerKey")).value).toBe(1_000);
  expect((await set({ pageSize: 5 })).status).toBe(400);
  expect((await set({ sendBurstPerUser: 0 })).status).toBe(400);
  await server.stop();
  await db.drop();
});

test("[A7] who shows wrong keys and tokens from one address is slowed down", async () => {
  const db = await testDatabase(import.meta.url);
  const server = await startTestServer({
    databaseUrl: db.url,
    rateLimits: true,
    now: () => new Date("2026-06-01T12:00:00Z"),
    peer: () => ({ address: "192.0.2.1", secure: false }),
  });
  const wrong = { authorization: `Bearer sk_${server.appId}_${"x".repeat(32)}` };
  const statuses: number[] = [];
  for (let index = 0; index < 70; index += 1)
    statuses.push((await server.call(wrong, "me.get")).status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  expect((await server.call(null, "limits.get")).status).toBe(200);
  await server.stop();
  await db.drop();
});

test("every limit says what it counts and does", () => {
  const named = Object.entries(limitNotes).map(([name, note]) =>
    note?.unit && note.what ? name : "",
  );
  expect(named.toSorted()).toEqual(Object.keys(defaultLimits).toSorted());
});

test("over HTTP a limit shows in the headers and ends in 429 with Retry-After", async () => {
  const db = await testDatabase(import.meta.url);
  const server = await startTestServer({ databaseUrl: db.url, rateLimits: true });
  await server.users("ada", "bob");
  const { cid } = (await server.must("ada", "channels.direct", { body: { userId: "bob" } }))
    .channel;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_none, index) =>
      server.call("ada", "messages.send", {
        params: { cid },
        body: { clientId: `at-once-${index}`, text: "x" },
      }),
    ),
  );
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(20);
  expect(limited[0]?.error?.code).toBe("request.rate_limited");
  expect(Number(limited[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  const sent = answers.find(({ status }) => status === 201);
  expect(sent?.headers.get("ratelimit-limit")).toBe("5");
  const { items } = await server.must("bob", "messages.list", { params: { cid }, query: {} });
  expect(items).toHaveLength(40 - limited.length);
  await server.stop();
  await db.drop();
});
