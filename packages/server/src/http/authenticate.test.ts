import { createHmac } from "node:crypto";
import type { RouteAnswer } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type NewApp = RouteAnswer<"apps.create">;

const adminKey = `ak_${"t".repeat(40)}`;
let clock = Date.parse("2026-06-01T12:00:00Z");
const statements: string[] = [];
const db = await testDatabase(import.meta.url);
let server: TestServer;
let app: NewApp;
let otherApp: NewApp;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    now: () => new Date(clock),
    onQuery: ({ text }) => statements.push(text),
  });
  app = await newApp("first");
  otherApp = await newApp("second");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function newApp(name: string): Promise<NewApp> {
  const made = await server.call({ authorization: `Bearer ${adminKey}` }, "apps.create", {
    body: { name },
  });
  expect(made.status).toBe(201);
  const key = { authorization: `Bearer ${made.body.secretKey}` };
  const users = [{ id: "ada" }, { id: "bob" }];
  expect((await server.call(key, "users.upsertMany", { body: { users } })).status).toBe(200);
  return made.body;
}

const seconds = () => Math.floor(clock / 1_000);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

type Parts = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  secret?: string;
  digest?: string;
};

/** A token made by hand, as a customer's server would make it, but for what is said. */
function forge({ header = {}, claims = {}, secret, digest = "sha256" }: Parts = {}): string {
  const head = encode({ alg: "HS256", typ: "JWT", kid: app.signingKey.kid, ...header });
  const body = encode({ aud: app.app.id, sub: "ada", exp: seconds() + 600, ...claims });
  const signature = createHmac(digest, secret ?? app.signingKey.secret)
    .update(`${head}.${body}`)
    .digest("base64url");
  return `${head}.${body}.${signature}`;
}

const me = (headers: Record<string, string>) => server.call(headers, "me.get");
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function flip(token: string, at: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const index = at < 0 ? token.length + at : at;
  const next = letters[letters.indexOf(token[index] ?? "A") ^ 1];
  return token.slice(0, index) + next + token.slice(index + 1);
}

