import { createHmac } from "node:crypto";
import type { RouteAnswer } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { Centrifuge } from "centrifuge";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
const db = await testDatabase(import.meta.url);
const open: Centrifuge[] = [];
let server: TestServer;
let app: RouteAnswer<"apps.create">;
let number = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, listen: true, development: true });
  app = (await server.call(admin, "apps.create", { body: { name: "Tokens" } })).body;
});
afterEach(() => {
  for (const centrifuge of open.splice(0)) centrifuge.disconnect();
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const own = () => bearer(app.secretKey);

async function person(): Promise<string> {
  const userId = `person-${(number += 1)}`;
  await server.call(own(), "users.upsert", { params: { userId }, body: {} });
  return userId;
}

async function tokenOf(userId: string): Promise<string> {
  return (await made(userId)).token;
}

async function made(userId: string): Promise<RouteAnswer<"users.createToken">> {
  const answer = await server.call(own(), "users.createToken", { params: { userId }, body: {} });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Connects with a user token as a client does, and keeps the connection token to try again. */
async function connect(token: string) {
  const { path, token: connectionToken } = (await server.call(bearer(token), "realtime.token"))
    .body;
  const closed: number[] = [];
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, {
    token: connectionToken,
  });
  centrifuge.on("disconnected", ({ code }) => closed.push(code));
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  return { centrifuge, closed, connectionToken, path };
}

/** The code by which the server ends a connection with a token from before; undefined when it lets it in. */
async function retry({ connectionToken, path }: Awaited<ReturnType<typeof connect>>) {
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, {
    token: connectionToken,
  });
  open.push(centrifuge);
  return await new Promise<number | undefined>((done) => {
    centrifuge.on("disconnected", ({ code }) => done(code));
    centrifuge.on("connected", () => done(undefined));
    centrifuge.connect();
  });
}

const codeOf = async (token: string) =>
  (await server.call(bearer(token), "me.get")).error?.code ?? "good";
const revokeUser = (userId: string, before?: string) =>
  server.call(own(), "users.revokeTokens", {
    params: { userId },
    body: before === undefined ? {} : { before },
  });

describe("revoking by time [A3]", () => {
  it("refuses a user's tokens from before, with their connections, and nobody else's", async () => {
    const [ada, bob] = [await person(), await person()];
    const [token, other] = [await tokenOf(ada), await tokenOf(bob)];
    const [session, bobs] = [await connect(token), await connect(other)];
    expect(await codeOf(token)).toBe("good");
    const revoked = await revokeUser(ada);
    expect(revoked.status).toBe(200);
    expect(await codeOf(token)).toBe("auth.invalid_token");
    expect((await server.call(bearer(token), "realtime.token")).status).toBe(401);
    await expect.poll(() => session.closed).toEqual([3503]);
    expect(await retry(session)).toBe(3500);
    expect([bobs.closed, await codeOf(other)]).toEqual([[], "good"]);
    const fresh = await tokenOf(ada);
    expect(await codeOf(fresh)).toBe("good");
    expect((await connect(fresh)).closed).toEqual([]);
  });

  it("leaves tokens from after that time alone, also their connections", async () => {
    const ada = await person();
    const before = new Date().toISOString();
    const token = await tokenOf(ada);
    const session = await connect(token);
    expect((await revokeUser(ada, before)).body.revokedBefore).toBe(before);
    expect([await codeOf(token), session.closed]).toEqual(["good", []]);
    const later = new Date(Date.now() + 5).toISOString();
    await revokeUser(ada, later);
    await revokeUser(ada, before);
    expect(await codeOf(token)).toBe("auth.invalid_token");
  });

  it("refuses a token that does not say when it was made, once any was revoked", async () => {
    const ada = await person();
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = encode({ alg: "HS256", typ: "JWT", kid: app.signingKey.kid });
    const exp = Math.floor(Date.now() / 1_000) + 600;
    const body = `${head}.${encode({ aud: app.app.id, sub: ada, exp })}`;
    const token = `${body}.${createHmac("sha256", app.signingKey.secret).update(body).digest("base64url")}`;
    expect(await codeOf(token)).toBe("good");
    await revokeUser(ada, "2020-01-01T00:00:00Z");
    expect(await codeOf(token)).toBe("auth.invalid_token");
  });

  it("ends log-in sessions from before with it", async () => {
    const web = { "x-natter-key": app.publishableKey };
    const body = { username: "carol", password: "correct horse battery" };
    const answer = await server.call(web, "accounts.register", { body });
    const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await revokeUser("carol");
    expect(await codeOf(answer.body.token)).toBe("auth.invalid_token");
    expect((await server.call({ cookie }, "accounts.refresh")).error?.code).toBe(
      "account.session_ended",
    );
    const again = await server.call(web, "accounts.login", { body });
    expect(await codeOf(again.body.token)).toBe("good");
  });

  it("of a whole app reaches all its users and no other app's", async () => {
    const [ada, bob] = [await person(), await person()];
    const sessions = [await connect(await tokenOf(ada)), await connect(await tokenOf(bob))];
    const token = await tokenOf(ada);
    await server.users("ada");
    const elsewhere = await server.token("ada");
    expect([await codeOf(token), await codeOf(elsewhere)]).toEqual(["good", "good"]);
    const before = new Date(Date.now() + 1).toISOString();
    expect((await server.call(own(), "tokens.revoke", { body: { before } })).status).toBe(200);
    expect([await codeOf(token), await codeOf(elsewhere)]).toEqual(["auth.invalid_token", "good"]);
    for (const { closed } of sessions) await expect.poll(() => closed).toEqual([3503]);
    await expect.poll(async () => await codeOf(await tokenOf(ada))).toBe("good");
  });

  it("of somebody who does not exist is refused", async () => {
    expect((await revokeUser("nobody-here")).error?.code).toBe("user.not_found");
    const nothing = { body: {} as never };
    expect((await server.call(own(), "tokens.revoke", nothing)).error?.code).toBe(
      "request.invalid",
    );
  });
});

describe("revoking by token id [A3]", () => {
  it("refuses that token and its connection alone", async () => {
    const ada = await person();
    const [phone, laptop] = [await made(ada), await made(ada)];
    const [phones, laptops] = [await connect(phone.token), await connect(laptop.token)];
    const expiresAt = phone.expiresAt;
    const body = { tokenId: phone.tokenId, expiresAt };
    expect((await server.call(own(), "tokens.revoke", { body })).status).toBe(200);
    expect([await codeOf(phone.token), await codeOf(laptop.token)]).toEqual([
      "auth.invalid_token",
      "good",
    ]);
    await expect.poll(() => phones.closed).toEqual([3503]);
    expect(laptops.closed).toEqual([]);
    expect(await retry(phones)).toBe(3500);
    expect(await retry(laptops)).toBeUndefined();
  });

  it("means nothing to another app", async () => {
    const ada = await person();
    const { token, tokenId } = await made(ada);
    expect((await server.call(null, "tokens.revoke", { body: { tokenId } })).status).toBe(200);
    expect(await codeOf(token)).toBe("good");
  });
});

describe("a connection [A3]", () => {
  it("ends with its user's deactivation, with a suspended app, and with the session that is logged out", async () => {
    const ada = await person();
    const token = await tokenOf(ada);
    const first = await connect(token);
    await server.call(own(), "users.deactivate", { params: { userId: ada } });
    await expect.poll(() => first.closed).toEqual([3503]);
    expect(await retry(first)).toBe(3500);
    await server.call(own(), "users.reactivate", { params: { userId: ada } });
    const second = await connect(token);
    const params = { appId: app.app.id };
    await server.call(admin, "apps.suspend", { params });
    await expect.poll(() => second.closed).toEqual([3503]);
    expect(await retry(second)).toBe(3500);
    await server.call(admin, "apps.resume", { params });
    expect(await retry(second)).toBeUndefined();

    const web = { "x-natter-key": app.publishableKey };
    const body = { username: "dora", password: "correct horse battery" };
    const here = (await server.call(web, "accounts.register", { body })).body.token;
    const there = (await server.call(web, "accounts.login", { body })).body.token;
    const [gone, stays] = [await connect(here), await connect(there)];
    await server.call(bearer(here), "accounts.logout");
    await expect.poll(() => gone.closed).toEqual([3503]);
    expect([stays.closed, await retry(gone)]).toEqual([[], 3500]);
  });
});

describe("a development token [A3]", () => {
  const web = () => ({ "x-natter-key": app.publishableKey });

  it("is given to whoever asks a server in development mode, with a user made to fit", async () => {
    const body = { userId: "made-up", name: "Made up" };
    const answer = await server.call(web(), "development.token", { body });
    expect(answer.status).toBe(201);
    const { user } = (await server.call(bearer(answer.body.token), "me.get")).body;
    expect(user).toMatchObject({ id: "made-up", name: "Made up" });
    await server.call(own(), "users.deactivate", { params: { userId: "made-up" } });
    expect((await server.call(web(), "development.token", { body })).error?.code).toBe(
      "user.deactivated",
    );
  });

  it("does not exist on any other server", async () => {
    const usual = await startTestServer({ databaseUrl: db.url });
    const answer = await usual.call(web(), "development.token", { body: { userId: "made-up" } });
    expect(answer.error?.code).toBe("development.not_available");
    await usual.stop();
  });
});
