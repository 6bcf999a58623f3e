import type { RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import { keyScopes, routes, scopeOf } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

type NewApp = RouteAnswer<"apps.create">;

const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
const db = await testDatabase(import.meta.url);
let clock = Date.parse("2026-06-01T12:00:00Z");
let server: TestServer;
let app: NewApp;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => new Date(clock) });
  app = await newApp("First");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function newApp(name: string, id?: string): Promise<NewApp> {
  const body = { name, ...(id === undefined ? {} : { id }) };
  const made = await server.call(admin, "apps.create", { body });
  expect(made.status).toBe(201);
  await server.call(bearer(made.body.secretKey), "users.upsert", {
    params: { userId: "ada" },
    body: {},
  });
  return made.body;
}

/** Calls as an app's own server. */
async function own<Name extends RouteName>(
  name: Name,
  input?: RouteInput<Name>,
  key = app.secretKey,
) {
  return await server.call(bearer(key), name, input);
}

async function newKey(scopes?: (typeof keyScopes)[number][], key = app.secretKey) {
  const body = { kind: "secret" as const, name: "Job", ...(scopes ? { scopes } : {}) };
  return await own("keys.create", { body }, key);
}

const isGood = async (key: string) => (await own("users.list", { query: {} }, key)).status === 200;

describe("a key's scopes [A1]", () => {
  it("open what they name and nothing else, for itself and for the user it acts for", async () => {
    const { value, key } = (await newKey(["read"])).body;
    expect(key.scopes).toEqual(["read"]);
    expect(await isGood(value)).toBe(true);
    const refused = await own("users.upsert", { params: { userId: "eve" }, body: {} }, value);
    expect(refused.status).toBe(403);
    expect(refused.error).toMatchObject({
      code: "auth.forbidden",
      details: { missingScopes: ["users"] },
    });
    const asAda = { ...bearer(value), "x-natter-user": "ada" };
    expect((await server.call(asAda, "me.get")).status).toBe(200);
    expect(
      (await server.call(asAda, "spaces.create", { body: { name: "S" } })).error?.details,
    ).toEqual({ missingScopes: ["write"] });
    expect((await server.call(asAda, "realtime.token")).error?.details).toEqual({
      missingScopes: ["tokens"],
    });
  });

  it("are all of them when none are named, and none for a publishable key", async () => {
    expect((await newKey()).body.key.scopes).toEqual([...keyScopes]);
    const publishable = await own("keys.create", { body: { kind: "publishable", name: "Web" } });
    expect(publishable.body.key.scopes).toEqual([]);
  });

  it("cannot be passed on by a key that lacks them: neither by making nor by rotating one", async () => {
    const { value } = (await newKey(["admin", "read"])).body;
    expect((await newKey(undefined, value)).error?.details).toEqual({
      missingScopes: keyScopes.filter((scope) => scope !== "admin" && scope !== "read"),
    });
    expect((await newKey(["read"], value)).status).toBe(201);
    const { items } = (await own("keys.list", { query: {} })).body;
    const full = items.find((key) => key.scopes.length === keyScopes.length);
    const rotate = { params: { keyId: full?.id ?? "" }, body: {} };
    expect((await own("keys.rotate", rotate, value)).error?.code).toBe("auth.forbidden");
  });

  it("are listed page by page, the newest first, each once", async () => {
    for (let count = 0; count < 3; count += 1) await newKey(["read"]);
    const whole = (await own("keys.list", { query: { limit: 100 } })).body;
    expect(whole.next).toBeNull();
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const page: typeof whole = (await own("keys.list", { query })).body;
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(listed.length).toBeGreaterThan(4);
    expect(listed).toEqual(whole.items.map(({ id }) => id));
    const query = { cursor: "bm90LW91cnM" };
    expect((await own("keys.list", { query })).error?.code).toBe("request.invalid");
    expect((await own("signingKeys.list", { query: { limit: 1 } })).body.items).toHaveLength(1);
  });

  it("are needed by every route, and every scope opens some", () => {
    const opened = new Map(keyScopes.map((scope) => [scope, [] as string[]]));
    for (const name of Object.keys(routes) as RouteName[]) opened.get(scopeOf(name))?.push(name);
    for (const [scope, names] of opened) expect(names, scope).not.toEqual([]);
    const may = (scope: (typeof keyScopes)[number]) => opened.get(scope) ?? [];
    expect(may("admin")).toEqual(
      expect.arrayContaining(["keys.create", "keys.list", "app.update", "signingKeys.rotate"]),
    );
    expect(may("tokens")).toEqual(
      expect.arrayContaining(["users.createToken", "users.revokeTokens", "tokens.revoke"]),
    );
    expect(may("users")).toEqual(expect.arrayContaining(["users.upsertMany", "users.deleteMany"]));
    expect(may("import")).toContain("messages.import");
    const readsByPost = ["search.query", "sync.run", "channels.query", "realtime.subscribe"];
    const writers = may("read").filter((name) => routes[name as RouteName].method !== "GET");
    expect(writers.toSorted()).toEqual(readsByPost.toSorted());
  });
});