describe("a user token", () => {
  it("made by hand with the app's signing key is good, and names its user", async () => {
    const answer = await me(bearer(forge()));
    expect(answer.status).toBe(200);
    expect(answer.body.user.id).toBe("ada");
  });

  it("made by the server is good, and says until when", async () => {
    const made = await server.call(bearer(app.secretKey), "users.createToken", {
      params: { userId: "bob" },
      body: { expiresInSeconds: 60 },
    });
    expect(made.status).toBe(201);
    expect(Date.parse(made.body.expiresAt)).toBe((seconds() + 60) * 1_000);
    expect((await me(bearer(made.body.token))).body.user.id).toBe("bob");
  });

  it("goes with the publishable key of its own app, and with no other's", async () => {
    const own = { ...bearer(forge()), "x-natter-key": app.publishableKey };
    expect((await me(own)).status).toBe(200);
    const foreign = { ...bearer(forge()), "x-natter-key": otherApp.publishableKey };
    expect((await me(foreign)).error?.code).toBe("auth.invalid_token");
  });

  const good = (): string => forge();
  const parts = () => good().split(".") as [string, string, string];
  const forged: Record<string, () => string> = {
    "alg none, unsigned": () =>
      `${forge({ header: { alg: "none" } })
        .split(".")
        .slice(0, 2)
        .join(".")}.`,
    "alg none, signed": () => forge({ header: { alg: "none" } }),
    "alg None": () => forge({ header: { alg: "None" } }),
    "alg NONE, unsigned": () =>
      `${encode({ alg: "NONE", kid: app.signingKey.kid })}.${parts()[1]}.`,
    "alg HS512": () => forge({ header: { alg: "HS512" }, digest: "sha512" }),
    "alg HS384": () => forge({ header: { alg: "HS384" }, digest: "sha384" }),
    "alg HS512 over an HS256 signature": () => forge({ header: { alg: "HS512" } }),
    "alg RS256 over an HMAC": () => forge({ header: { alg: "RS256" } }),
    "alg ES256 over an HMAC": () => forge({ header: { alg: "ES256" } }),
    "alg in lower case": () => forge({ header: { alg: "hs256" } }),
    "alg missing": () => forge({ header: { alg: undefined } }),
    "alg a list": () => forge({ header: { alg: ["HS256"] } }),
    "another secret": () => forge({ secret: "not the secret at all, but long enough" }),
    "an empty secret": () => forge({ secret: "" }),
    "the kid as the secret": () => forge({ secret: app.signingKey.kid }),
    "the publishable key as the secret": () => forge({ secret: app.publishableKey }),
    "another app's secret": () => forge({ secret: otherApp.signingKey.secret }),
    "another app's secret and kid": () =>
      forge({ secret: otherApp.signingKey.secret, header: { kid: otherApp.signingKey.kid } }),
    "another app's kid": () => forge({ header: { kid: otherApp.signingKey.kid } }),
    "an unknown kid": () => forge({ header: { kid: "nobody" } }),
    "no kid": () => forge({ header: { kid: undefined } }),
    "a kid that is SQL": () => forge({ header: { kid: "' or 1=1 --" } }),
    "a kid that is a path": () => forge({ header: { kid: "../../dev/null" }, secret: "" }),
    "a kid that is a number": () => forge({ header: { kid: 7 } }),
    "a kid with NUL": () => forge({ header: { kid: `${app.signingKey.kid}\u0000` } }),
    "the audience of another app": () => forge({ claims: { aud: otherApp.app.id } }),
    "two audiences": () => forge({ claims: { aud: [app.app.id, otherApp.app.id] } }),
    "a list of one audience": () => forge({ claims: { aud: [app.app.id] } }),
    "an app that does not exist": () => forge({ claims: { aud: "nosuchapp" } }),
    "no audience": () => forge({ claims: { aud: undefined } }),
    "an audience that is no app id": () => forge({ claims: { aud: "*" } }),
    "no subject": () => forge({ claims: { sub: undefined } }),
    "an empty subject": () => forge({ claims: { sub: "" } }),
    "a subject that is no user id": () => forge({ claims: { sub: "ada bob" } }),
    "a subject that is a list": () => forge({ claims: { sub: ["ada"] } }),
    "a user who does not exist": () => forge({ claims: { sub: "nobody" } }),
    "no expiry": () => forge({ claims: { exp: undefined } }),
    "an expiry in words": () => forge({ claims: { exp: "tomorrow" } }),
    "an expiry no date can hold": () => forge({ claims: { exp: 1e300 } }),
    "a session that does not exist": () =>
      forge({ claims: { sid: "019f0000-0000-7000-8000-000000000000" } }),
    "a session that is no id": () => forge({ claims: { sid: "x" } }),
    "a session that is a number": () => forge({ claims: { sid: 1 } }),
    "not before a time two minutes ahead": () => forge({ claims: { nbf: seconds() + 120 } }),
    "a key of its own choice by jwk": () =>
      forge({ header: { jwk: { kty: "oct", k: encode("x") } } }),
    "a key of its own choice by jku": () => forge({ header: { jku: "https://example.com/keys" } }),
    "a key of its own choice by x5u": () => forge({ header: { x5u: "https://example.com/cert" } }),
    "a key of its own choice by x5c": () => forge({ header: { x5c: ["MIIB"] } }),
    "a critical extension": () => forge({ header: { crit: ["exp"] } }),
    "an unencoded payload": () => forge({ header: { b64: false, crit: ["b64"] } }),
    "another kind of token": () => forge({ header: { typ: "at+jwt" } }),
    "no kind of token": () => forge({ header: { typ: null } }),
    "a flipped bit at the start of the signature": () => flip(good(), good().length - 43),
    "a flipped bit within the signature": () => flip(good(), -20),
    "a flipped bit that the signature does not use": () => flip(good(), -1),
    "a flipped bit in the claims": () => flip(good(), parts()[0].length + 20),
    "a flipped bit in the header": () => flip(good(), 12),
    "a signature cut short": () => good().slice(0, -1),
    "a signature left out": () => `${parts()[0]}.${parts()[1]}.`,
    "only two parts": () => `${parts()[0]}.${parts()[1]}`,
    "four parts": () => `${good()}.${parts()[2]}`,
    "a padded signature": () => `${good()}=`,
    "an added line break": () => `${parts()[0]}.${parts()[1]}%0a.${parts()[2]}`,
    "claims of somebody else under its signature": () =>
      `${parts()[0]}.${encode({ aud: app.app.id, sub: "bob", exp: seconds() + 600 })}.${parts()[2]}`,
    "nothing but dots": () => "..",
    "no token at all": () => "hello",
    "a very long token": () => `${parts()[0]}.${"A".repeat(6_000)}.${parts()[2]}`,
  };

  it.each(Object.entries(forged))("is refused with %s", async (_what, make) => {
    const answer = await me(bearer(make()));
    expect({ status: answer.status, code: answer.error?.code }).toEqual({
      status: 401,
      code: "auth.invalid_token",
    });
  });

  it("is refused as expired, by its own code, once its time and a minute of skew are over", async () => {
    const token = forge({ claims: { exp: seconds() + 30 } });
    expect((await me(bearer(token))).status).toBe(200);
    clock += 95_000;
    expect((await me(bearer(token))).error?.code).toBe("auth.token_expired");
  });

  it("may be a minute ahead of this clock", async () => {
    expect((await me(bearer(forge({ claims: { nbf: seconds() + 50 } })))).status).toBe(200);
  });

  it("that was found good is not looked up again for a while, and then it is", async () => {
    const headers = {
      ...bearer(forge({ claims: { jti: "again" } })),
      "x-natter-key": app.publishableKey,
    };
    const limits = () => server.call(headers, "limits.get");
    await limits();
    const before = statements.length;
    expect((await limits()).status).toBe(200);
    expect(statements.length).toBe(before);
    clock += 31_000;
    await limits();
    expect(statements.length).toBeGreaterThan(before);
  });
});

