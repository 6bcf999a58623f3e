import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RouteAnswer } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createNodeWebFetch } from "../adapters/web-fetch/node-web-fetch.ts";

const adminKey = `ak_${"t".repeat(40)}`;
const issuer = "https://login.example.com/";
let clock = Date.parse("2026-06-01T12:00:00Z");
const db = await testDatabase(import.meta.url);
let server: TestServer;
let app: RouteAnswer<"apps.create">;
let otherApp: RouteAnswer<"apps.create">;

const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const foreignRsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const shortRsa = generateKeyPairSync("rsa", { modulusLength: 1_024 });
const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: "jwk" }), kid });
const publicKeys = [
  jwk(rsa.publicKey, "rsa-1"),
  jwk(ec.publicKey, "ec-1"),
  jwk(ed.publicKey, "ed-1"),
];

/** A log-in's own server: what it answers, and how often it was asked. */
const login = { answer: { status: 200, body: "" }, asked: 0, location: "" };
let loginServer: Server;
let jwksUrl = "";

beforeAll(async () => {
  loginServer = createServer((_request, response) => {
    login.asked += 1;
    const headers = login.location === "" ? {} : { location: login.location };
    response.writeHead(login.answer.status, headers).end(login.answer.body);
  });
  await new Promise<void>((done) => loginServer.listen(0, "127.0.0.1", done));
  jwksUrl = `http://127.0.0.1:${(loginServer.address() as AddressInfo).port}/keys`; // it listens on a port
  server = await startTestServer({
    databaseUrl: db.url,
    now: () => new Date(clock),
    development: true,
    webFetch: createNodeWebFetch({ allowLoopback: true }),
  });
  app = await newApp();
  otherApp = await newApp();
});
afterAll(async () => {
  await server.stop();
  loginServer.close();
  await db.drop();
});
beforeEach(async () => {
  // Past every memory of keys and refusals of the test before.
  clock += 3_600_000;
  Object.assign(login, { asked: 0, location: "" });
  login.answer = { status: 200, body: JSON.stringify({ keys: publicKeys }) };
  await setTokens({ jwksUrl, issuer });
});

async function newApp() {
  const made = await server.call(bearer(adminKey), "apps.create", { body: { name: "Login" } });
  const users = [{ id: "ada" }, { id: "bob" }];
  await server.call(bearer(made.body.secretKey), "users.upsertMany", { body: { users } });
  return made.body;
}