describe("a key's life [A1]", () => {
  it("goes on beside its successor for the overlap, and ends then also where it is remembered", async () => {
    const old = (await newKey(["read", "users"])).body;
    const params = { keyId: old.key.id };
    const rotated = await own("keys.rotate", { params, body: { overlapSeconds: 60 } });
    expect(rotated.status).toBe(201);
    expect(rotated.body.key).toMatchObject({
      kind: "secret",
      name: "Job",
      scopes: ["read", "users"],
      expiresAt: null,
    });
    expect(rotated.body.value).not.toBe(old.value);
    expect([await isGood(old.value), await isGood(rotated.body.value)]).toEqual([true, true]);
    clock += 59_000;
    expect(await isGood(old.value)).toBe(true);
    clock += 1_000;
    expect([await isGood(old.value), await isGood(rotated.body.value)]).toEqual([false, true]);
    expect((await own("keys.rotate", { params, body: {} })).error?.code).toBe("key.not_found");
  });

  it("ends at once without an overlap, and by its own end", async () => {
    const old = (await newKey()).body;
    expect(await isGood(old.value)).toBe(true);
    await own("keys.rotate", { params: { keyId: old.key.id }, body: { overlapSeconds: 0 } });
    expect(await isGood(old.value)).toBe(false);
    const expiresAt = new Date(clock + 2_000).toISOString();
    const body = { kind: "secret" as const, name: "Soon", expiresAt };
    const soon = (await own("keys.create", { body })).body;
    expect(soon.key.expiresAt).toBe(expiresAt);
    expect(await isGood(soon.value)).toBe(true);
    clock += 2_000;
    expect(await isGood(soon.value)).toBe(false);
  });

  it("shows when it was last used, to the minute, and never the key", async () => {
    const { key, value } = (await newKey(["read"])).body;
    const shown = async () =>
      (await own("keys.list", { query: {} })).body.items.find(({ id }) => id === key.id);
    expect((await shown())?.lastUsedAt).toBeNull();
    await isGood(value);
    const first = new Date(clock).toISOString();
    await vi.waitFor(async () => expect((await shown())?.lastUsedAt).toBe(first));
    clock += 30_000;
    await isGood(value);
    clock += 31_000;
    await isGood(value);
    const later = new Date(clock).toISOString();
    await vi.waitFor(async () => expect((await shown())?.lastUsedAt).toBe(later));
    expect(JSON.stringify((await own("keys.list", { query: {} })).body)).not.toContain(value);
  });

  it("is one of fifty at most", async () => {
    const crowded = await newApp("Crowded");
    const make = () => newKey(["read"], crowded.secretKey);
    const answers = [];
    for (let index = 0; index < 49; index += 1) answers.push((await make()).error?.code ?? "made");
    expect(answers.filter((answer) => answer === "made")).toHaveLength(48);
    expect(answers.at(-1)).toBe("key.too_many");
  });
});