describe("a key", () => {
  const acting = (key: string, more: Record<string, string> = {}) =>
    me({ ...bearer(key), "x-natter-user": "ada", ...more });

  it("acts for a user who exists, and for nobody else", async () => {
    expect((await acting(app.secretKey)).body.user.id).toBe("ada");
    expect((await acting(app.secretKey, { "x-natter-user": "nobody" })).error?.code).toBe(
      "user.not_found",
    );
    expect((await acting(app.secretKey, { "x-natter-user": "a b" })).status).toBe(400);
  });

  it("is refused with its last letter changed, as another kind, and of an app that does not exist", async () => {
    const { secretKey, publishableKey } = app;
    const last = secretKey.at(-1) === "a" ? "b" : "a";
    const wrong = [
      secretKey.slice(0, -1) + last,
      secretKey.replace("sk_", "pk_"),
      publishableKey.replace("pk_", "sk_"),
      publishableKey,
      secretKey.replace(app.app.id, otherApp.app.id),
      secretKey.replace(app.app.id, "nosuchapp"),
      "sk_",
      "ak_wrong",
    ];
    for (const key of wrong) {
      const answer = await acting(key);
      expect({ key, status: answer.status, code: answer.error?.code }).toEqual({
        key,
        status: 401,
        code: "auth.invalid_key",
      });
    }
  });

  it("that is secret is refused from a browser, and so is the admin key", async () => {
    const origin = { origin: "https://example.com" };
    for (const key of [app.secretKey, adminKey]) {
      const answer = await server.call({ ...bearer(key), ...origin }, "keys.list", { query: {} });
      expect({ status: answer.status, code: answer.error?.code }).toEqual({
        status: 403,
        code: "auth.secret_key_in_browser",
      });
    }
    expect((await me({ ...bearer(forge()), ...origin })).status).toBe(200);
  });

  it("of one app does not go with the publishable key of another", async () => {
    const foreign = { "x-natter-key": otherApp.publishableKey };
    expect((await acting(app.secretKey, foreign)).error?.code).toBe("auth.invalid_key");
    expect((await acting(app.secretKey, { "x-natter-key": app.publishableKey })).status).toBe(200);
  });

  it("that was revoked is refused at once, though it was used a moment before", async () => {
    const owner = bearer(app.secretKey);
    const made = await server.call(owner, "keys.create", { body: { kind: "secret", name: "CI" } });
    expect(made.body.key).toMatchObject({ kind: "secret", name: "CI", revokedAt: null });
    expect(made.body.key.hint).not.toContain(made.body.value.slice(-8));
    expect((await acting(made.body.value)).status).toBe(200);
    const params = { keyId: made.body.key.id };
    expect((await server.call(owner, "keys.revoke", { params })).status).toBe(204);
    expect((await acting(made.body.value)).error?.code).toBe("auth.invalid_key");
    expect((await server.call(owner, "keys.revoke", { params })).error?.code).toBe("key.not_found");
    const { body } = await server.call(owner, "keys.list", { query: {} });
    expect(body.items.find((key) => key.id === params.keyId)?.revokedAt).not.toBeNull();
    expect(JSON.stringify(body)).not.toContain(made.body.value);
  });

  it("of another app cannot be revoked", async () => {
    const { body } = await server.call(bearer(otherApp.secretKey), "keys.list", { query: {} });
    const keyId = body.items[0]?.id ?? "";
    const answer = await server.call(bearer(app.secretKey), "keys.revoke", { params: { keyId } });
    expect(answer.error?.code).toBe("key.not_found");
    expect((await acting(otherApp.secretKey)).status).toBe(200);
  });

  it("is not given by an app that cannot be made twice", async () => {
    const again = { body: { id: app.app.id, name: "Again" } };
    const answer = await server.call(bearer(adminKey), "apps.create", again);
    expect({ status: answer.status, code: answer.error?.code }).toEqual({
      status: 409,
      code: "app.id_taken",
    });
    const byKey = await server.call(bearer(app.secretKey), "apps.create", again);
    expect(byKey.status).toBe(403);
  });
});

describe("who sends nothing", () => {
  it("is asked for a token, and told the app where only that is missing", async () => {
    expect((await me({})).error?.code).toBe("auth.required");
    expect((await me({ authorization: "Basic YTpi" })).error?.code).toBe("auth.invalid_token");
    const login = { body: { username: "ada", password: "not this one" } };
    expect((await server.call({}, "accounts.login", login)).error?.code).toBe("auth.required");
    expect((await me({ "x-natter-key": app.secretKey })).error?.code).toBe("auth.invalid_key");
  });
});