type Settings = NonNullable<Parameters<typeof setTokens>[0]>;
async function setTokens(tokens: Record<string, unknown> | null, of = app) {
  const body = { tokens } as never; // also what must be refused
  const answer = await server.call(bearer(of.secretKey), "app.update", { body });
  return answer;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const seconds = () => Math.floor(clock / 1_000);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

type Parts = { header?: Settings; claims?: Settings; key?: KeyObject; signature?: string };

/** A token as the log-in would sign it, but for what is said. */
function forge({ header = {}, claims = {}, key = rsa.privateKey, signature }: Parts = {}): string {
  const head = encode({ alg: "RS256", typ: "JWT", kid: "rsa-1", ...header });
  const times = { iat: seconds(), exp: seconds() + 600 };
  const body = encode({ iss: issuer, aud: app.app.id, sub: "ada", ...times, ...claims });
  return `${head}.${body}.${signature ?? signed(`${head}.${body}`, key)}`;
}

function signed(text: string, key: KeyObject): string {
  const digest = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  const wanted =
    key.asymmetricKeyType === "ec" ? ({ key, dsaEncoding: "ieee-p1363" } as const) : key;
  return sign(digest, Buffer.from(text), wanted).toString("base64url");
}

const me = (token: string, key = app.publishableKey) =>
  server.call({ ...bearer(token), "x-natter-key": key }, "me.get");
const code = async (token: string, key?: string) => (await me(token, key)).error?.code ?? "good";

const kinds = {
  RS256: { header: { alg: "RS256", kid: "rsa-1" }, key: rsa.privateKey },
  ES256: { header: { alg: "ES256", kid: "ec-1" }, key: ec.privateKey },
  EdDSA: { header: { alg: "EdDSA", kid: "ed-1" }, key: ed.privateKey },
  Ed25519: { header: { alg: "Ed25519", kid: "ed-1" }, key: ed.privateKey },
};

describe("a token of another log-in [A3]", () => {
  it.each(Object.entries(kinds))(
    "signed by %s is good, by address and pasted",
    async (_alg, parts) => {
      expect((await me(forge(parts))).body.user.id).toBe("ada");
      await setTokens({ jwks: { keys: publicKeys }, issuer });
      expect(await code(forge(parts))).toBe("good");
      expect(await code(forge({ ...parts, header: { ...parts.header, typ: "at+jwt" } }))).toBe(
        "good",
      );
    },
  );

  it("names no app: without the app's key it is good only where its audience is the app", async () => {
    expect((await server.call(bearer(forge()), "me.get")).status).toBe(200);
    await setTokens({ jwksUrl, issuer, audience: "https://api.example.com" });
    const token = forge({ claims: { aud: ["https://api.example.com", "other"] } });
    expect(await code(token)).toBe("good");
    expect((await server.call(bearer(token), "me.get")).error?.code).toBe("auth.invalid_token");
    expect(await code(forge())).toBe("auth.invalid_token");
  });

  it("of one app's log-in opens no other app", async () => {
    const token = forge({ claims: { aud: otherApp.app.id } });
    expect(await code(token, otherApp.publishableKey)).toBe("auth.invalid_token");
    await setTokens({ jwks: { keys: publicKeys }, issuer: "https://other.example.com/" }, otherApp);
    expect(await code(token, otherApp.publishableKey)).toBe("auth.invalid_token");
    await setTokens(null, otherApp);
  });

  it("is refused once the app names no log-in, and by the app's signing keys never", async () => {
    const token = forge();
    expect(await code(token)).toBe("good");
    await setTokens(null);
    expect(await code(token)).toBe("auth.invalid_token");
    expect(server.recorded.at(-1)).toEqual({
      kind: "end",
      selection: { appId: app.app.id, keyId: ":external" },
    });
  });

  it("makes a user from its claims where the app wants it, and nobody else's", async () => {
    const claims = { sub: "new-one", name: "  Ada\nLovelace ", picture: "https://a.example/1.png" };
    expect(await code(forge({ claims }))).toBe("auth.invalid_token");
    await setTokens({ jwksUrl, issuer, createUsers: true });
    const { body } = await me(forge({ claims }));
    expect(body.user).toMatchObject({
      id: "new-one",
      name: "Ada Lovelace",
      image: "https://a.example/1.png",
    });
    const odd = { sub: "odd-one", name: 7, picture: "javascript:alert(1)" };
    const made = (await me(forge({ claims: odd }))).body;
    expect(made.user).toMatchObject({ id: "odd-one", name: "odd-one", image: null });
    await setTokens({
      jwksUrl,
      issuer,
      createUsers: true,
      userIdClaim: "email",
      nameClaim: "nick",
    });
    const mail = { sub: "auth0|1", email: "ada@example.com", nick: "A" };
    expect((await me(forge({ claims: mail }))).body.user).toMatchObject({
      id: "ada@example.com",
      name: "A",
    });
  });
});

describe("a forged token of another log-in [A3]", () => {
  const pem = rsa.publicKey.export({ type: "spki", format: "pem" });
  const der = rsa.publicKey.export({ type: "spki", format: "der" });
  const n = Buffer.from(publicKeys[0]?.["n"] ?? "", "base64url");
  const hs256 = (secret: string | Buffer, kid = "rsa-1") => {
    const head = encode({ alg: "HS256", typ: "JWT", kid });
    const body = encode({ iss: issuer, aud: app.app.id, sub: "ada", exp: seconds() + 600 });
    const mac = createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url");
    return `${head}.${body}.${mac}`;
  };
  const forged: Record<string, () => string> = {
    "alg none": () => forge({ header: { alg: "none" }, signature: "" }),
    "alg none and the signature left": () => forge({ header: { alg: "none" } }),
    "alg HS256 by the public key's PEM": () => hs256(pem),
    "alg HS256 by the public key's DER": () => hs256(der),
    "alg HS256 by the modulus": () => hs256(n),
    "alg HS256 by the key set's text": () => hs256(login.answer.body),
    "alg HS256 by an empty secret": () => hs256(""),
    "alg RS384": () => forge({ header: { alg: "RS384" } }),
    "alg RS512": () => forge({ header: { alg: "RS512" } }),
    "alg PS256": () => forge({ header: { alg: "PS256" } }),
    "alg ES384": () => forge({ header: { alg: "ES384", kid: "ec-1" }, key: ec.privateKey }),
    "alg in lower case": () => forge({ header: { alg: "rs256" } }),
    "alg missing": () => forge({ header: { alg: undefined } }),
    "alg a list": () => forge({ header: { alg: ["RS256"] } }),
    "the RSA key's id with ES256": () =>
      forge({ header: { alg: "ES256", kid: "rsa-1" }, key: ec.privateKey }),
    "the EC key's id with RS256": () => forge({ header: { kid: "ec-1" } }),
    "the Ed25519 key's id with RS256": () => forge({ header: { kid: "ed-1" } }),
    "the RSA key's id with EdDSA": () =>
      forge({ header: { alg: "EdDSA", kid: "rsa-1" }, key: ed.privateKey }),
    "another key": () => forge({ key: foreignRsa.privateKey }),
    "another key whose set it brings": () =>
      forge({
        key: foreignRsa.privateKey,
        header: { jwk: jwk(foreignRsa.publicKey, "rsa-1") },
      }),
    "a set of its own choice": () => forge({ header: { jku: jwksUrl } }),
    "a certificate of its own choice": () => forge({ header: { x5c: ["MIIB"] } }),
    "an unknown kid": () => forge({ header: { kid: "rsa-2" } }),
    "no kid": () => forge({ header: { kid: undefined } }),
    "a kid that is a number": () => forge({ header: { kid: 1 } }),
    "a kid that is very long": () => forge({ header: { kid: "k".repeat(300) } }),
    "a kid of the app's signing key": () => forge({ header: { kid: app.signingKey.kid } }),
    "another issuer": () => forge({ claims: { iss: "https://evil.example.com/" } }),
    "the issuer without its slash": () => forge({ claims: { iss: issuer.slice(0, -1) } }),
    "a list of issuers": () => forge({ claims: { iss: [issuer, "x"] } }),
    "no issuer": () => forge({ claims: { iss: undefined } }),
    "another audience": () => forge({ claims: { aud: otherApp.app.id } }),
    "no audience": () => forge({ claims: { aud: undefined } }),
    "an audience that is a part of the right one": () =>
      forge({ claims: { aud: app.app.id.slice(0, 5) } }),
    "no expiry": () => forge({ claims: { exp: undefined } }),
    "an expiry in words": () => forge({ claims: { exp: "tomorrow" } }),
    "an expiry no date can hold": () => forge({ claims: { exp: 1e300 } }),
    "not before a time two minutes ahead": () => forge({ claims: { nbf: seconds() + 120 } }),
    "no subject": () => forge({ claims: { sub: undefined } }),
    "a subject that is no user id": () => forge({ claims: { sub: "auth0|ada" } }),
    "a subject that is a list": () => forge({ claims: { sub: ["ada"] } }),
    "a user who does not exist": () => forge({ claims: { sub: "nobody" } }),
    "a token id that is a number": () => forge({ claims: { jti: 7 } }),
    "a token id with NUL": () => forge({ claims: { jti: "a\u0000" } }),
    "a critical extension": () => forge({ header: { crit: ["exp"] } }),
    "an unencoded payload": () => forge({ header: { b64: false, crit: ["b64"] } }),
    "another kind of token": () => forge({ header: { typ: "logout+jwt" } }),
    "claims of somebody else under its signature": () => {
      const [head, , signature] = forge().split(".");
      const body = encode({ iss: issuer, aud: app.app.id, sub: "bob", exp: seconds() + 600 });
      return `${head}.${body}.${signature}`;
    },
    "a DER signature where a plain one belongs": () => {
      const parts = forge({ header: { alg: "ES256", kid: "ec-1" }, key: ec.privateKey }).split(".");
      const mine = sign("sha256", Buffer.from(`${parts[0]}.${parts[1]}`), ec.privateKey);
      return `${parts[0]}.${parts[1]}.${mine.toString("base64url")}`;
    },
    "a signature of zeros": () =>
      forge({ header: { alg: "ES256", kid: "ec-1" }, signature: "A".repeat(86) }),
    "a signature left out": () => forge({ signature: "" }),
  };

  it.each(Object.entries(forged))("is refused with %s", async (_what, make) => {
    const { status, error } = await me(make());
    expect({ status, code: error?.code }).toEqual({ status: 401, code: "auth.invalid_token" });
  });

  it("is not made good by pasting the keys", async () => {
    await setTokens({ jwks: { keys: publicKeys }, issuer });
    const good = Object.entries(forged).filter(([what]) => what !== "a set of its own choice");
    for (const [what, make] of good)
      expect({ what, code: await code(make()) }).toEqual({ what, code: "auth.invalid_token" });
  });

  it("is told from one that has expired", async () => {
    expect(await code(forge({ claims: { exp: seconds() - 61 } }))).toBe("auth.token_expired");
    expect(await code(forge({ claims: { exp: seconds() - 30 } }))).toBe("good");
  });
});

describe("the keys of another log-in [A3]", () => {
  it("are fetched once for many tokens, and again for a new key at most once a minute", async () => {
    for (let index = 0; index < 5; index += 1) await me(forge({ claims: { jti: `${index}` } }));
    expect(login.asked).toBe(1);
    clock += 61_000;
    const next = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const rotated = forge({ key: next.privateKey, header: { kid: "rsa-2" } });
    expect(await code(rotated)).toBe("auth.invalid_token");
    expect(login.asked).toBe(2);
    login.answer.body = JSON.stringify({ keys: [...publicKeys, jwk(next.publicKey, "rsa-2")] });
    for (let index = 0; index < 20; index += 1) {
      await me(forge({ header: { kid: `made-up-${index}` } }));
      expect(await code(rotated)).toBe("auth.invalid_token");
    }
    expect(login.asked).toBe(2);
    clock += 61_000;
    expect(await code(forge({ key: next.privateKey, header: { kid: "rsa-2" } }))).toBe("good");
    expect(login.asked).toBe(3);
  });

  it("serve on for an hour when they cannot be had, and then no longer", async () => {
    expect(await code(forge())).toBe("good");
    login.answer = { status: 500, body: "" };
    clock += 30 * 60_000;
    expect(await code(forge())).toBe("good");
    expect(login.asked).toBe(2);
    clock += 40 * 60_000;
    expect(await code(forge())).toBe("auth.invalid_token");
  });

  it.each<[string, { status: number; body: string }]>([
    ["no JSON", { status: 200, body: "<html>" }],
    ["no list", { status: 200, body: '{"keys":{}}' }],
    ["a list of nothing", { status: 200, body: '{"keys":[]}' }],
    [
      "a very long document",
      { status: 200, body: JSON.stringify({ x: "x".repeat(300_000), keys: publicKeys }) },
    ],
    ["an error", { status: 404, body: JSON.stringify({ keys: publicKeys }) }],
    ["a redirection", { status: 302, body: JSON.stringify({ keys: publicKeys }) }],
    [
      "a key for encryption",
      {
        status: 200,
        body: JSON.stringify({ keys: publicKeys.map((key) => ({ ...key, use: "enc" })) }),
      },
    ],
    [
      "a key for another algorithm",
      {
        status: 200,
        body: JSON.stringify({ keys: publicKeys.map((key) => ({ ...key, alg: "RS512" })) }),
      },
    ],
    [
      "a key that is too short",
      { status: 200, body: JSON.stringify({ keys: [jwk(shortRsa.publicKey, "rsa-1")] }) },
    ],
    [
      "a shared secret",
      {
        status: 200,
        body: JSON.stringify({ keys: [{ kty: "oct", k: "c2VjcmV0", kid: "rsa-1" }] }),
      },
    ],
  ])("are none in an answer with %s", async (_what, answer) => {
    login.answer = answer;
    if (answer.status === 302) login.location = jwksUrl;
    const key = answer.body.includes("oct") ? undefined : rsa.privateKey;
    expect(await code(forge(key ? { key } : {}))).toBe("auth.invalid_token");
    expect(login.asked).toBe(1);
  });

  it("that are pasted or named wrongly are refused when they are set", async () => {
    const codeOf = async (tokens: Record<string, unknown>) => (await setTokens(tokens)).error?.code;
    const privateKey = { ...rsa.privateKey.export({ format: "jwk" }), kid: "rsa-1" };
    expect(await codeOf({ issuer })).toBe("request.invalid");
    expect(await codeOf({ issuer, jwksUrl, jwks: { keys: publicKeys } })).toBe("request.invalid");
    expect(await codeOf({ jwksUrl })).toBe("request.invalid");
    expect(await codeOf({ issuer, jwksUrl: "file:///etc/passwd" })).toBe("request.invalid");
    expect(await codeOf({ issuer, jwks: { keys: [privateKey] } })).toBe("request.invalid");
    expect(await codeOf({ issuer, jwks: { keys: [{ kty: "oct", k: "c2Vj", kid: "1" }] } })).toBe(
      "request.invalid",
    );
    expect(await codeOf({ issuer, jwks: { keys: [jwk(shortRsa.publicKey, "s")] } })).toBe(
      "request.invalid",
    );
    const twice = [jwk(rsa.publicKey, "same"), jwk(ec.publicKey, "same")];
    expect(await codeOf({ issuer, jwks: { keys: twice } })).toBe("app.tokens_invalid");
    const offCurve = { ...jwk(ec.publicKey, "ec"), x: "A".repeat(43) };
    expect(await codeOf({ issuer, jwks: { keys: [offCurve] } })).toBe("app.tokens_invalid");
  });
});
