import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { expect, test } from "vitest";
import type { AuthenticateRequest, SessionInfo } from "./hub-options.ts";
import { jwtTokens } from "./jwt-tokens.ts";

const secret = "a-secret-for-tests-only-of-32-bytes-and-more";
const key = new TextEncoder().encode(secret);
const tokens = jwtTokens({ secret });

const session: SessionInfo = {
  client: "client-1",
  user: "ada",
  transport: "websocket",
  protocol: "json",
  name: "",
  version: "",
  connectedAt: 0,
  info: undefined,
  meta: undefined,
};

const sign = (claims: object, alg = "HS256", by: Uint8Array = key): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg }).sign(by);

const connect = (token: string, hooks = tokens) =>
  hooks.authenticate({ token } as AuthenticateRequest); // the hook reads nothing else

const inAnHour = Math.floor(Date.now() / 1000) + 3600;

test("the claims of a connection token become the session's", async () => {
  const token = await sign({
    sub: "ada",
    exp: inAnHour,
    info: { name: "Ada" },
    meta: { plan: "free" },
    channels: ["user:ada"],
    subs: { "room:1": { info: { role: "host" }, data: { topic: "tea" } } },
  });
  const identity = await connect(token);
  expect(identity).toMatchObject({
    user: "ada",
    expireAt: inAnHour,
    info: { name: "Ada" },
    meta: { plan: "free" },
  });
  expect({ ...identity.subscriptions }).toEqual({
    "user:ada": {},
    "room:1": { info: { role: "host" }, data: { topic: "tea" } },
  });
});

test("a connection may outlive its token, or end before it", async () => {
  const exp = inAnHour;
  expect((await connect(await sign({ sub: "ada", exp, expire_at: 0 }))).expireAt).toBeUndefined();
  expect((await connect(await sign({ sub: "ada", exp, expire_at: 5 }))).expireAt).toBe(5);
  expect((await connect(await sign({ sub: "ada" }))).expireAt).toBeUndefined();
});

test("forged and foreign tokens are turned away with 3500", async () => {
  const { privateKey } = await generateKeyPair("RS256");
  const good = await sign({ sub: "ada" });
  const [header = "", payload = "", signature = ""] = good.split(".");
  const other = Buffer.from(`{"sub":"root"}`).toString("base64url");
  const forged = [
    "",
    "x",
    "a.b.c",
    good.slice(0, -2),
    `${header}.${payload}.`,
    `${header}.${other}.${signature}`,
    new UnsecuredJWT({ sub: "ada" }).encode(),
    await sign({ sub: "ada" }, "HS512"),
    await sign(
      { sub: "ada" },
      "HS256",
      new TextEncoder().encode("another secret of thirty-two bytes!!"),
    ),
    await new SignJWT({ sub: "ada" }).setProtectedHeader({ alg: "RS256" }).sign(privateKey),
    await sign({ name: "no subject" }),
    await sign({ sub: "ada", nbf: inAnHour }),
    await sign({ sub: "ada", channel: "room:1" }),
  ].filter((token) => token !== "");
  for (const token of forged) {
    expect([token, await connect(token).catch((error: { code: number }) => error.code)]).toEqual([
      token,
      3500,
    ]);
  }
  await expect(connect("")).rejects.toMatchObject({ code: 3501 });
});

test("an expired token asks for another one", async () => {
  await expect(connect(await sign({ sub: "ada", exp: 1 }))).rejects.toMatchObject({ code: 109 });
});

test("an audience, where one is asked for, must be named", async () => {
  const hooks = jwtTokens({ secret, audience: "chat" });
  expect((await connect(await sign({ sub: "ada", aud: "chat" }), hooks)).user).toBe("ada");
  await expect(connect(await sign({ sub: "ada", aud: "other" }), hooks)).rejects.toMatchObject({
    code: 3500,
  });
  await expect(connect(await sign({ sub: "ada" }), hooks)).rejects.toMatchObject({ code: 3500 });
});

test("a subscription token must be for this user, this stream and this client", async () => {
  const channel = "room:1";
  const ask = (token: string) => tokens.authorizeSubscribe(session, { channel, token, data: null });
  const good = { sub: "ada", channel, info: { role: "host" }, exp: inAnHour };
  expect(await ask(await sign(good))).toEqual({ expireAt: inAnHour, info: { role: "host" } });
  expect(await ask(await sign({ ...good, client: "client-1" }))).toBeTruthy();
  for (const wrong of [{ sub: "bob" }, { channel: "room:2" }, { client: "client-2" }]) {
    await expect(ask(await sign({ ...good, ...wrong }))).rejects.toMatchObject({ code: 3500 });
  }
  await expect(ask(await sign({ ...good, exp: 1 }))).rejects.toMatchObject({ code: 109 });
  await expect(ask("forged")).rejects.toMatchObject({ code: 103 });
});

test("a stream takes a token unless the owner says otherwise", async () => {
  const ask = (hooks: typeof tokens, channel: string) =>
    hooks.authorizeSubscribe(session, { channel, token: "", data: null });
  await expect(ask(tokens, "room:1")).rejects.toMatchObject({ code: 103 });
  const open = jwtTokens({ secret, allowSubscribe: (_session, name) => name === "room:1" });
  expect(await ask(open, "room:1")).toEqual({});
  await expect(ask(open, "room:2")).rejects.toMatchObject({ code: 103 });
});

test("a secret that can be guessed is refused", () => {
  expect(() => jwtTokens({ secret: "short" })).toThrow("at least 32 bytes");
});
