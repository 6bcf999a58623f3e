import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "eve");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const put = (userId: string, body: object) =>
  server.must(null, "users.upsert", { params: { userId }, body });

describe("a user made by the customer's server", () => {
  it("is called by their id until they have a name, and keeps what a change does not name", async () => {
    const made = await put("mia", {});
    expect(made.user).toMatchObject({ id: "mia", name: "mia", image: null, custom: {} });
    const image = "https://example.com/mia.png";
    await put("mia", { name: "Mia", image, custom: { team: 7 } });
    expect((await put("mia", {})).user).toMatchObject({ name: "Mia", image, custom: { team: 7 } });
    expect((await put("mia", { image: null })).user).toMatchObject({ name: "Mia", image: null });
    expect((await put("mia", { custom: {} })).user.custom).toEqual({});
  });

  it("changes their own profile, and nobody else's", async () => {
    await server.must("bob", "me.update", { body: { name: "Bob" } });
    expect((await server.must("bob", "me.get")).user.name).toBe("Bob");
    const answer = await server.call("bob", "users.upsert", {
      params: { userId: "ada" },
      body: {},
    });
    expect(answer.error?.code).toBe("auth.forbidden");
  });
});

describe("many users at once", () => {
  it("are made and changed in the order given", async () => {
    const users = [{ id: "z1", name: "Z" }, { id: "a1" }, { id: "m1", custom: { x: 1 } }];
    const made = await server.must(null, "users.upsertMany", { body: { users } });
    expect(made.users.map((user) => [user.id, user.name])).toEqual([
      ["z1", "Z"],
      ["a1", "a1"],
      ["m1", "m1"],
    ]);
    const again = [{ id: "a1", name: "A" }, { id: "z1" }];
    const changed = await server.must(null, "users.upsertMany", { body: { users: again } });
    expect(changed.users.map((user) => user.name)).toEqual(["A", "Z"]);
  });

  it("are refused when one is given twice", async () => {
    const users = [{ id: "twice" }, { id: "twice", name: "Two" }];
    const answer = await server.call(null, "users.upsertMany", { body: { users } });
    expect(answer.error?.code).toBe("request.invalid");
  });

  it("never wait for each other for ever, in whatever order they come", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `bulk-${index}`);
    const orders = [ids, ids.toReversed(), ids.toSorted(), ids.toSorted().toReversed()];
    const answers = await Promise.all(
      [...orders, ...orders, ...orders].map((order) =>
        server.call(null, "users.upsertMany", { body: { users: order.map((id) => ({ id })) } }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  });
});

describe("finding people", () => {
  it("is by the beginning of name or id, in any case of letters and with any sign", async () => {
    await put("per.cent", { name: "100% Anna_B" });
    const find = async (q: string) =>
      (await server.must(null, "users.list", { query: { q } })).items.map((user) => user.id);
    expect(await find("100%")).toEqual(["per.cent"]);
    expect(await find("100% ANNA_")).toEqual(["per.cent"]);
    expect(await find("per.")).toEqual(["per.cent"]);
    expect(await find("%")).toEqual([]);
    expect(await find("_")).toEqual([]);
    expect(await find("\\")).toEqual([]);
  });

  it("goes page by page through all for a server key", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; q: string; cursor?: string } = {
        ...{ limit: 30, q: "bulk-" },
        ...(cursor ? { cursor } : {}),
      };
      const page = await server.must(null, "users.list", { query });
      seen.push(...page.items.map((user) => user.id as string));
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength(100);
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });

  it("shows a user only the people they share a space or a channel with", async () => {
    const see = async (userId: string) =>
      (await server.must(userId, "users.list", { query: {} })).items.map((user) => user.id);
    expect(await see("eve")).toEqual(["eve"]);
    const look = (userId: string) => server.call("eve", "users.get", { params: { userId } });
    expect((await look("ada")).error?.code).toBe("user.not_found");
    expect((await look("nobody")).error?.message).toBe(
      (await look("ada")).error?.message.replace("ada", "nobody"),
    );
    await server.must("ada", "channels.direct", { body: { userId: "eve" } });
    expect(await see("eve")).toEqual(["ada", "eve"]);
    expect((await look("ada")).body.user.id).toBe("ada");
    const { space } = await server.must("bob", "spaces.create", { body: { name: "Space" } });
    const params = { spaceId: space.id };
    const { invite } = await server.must("bob", "spaces.createInvite", { params, body: {} });
    await server.must("eve", "invites.accept", { params: { code: invite.code } });
    expect(await see("eve")).toEqual(["ada", "bob", "eve"]);
  });

  it("is by whole ids too, among the same people, with what their names begin with and page by page", async () => {
    await server.users("stranger");
    const find = async (query: object) =>
      (await server.must("eve", "users.list", { query })).items.map((user) => user.id);
    expect(await find({ ids: "bob,stranger,nobody,eve" })).toEqual(["bob", "eve"]);
    expect(await find({ ids: "bob,eve", q: "ev" })).toEqual(["eve"]);
    const first = await server.must("eve", "users.list", { query: { ids: "ada,bob", limit: 1 } });
    expect(first.items.map(({ id }) => id)).toEqual(["ada"]);
    expect(await find({ ids: "ada,bob", limit: 1, cursor: first.next ?? "" })).toEqual(["bob"]);
    const all = await server.must(null, "users.list", { query: { ids: "stranger,nobody" } });
    expect(all.items.map(({ id }) => id)).toEqual(["stranger"]);
    for (const ids of ["", ",", "no spaces", Array.from({ length: 101 }, (_, n) => n).join(",")]) {
      const answer = await server.call("eve", "users.list", { query: { ids } });
      expect(answer.error?.code).toBe("request.invalid");
    }
  });
});

describe("a token", () => {
  it("is made for those who exist alone", async () => {
    const make = (userId: string) =>
      server.call(null, "users.createToken", { params: { userId }, body: {} });
    expect((await make("ada")).status).toBe(201);
    expect((await make("nobody")).error?.code).toBe("user.not_found");
  });
});