describe("a signing key [A1]", () => {
  const me = (token: string) => server.call(bearer(token), "me.get");
  const token = async () =>
    (await own("users.createToken", { params: { userId: "ada" }, body: {} })).body.token;

  it("signs until its overlap is over; its successor signs from now on", async () => {
    const before = await token();
    const rotated = await own("signingKeys.rotate", { body: { overlapSeconds: 100 } });
    expect(rotated.body.secret).toMatch(/^[A-Za-z0-9]{43}$/);
    const after = await token();
    expect(JSON.parse(atob(after.split(".")[0] ?? "")).kid).toBe(rotated.body.signingKey.kid);
    expect([(await me(before)).status, (await me(after)).status]).toEqual([200, 200]);
    clock += 99_000;
    expect((await me(before)).status).toBe(200);
    clock += 1_000;
    expect([(await me(before)).status, (await me(after)).status]).toEqual([401, 200]);
    const { items } = (await own("signingKeys.list", { query: {} })).body;
    expect(items).toHaveLength(2);
    expect(JSON.stringify(items)).not.toContain(rotated.body.secret);
  });

  it("that is rotated without an overlap ends at once, with its connections", async () => {
    const before = await token();
    expect((await me(before)).status).toBe(200);
    const { kid } = JSON.parse(atob(before.split(".")[0] ?? ""));
    await own("signingKeys.rotate", { body: { overlapSeconds: 0 } });
    expect((await me(before)).status).toBe(401);
    expect(server.recorded).toContainEqual({
      kind: "end",
      selection: { appId: app.app.id, keyId: kid },
    });
    expect((await me(await token())).status).toBe(200);
  });

  it("that is revoked is refused at once with its connections, unless it is the last", async () => {
    const before = await token();
    expect((await me(before)).status).toBe(200);
    const { kid } = JSON.parse(atob(before.split(".")[0] ?? ""));
    expect((await own("signingKeys.revoke", { params: { kid } })).error?.code).toBe("key.last");
    await own("signingKeys.rotate", { body: {} });
    expect((await own("signingKeys.revoke", { params: { kid } })).status).toBe(204);
    expect((await me(before)).error?.code).toBe("auth.invalid_token");
    expect(server.recorded.at(-1)).toEqual({
      kind: "end",
      selection: { appId: app.app.id, keyId: kid },
    });
    expect((await own("signingKeys.revoke", { params: { kid } })).error?.code).toBe(
      "key.not_found",
    );
    expect((await me(await token())).status).toBe(200);
  });
});

