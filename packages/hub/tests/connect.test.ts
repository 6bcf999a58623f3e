import { UnauthorizedError, type ConnectedContext, type DisconnectedContext } from "centrifuge";
import { expect, test } from "vitest";
import { ErrorCode, HubError, type SessionInfo } from "../src/index.ts";
import { nextEvent, until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { newClient, readToken, startHub } from "./support/start-hub.ts";

test("a client with a good token connects and is found under its user", async () => {
  const connected: SessionInfo[] = [];
  const { hub, client } = await startHub({ onConnect: (session) => connected.push(session) });
  const ada = client({ user: "ada", info: { name: "Ada" } }, { name: "app", version: "1.2" });
  const event = nextEvent<ConnectedContext>(ada, "connected");
  ada.connect();
  const context = await event;

  expect(hub.sessionsOf("ada")).toEqual(connected);
  expect(connected[0]).toMatchObject({
    client: context.client,
    user: "ada",
    transport: "websocket",
    protocol: "json",
    name: "app",
    version: "1.2",
    info: { name: "Ada" },
  });
});

test("the owner's data comes with the connect reply", async () => {
  const { client } = await startHub({
    authenticate: async ({ token, data }) => ({ ...readToken(token), subscriptions: {}, data }),
  });
  const ada = client({ user: "ada" }, { data: { from: "page" } });
  const event = nextEvent<ConnectedContext>(ada, "connected");
  ada.connect();
  expect((await event).data).toEqual({ from: "page" });
});

test("a bad token ends the client for good", async () => {
  const { client } = await startHub();
  const stranger = client("not a token");
  const event = nextEvent<DisconnectedContext>(stranger, "disconnected");
  stranger.connect();
  expect(await event).toMatchObject({ code: 3500, reason: "invalid token" });
});

test("an expired token makes the client fetch a new one", async () => {
  const { hub, client } = await startHub({
    authenticate: async ({ token }) => {
      if (token === "old") throw new HubError(ErrorCode.tokenExpired);
      return readToken(token) as { user: string };
    },
  });
  const ada = client("old", { getToken: async () => JSON.stringify({ user: "ada" }) });
  const event = nextEvent(ada, "connected");
  ada.connect();
  await event;
  expect(hub.sessionsOf("ada")).toHaveLength(1);
});

test("a failure of the owner's check is reported, and the client tries again", async () => {
  const errors: string[] = [];
  let attempts = 0;
  const { client } = await startHub({
    authenticate: async ({ token }) => {
      attempts += 1;
      if (attempts === 1) throw new Error("database is away");
      return readToken(token) as { user: string };
    },
    onError: (error, context) => errors.push(`${context}: ${String(error)}`),
  });
  const ada = client({ user: "ada" });
  const event = nextEvent(ada, "connected");
  ada.connect();
  await event;
  expect(errors).toEqual(["connect: Error: database is away"]);
});

test("a connection that does not connect in time is closed as stale", async () => {
  const { url } = await startHub({ limits: { staleMs: 40 } });
  const silent = await openRaw(url);
  expect(await silent.closed).toEqual({ code: 3502, reason: "stale" });
});

test("the hooks hear of the end of a session with its code", async () => {
  const ended: [string, number][] = [];
  const { hub, client } = await startHub({
    onDisconnect: (session, code) => ended.push([session.user, code]),
  });
  const ada = client({ user: "ada" });
  ada.connect();
  await ada.ready();
  ada.disconnect();
  await until(() => ended.length === 1);
  expect(ended).toEqual([["ada", 3000]]);
  expect(hub.sessionsOf("ada")).toEqual([]);
});

test("the owner ends one session of a user, or all of them", async () => {
  const { hub, client } = await startHub();
  const [phone, laptop] = [client({ user: "ada" }), client({ user: "ada" })];
  for (const one of [phone, laptop]) one.connect();
  await Promise.all([phone.ready(), laptop.ready()]);
  const [first] = hub.sessionsOf("ada");
  hub.disconnect("ada", { code: 4500, reason: "signed out" }, { client: first?.client });
  expect(hub.sessionsOf("ada")).toHaveLength(1);
  const ended = [phone, laptop].map((one) => nextEvent<DisconnectedContext>(one, "disconnected"));
  expect(await Promise.race(ended)).toMatchObject({ code: 4500, reason: "signed out" });
  hub.disconnect("ada");
  expect((await Promise.all(ended)).map((end) => end.code).toSorted()).toEqual([3503, 4500]);
});

test("nobody connects past the number of sessions a user may have", async () => {
  const { url, client } = await startHub({ limits: { sessionsPerUser: 1 } });
  await connectRaw(url, "ada");
  const second = client({ user: "ada" });
  const event = nextEvent<DisconnectedContext>(second, "disconnected");
  second.connect();
  expect((await event).code).toBe(3504);
});

test("a token that the client cannot get ends it as unauthorized", async () => {
  const { url } = await startHub();
  const client = newClient(url, "", {
    getToken: async () => {
      throw new UnauthorizedError("");
    },
  });
  const event = nextEvent<DisconnectedContext>(client, "disconnected");
  client.connect();
  expect((await event).code).toBe(1);
});

test("a connection that fails over one of its streams keeps none of the others", async () => {
  const { hub, url } = await startHub();
  const raw = await openRaw(url);
  const token = JSON.stringify({ user: "ada", subscriptions: ["history:ada", "nothing:ada"] });
  raw.send({ id: 1, connect: { token } });
  expect(await raw.next()).toMatchObject({ id: 1, error: { code: 102 } });
  expect(hub.metrics()).toMatchObject({ subscriptions: 0, streams: 0 });
});
