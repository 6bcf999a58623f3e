import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let clock = Date.parse("2026-06-01T12:00:00Z");
let address = 1;
let server: TestServer;
let demoKey: string;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    demo: true,
    now: () => new Date(clock),
    peer: (context) => ({
      address: context.req.header("x-test-address") ?? "127.0.0.1",
      secure: context.req.header("x-test-secure") === "yes",
    }),
  });
  const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
  const demo = await server.call(admin, "apps.create", { body: { id: "demo", name: "Demo" } });
  demoKey = demo.body.publishableKey;
  const users = [{ id: "ada" }, { id: "bob" }, { id: "cy" }];
  const key = { authorization: `Bearer ${demo.body.secretKey}` };
  await server.call(key, "users.upsertMany", { body: { users } });
});
beforeEach(() => {
  address += 1;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** A browser: it keeps the one cookie it is given. */
function newBrowser(more: Record<string, string> = {}) {
  let cookie = "";
  let given = "";
  return {
    get cookie() {
      return cookie;
    },
    set cookie(value: string) {
      cookie = value;
    },
    /** The Set-Cookie header of the last answer that had one. */
    get given() {
      return given;
    },
    async call(
      name: "accounts.register" | "accounts.login" | "accounts.refresh" | "accounts.logout",
      body?: { username: string; password: string; name?: string },
    ) {
      const headers = {
        ...{ "x-natter-key": server.appKey, "x-test-address": `10.0.0.${address}`, ...more },
        ...(cookie ? { cookie } : {}),
      };
      const input = body === undefined ? {} : { body };
      const answer = await server.call(
        headers,
        name as "accounts.login",
        input as { body: { username: string; password: string } },
      ); // the four take and give alike
      const set = answer.headers.get("set-cookie");
      if (set) {
        given = set;
        cookie = set.slice(0, set.indexOf(";"));
      }
      return answer;
    },
  };
}

let names = 0;
async function registered() {
  names += 1;
  const username = `person-${names}`;
  const password = "correct horse battery";
  const browser = newBrowser();
  const answer = await browser.call("accounts.register", { username, password });
  expect(answer.status).toBe(201);
  return { browser, username, password, token: answer.body.token };
}

const me = (token: string) => server.call({ authorization: `Bearer ${token}` }, "me.get");

describe("registering", () => {
  it("makes a user of that name and signs in for a quarter of an hour", async () => {
    const browser = newBrowser();
    const body = { username: " Grace ", password: "long enough", name: "Grace H." };
    const answer = await browser.call("accounts.register", body);
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({ id: "grace", name: "Grace H." });
    expect(Date.parse(answer.body.expiresAt) - clock).toBe(15 * 60_000);
    expect((await me(answer.body.token)).body.user.id).toBe("grace");
    expect(JSON.stringify(answer.body)).not.toContain(browser.cookie.split("=")[1]);
  });

  it("gives the refresh token in a cookie that no script, no other site and no other route sees", async () => {
    const { browser } = await registered();
    const rules = browser.given.split("; ").slice(1);
    expect(rules).toEqual(["Path=/v1/accounts", "HttpOnly", "SameSite=Strict", "Max-Age=2592000"]);
    const secure = newBrowser({ "x-test-secure": "yes" });
    await secure.call("accounts.register", { username: "over-tls", password: "long enough" });
    expect(secure.given.split("; ")).toContain("Secure");
  });

  it("is refused for a name that is taken, with or without an account", async () => {
    const { username } = await registered();
    await server.users("made-by-server");
    for (const name of [username, username.toUpperCase(), "made-by-server"]) {
      const body = { username: name, password: "long enough" };
      const answer = await newBrowser().call("accounts.register", body);
      expect([answer.status, answer.error?.code]).toEqual([409, "account.username_taken"]);
    }
  });

  it("of one name by many at once makes one account", async () => {
    const body = { username: "contested", password: "long enough" };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => newBrowser().call("accounts.register", body)),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
  });
});

describe("logging in", () => {
  it("answers alike for a wrong password, an unknown name and a user without an account", async () => {
    const { username, password } = await registered();
    await server.users("no-account");
    const attempt = (name: string, word: string) =>
      newBrowser().call("accounts.login", { username: name, password: word });
    expect((await attempt(username, password)).body.user.id).toBe(username);
    const answers = [
      await attempt(username, "wrong password"),
      await attempt("nobody-here", password),
      await attempt("no-account", password),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.error?.code, answer.error?.message]).toEqual([
        401,
        "account.invalid_credentials",
        answers[0]?.error?.message,
      ]);
    }
  });

  it("is held back after ten attempts in a minute under one name, and goes on afterwards", async () => {
    const { username, password } = await registered();
    const attempt = (word: string) =>
      newBrowser().call("accounts.login", { username, password: word });
    const codes: (string | undefined)[] = [];
    for (let times = 0; times < 12; times += 1) codes.push((await attempt("wrong")).error?.code);
    expect(codes[0]).toBe("account.invalid_credentials");
    expect(codes.at(-1)).toBe("request.rate_limited");
    const held = await attempt(password);
    expect(held.status).toBe(429);
    expect(held.error?.details?.["retryAfterSeconds"]).toBeGreaterThan(0);
    expect(Number(held.headers.get("retry-after"))).toBeGreaterThan(0);
    clock += 61_000;
    expect((await attempt(password)).status).toBe(200);
  });

  it("keeps a password only as an Argon2id hash", async () => {
    const { password } = await registered();
    const stored = await server.chat.engine.database.transaction(
      { app: server.appId },
      (connection) =>
        connection.query<{ hash: string }>(
          { text: "select password_hash as hash from accounts" },
          [],
        ),
    );
    for (const { hash } of stored) {
      expect(hash).toMatch(/^\$argon2id\$/);
      expect(hash).not.toContain(password);
    }
  });
});