describe("the platform's admin [A1]", () => {
  it("lists all apps page by page, shows one, and renames it; a server key may none of it", async () => {
    for (const id of ["zzza", "zzzb", "zzzc"]) await newApp(id, id);
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: 2, ...(cursor === null ? {} : { cursor }) };
      const page: RouteAnswer<"apps.list"> = (await server.call(admin, "apps.list", { query }))
        .body;
      ids.push(...page.items.map((one) => one.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toEqual(expect.arrayContaining([app.app.id, server.appId, "zzza", "zzzb", "zzzc"]));
    const params = { appId: "zzza" };
    const renamed = await server.call(admin, "apps.update", { params, body: { name: "Renamed" } });
    expect(renamed.body.app).toMatchObject({ id: "zzza", name: "Renamed", status: "active" });
    const shown = await server.call(admin, "apps.get", { params });
    expect(shown.body).toEqual(renamed.body);
    const key = bearer(app.secretKey);
    for (const name of [
      "apps.get",
      "apps.suspend",
      "apps.resume",
      "apps.delete",
      "apps.createKeys",
    ] as const)
      expect((await server.call(key, name, { params })).error?.code, name).toBe("auth.forbidden");
    expect(
      (await server.call(admin, "apps.get", { params: { appId: "nosuchapp" } })).error?.code,
    ).toBe("app.not_found");
    expect((await own("app.get")).body.app.id).toBe(app.app.id);
    expect((await server.call(admin, "app.get")).error?.code).toBe("auth.forbidden");
  });

  it("gives an app that lost its keys new ones", async () => {
    const lost = await newApp("Lost");
    const made = await server.call(admin, "apps.createKeys", { params: { appId: lost.app.id } });
    expect(made.status).toBe(201);
    expect(await isGood(made.body.secretKey)).toBe(true);
    expect(made.body.signingKey.secret).not.toBe(lost.signingKey.secret);
  });

  it("suspends an app: every entry refuses, until it is resumed", async () => {
    const shut = await newApp("Shut");
    const key = shut.secretKey;
    const params = { appId: shut.app.id };
    const { token } = (await own("users.createToken", { params: { userId: "ada" }, body: {} }, key))
      .body;
    const web = { "x-natter-key": shut.publishableKey };
    const account = { username: "carol", password: "correct horse battery" };
    const registered = await server.call(web, "accounts.register", { body: account });
    const cookie = (registered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const entries = async () => [
      (await own("users.list", { query: {} }, key)).error?.code,
      (await server.call({ ...bearer(key), "x-natter-user": "ada" }, "me.get")).error?.code,
      (await server.call(bearer(token), "me.get")).error?.code,
      (await server.call(bearer(token), "realtime.token")).error?.code,
      (await server.call({ ...bearer(token), ...web }, "me.get")).error?.code,
      (await server.call(web, "accounts.login", { body: account })).error?.code,
      (await server.call(web, "accounts.register", { body: { ...account, username: "dave" } }))
        .error?.code,
    ];
    expect(await entries()).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const suspended = await server.call(admin, "apps.suspend", { params });
    expect(suspended.body.app).toMatchObject({
      status: "suspended",
      suspendedAt: expect.any(String),
    });
    expect(server.recorded.at(-1)).toEqual({ kind: "end", selection: { appId: shut.app.id } });
    expect(await entries()).toEqual(Array.from({ length: 7 }, () => "app.suspended"));
    expect((await server.call({ cookie }, "accounts.refresh")).error?.code).toBe("app.suspended");
    expect((await server.call(admin, "apps.resume", { params })).body.app.status).toBe("active");
    expect((await server.call(bearer(token), "me.get")).status).toBe(200);
    expect((await server.call({ cookie }, "accounts.refresh")).status).toBe(200);
  });

  it("deletes an app with everything in it, and nothing of any other", async () => {
    const gone = await newApp("Gone", "goneapp");
    const as = { ...bearer(gone.secretKey), "x-natter-user": "ada" };
    await own("users.upsert", { params: { userId: "bob" }, body: {} }, gone.secretKey);
    const { channel } = (await server.call(as, "channels.direct", { body: { userId: "bob" } }))
      .body;
    const body = { clientId: "gone-00001", text: "goes with it" };
    await server.call(as, "messages.send", { params: { cid: channel.cid }, body });
    await server.call(as, "spaces.create", { body: { name: "Space" } });
    const params = { appId: "goneapp" };
    expect((await server.call(admin, "apps.delete", { params })).body.app.status).toBe("deleting");
    expect((await server.call(as, "me.get")).error?.code).toBe("auth.invalid_key");
    await vi.waitFor(
      async () => expect((await server.call(admin, "apps.get", { params })).status).toBe(404),
      10_000,
    );
    const left = await server.chat.engine.database.transaction({ app: "goneapp" }, async (tx) => {
      const tables = await tx.query<{ name: string }>(
        {
          text: "select table_name as name from information_schema.columns where column_name = 'app_id' and table_schema = 'public'",
        },
        [],
      );
      const counts = [];
      for (const { name } of tables)
        counts.push(
          ...(await tx.query({ text: `select '${name}' as name from ${name} limit 1` }, [])),
        );
      return { counts, tables: tables.length };
    });
    expect(left.tables).toBeGreaterThan(20);
    expect(left.counts).toEqual([]);
    expect((await own("users.list", { query: {} })).body.items).not.toEqual([]);
    expect((await newApp("Anew", "goneapp")).app.id).toBe("goneapp");
  });

  it("finds a deletion that a crash interrupted finished by the next start", async () => {
    await newApp("Half", "halfapp");
    await server.chat.engine.database.transaction({ app: "halfapp" }, (tx) =>
      tx.query({ text: "update apps set deleted_at = now()" }, []),
    );
    await server.chat.start();
    const params = { appId: "halfapp" };
    await vi.waitFor(
      async () => expect((await server.call(admin, "apps.get", { params })).status).toBe(404),
      10_000,
    );
  });
});
