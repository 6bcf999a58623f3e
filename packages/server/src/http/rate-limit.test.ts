import type { AppId, UserId } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { expect, test } from "vitest";
import { alone } from "../adapters/processes/alone.ts";
import type { Actor, Call } from "../core/call.ts";
import { createRateLimiter } from "./rate-limit.ts";

const ada: Actor = { type: "user", userId: "ada" as UserId, sessionId: null };
const callOf = (appId: string, actor: Actor, address = "192.0.2.1") =>
  ({ appId: appId as AppId, actor, http: { remoteAddress: address } }) as unknown as Call; // all the limiter looks at

function refusalOf(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

function setUp() {
  let at = 1_000_000;
  const limiter = createRateLimiter(defaultLimits, () => new Date(at), alone);
  /** How many of some calls are let in; the others must be refused with the time to wait. */
  const granted = (times: number, call: Call, route: "messages.send" | "me.get" = "me.get") => {
    const refusals = Array.from({ length: times }, () =>
      refusalOf(() => limiter.admit(call, route)),
    );
    const refused = refusals.filter((error) => error !== null);
    expect(refused).toEqual(
      refused.map(() =>
        expect.objectContaining({
          code: "request.rate_limited",
          details: expect.objectContaining({ retryAfterSeconds: expect.any(Number) }),
        }),
      ),
    );
    return times - refused.length;
  };
  return { granted, limiter, pass: (ms: number) => (at += ms) };
}

test("a user sends a burst of ten, then five a second", () => {
  const { granted, pass } = setUp();
  expect(granted(30, callOf("demo", ada), "messages.send")).toBe(10);
  pass(1_000);
  expect(granted(30, callOf("demo", ada), "messages.send")).toBe(5);
});

test("one app's users leave another app's untouched", () => {
  const { granted } = setUp();
  expect(granted(500, callOf("demo", ada))).toBe(200);
  expect(granted(500, callOf("other", ada))).toBe(200);
});

test("strangers are counted by address, server keys by key", () => {
  const { granted } = setUp();
  expect(granted(200, callOf("demo", { type: "anonymous" }, "192.0.2.1"))).toBe(60);
  expect(granted(200, callOf("demo", { type: "anonymous" }, "192.0.2.2"))).toBe(60);
  expect(granted(3_000, callOf("demo", { type: "server", keyId: "one", scopes: [] }))).toBe(2_000);
  expect(granted(3_000, callOf("demo", { type: "server", keyId: "two", scopes: [] }))).toBe(2_000);
});

test("a refused call takes nothing from the other buckets it falls under", () => {
  const { granted, limiter } = setUp();
  granted(100, callOf("demo", ada), "messages.send");
  const standing = limiter.admit(callOf("demo", ada), "me.get");
  expect(standing).toMatchObject({ limit: 100, remaining: 189 });
});

test("a clock that goes backwards grants nothing", () => {
  const { granted, pass } = setUp();
  granted(30, callOf("demo", ada), "messages.send");
  pass(-60_000);
  expect(granted(5, callOf("demo", ada), "messages.send")).toBe(0);
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