describe("a session", () => {
  it("goes on by its refresh token, which changes each time", async () => {
    const { browser, username } = await registered();
    const seen = new Set([browser.cookie]);
    for (let times = 1; times <= 3; times += 1) {
      const answer = await browser.call("accounts.refresh");
      expect(answer.body.user.id).toBe(username);
      expect((await me(answer.body.token)).status).toBe(200);
      seen.add(browser.cookie);
    }
    expect(seen.size).toBe(4);
  });

  it("ends when an old refresh token turns up again, for the thief and the owner alike", async () => {
    const { browser } = await registered();
    const stolen = browser.cookie;
    const { body } = await browser.call("accounts.refresh");
    expect((await me(body.token)).status).toBe(200);
    const thief = newBrowser();
    thief.cookie = stolen;
    const refused = await thief.call("accounts.refresh");
    expect([refused.status, refused.error?.code]).toEqual([401, "account.session_ended"]);
    expect((await browser.call("accounts.refresh")).error?.code).toBe("account.session_ended");
    expect((await me(body.token)).error?.code).toBe("auth.invalid_token");
  });

  it("is not gone on with by a made-up, an empty or a foreign cookie", async () => {
    const { browser } = await registered();
    const [app = "", session = "", secret = ""] = (browser.cookie.split("=")[1] ?? "").split(".");
    const cookies = [
      "",
      "natter_refresh=",
      "natter_refresh=x.y.z",
      `natter_refresh=${app}.${session}`,
      `natter_refresh=demo.${session}.${secret}`,
      `natter_refresh=${app}.019f0000-0000-7000-8000-000000000000.${secret}`,
      `natter_refresh=${app}.------------------------------------.${secret}`,
    ];
    for (const cookie of cookies) {
      const other = newBrowser();
      other.cookie = cookie;
      const answer = await other.call("accounts.refresh");
      expect([cookie, answer.status]).toEqual([cookie, 401]);
    }
    expect((await browser.call("accounts.refresh")).status).toBe(200);
  });

  it("ends at once with a log-out, and others of the same account go on", async () => {
    const { browser, username, password, token } = await registered();
    const elsewhere = newBrowser();
    const other = await elsewhere.call("accounts.login", { username, password });
    expect((await me(token)).status).toBe(200);
    expect((await browser.call("accounts.logout")).status).toBe(204);
    expect(browser.given).toContain("Max-Age=0");
    expect((await me(token)).error?.code).toBe("auth.invalid_token");
    expect((await browser.call("accounts.refresh")).status).toBe(401);
    expect((await me(other.body.token)).status).toBe(200);
    expect((await elsewhere.call("accounts.refresh")).status).toBe(200);
  });

  it("ends everywhere at once, connections too, when the account asks for it", async () => {
    const { browser, username, password, token } = await registered();
    const elsewhere = newBrowser();
    const other = await elsewhere.call("accounts.login", { username, password });
    expect((await me(other.body.token)).status).toBe(200);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await server.call(bearer, "accounts.logoutEverywhere")).status).toBe(204);
    for (const one of [token, other.body.token]) {
      expect((await me(one)).error?.code).toBe("auth.invalid_token");
    }
    for (const one of [browser, elsewhere]) {
      expect((await one.call("accounts.refresh")).status).toBe(401);
    }
    const user = `${server.appId}.${username}`;
    expect(server.recorded).toContainEqual({ kind: "disconnect", user });
    expect((await newBrowser().call("accounts.login", { username, password })).status).toBe(200);
  });

  it("ends after thirty days without use", async () => {
    const { browser } = await registered();
    clock += 29 * 86_400_000;
    expect((await browser.call("accounts.refresh")).status).toBe(200);
    clock += 31 * 86_400_000;
    expect((await browser.call("accounts.refresh")).error?.code).toBe("account.session_ended");
  });
});

describe("a demo session", () => {
  const ask = (userId: string, more: Record<string, string> = {}) =>
    server.call({ "x-natter-key": demoKey, ...more }, "demo.session", { body: { userId } });

  it("is for the demo users, on this machine, without a cookie", async () => {
    const answer = await ask("ada");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect((await me(answer.body.token)).body.user.id).toBe("ada");
    expect((await ask("bob", { "x-test-address": "::1" })).status).toBe(200);
  });

  it("is for nobody else: not from elsewhere, not for other users, not in other apps", async () => {
    await server.users("ada");
    const answers = [
      await ask("ada", { "x-test-address": "192.168.1.5" }),
      await ask("ada", { "x-test-address": "127.0.0.1.example.com" }),
      await ask("cy"),
      await ask("ada", { "x-natter-key": server.appKey }),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.error?.code]).toEqual([404, "demo.not_available"]);
    }
  });
});
