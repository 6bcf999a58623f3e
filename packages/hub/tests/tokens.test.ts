import type { DisconnectedContext } from "centrifuge";
import { expect, test } from "vitest";
import { ErrorCode, HubError } from "../src/index.ts";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { readToken, startHub } from "./support/start-hub.ts";

const seconds = () => Date.now() / 1000;

test("a client renews its token and stays connected past the first one's end", async () => {
  const refreshed: string[] = [];
  const { hub, client } = await startHub({
    limits: { expiryGraceMs: 400 },
    refresh: async (session, token) => {
      refreshed.push(session.user);
      return readToken(token);
    },
  });
  const ada = client(
    { user: "ada", expireAt: seconds() + 1 },
    { getToken: async () => JSON.stringify({ user: "ada", expireAt: seconds() + 3600 }) },
  );
  const connections: unknown[] = [];
  ada.on("connected", () => connections.push(1));
  ada.connect();
  await until(() => refreshed.length === 1);
  const start = Date.now();
  await until(() => Date.now() - start > 500);
  expect(hub.sessionsOf("ada")).toHaveLength(1);
  expect(connections).toHaveLength(1);
});

test("a client that does not renew its token is closed after the grace, and may come back", async () => {
  const { url } = await startHub({ limits: { expiryGraceMs: 30 } });
  const raw = await openRaw(url);
  const token = JSON.stringify({ user: "ada", expireAt: seconds() + 1 });
  raw.send({ id: 1, connect: { token } });
  expect(await raw.next()).toMatchObject({ connect: { expires: true, ttl: 1 } });
  expect(await raw.closed).toEqual({ code: 3005, reason: "connection expired" });
});

test("a token that is already expired does not connect", async () => {
  const { url } = await startHub();
  const raw = await openRaw(url);
  raw.send({ id: 1, connect: { token: JSON.stringify({ user: "ada", expireAt: 1 }) } });
  expect(await raw.next()).toMatchObject({ id: 1, error: { code: 109 } });
});

test("a token that lives longer than a timer can count is given a shorter ttl", async () => {
  const { url } = await startHub();
  const raw = await openRaw(url);
  const token = JSON.stringify({ user: "ada", expireAt: seconds() + 10 * 365 * 86_400 });
  raw.send({ id: 1, connect: { token } });
  const { connect } = (await raw.next()) as { connect: { ttl: number } };
  expect(connect.ttl * 1000).toBeLessThan(2 ** 31);
});

test("another user's token ends the session for good", async () => {
  const { url } = await startHub({ refresh: async (_session, token) => readToken(token) });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, refresh: { token: JSON.stringify({ user: "bob" }) } });
  expect((await raw.closed).code).toBe(3500);
});

test("an expired token does not renew", async () => {
  const { client } = await startHub({
    refresh: async () => {
      throw new HubError(ErrorCode.tokenExpired);
    },
    authenticate: async ({ token }) => readToken(token) as { user: string },
  });
  const ada = client(
    { user: "ada", expireAt: seconds() + 1 },
    { getToken: async () => "expired", minReconnectDelay: 60_000, maxReconnectDelay: 60_000 },
  );
  ada.connect();
  await ada.ready();
  const again = nextEvent<DisconnectedContext>(ada, "connecting");
  expect((await again).code).toBe(3005);
});

test("a subscription token is renewed too", async () => {
  const renewed: string[] = [];
  const { hub, client } = await startHub({
    limits: { expiryGraceMs: 400 },
    authorizeSubscribe: async (_session, { token }) => ({ expireAt: Number(token) }),
    refreshSubscription: async (_session, { channel, token }) => {
      renewed.push(channel);
      return { expireAt: Number(token) };
    },
  });
  const ada = client({ user: "ada" });
  const subscription = ada.newSubscription("plain:a", {
    token: `${seconds() + 1}`,
    getToken: async () => `${seconds() + 3600}`,
  });
  subscription.subscribe();
  ada.connect();
  await until(() => renewed.length === 1);
  const start = Date.now();
  await until(() => Date.now() - start > 500);
  expect(renewed).toEqual(["plain:a"]);
  expect(hub.subscribers("plain:a")).toBe(1);
});

test("a subscription whose token is not renewed ends as expired", async () => {
  const { url } = await startHub({
    limits: { expiryGraceMs: 30 },
    authorizeSubscribe: async () => ({ expireAt: seconds() + 1 }),
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, subscribe: { channel: "plain:a" } });
  expect(await raw.next()).toMatchObject({ subscribe: { expires: true, ttl: 1 } });
  expect(await raw.next()).toMatchObject({ push: { unsubscribe: { code: 2501 } } });
});

test("an expired server-side subscription ends the session", async () => {
  const { url } = await startHub({
    limits: { expiryGraceMs: 30 },
    authenticate: async () => ({
      user: "ada",
      subscriptions: { "plain:a": { expireAt: seconds() + 1 } },
    }),
  });
  const raw = await openRaw(url);
  raw.send({ id: 1, connect: {} });
  expect((await raw.closed).code).toBe(3006);
});
