import type { ChannelFilter } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
let group: string;
let direct: string;
let general: string;
let secret: string;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "eve");
  const create = async (
    as: string,
    body: { name: string; members: string[]; custom?: Record<string, unknown> },
  ) =>
    (await server.must(as, "channels.create", { body: { ...body, custom: body.custom ?? {} } }))
      .channel.cid;
  group = await create("ada", {
    name: "Team-Lunch plans",
    members: ["bob"],
    custom: { topic: "food", tags: ["noon", "daily"], rank: 2 },
  });
  await create("eve", { name: "Not for ada", members: ["bob"] });
  direct = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
  const { space } = await server.must("bob", "spaces.create", { body: { name: "House" } });
  const params = { spaceId: space.id };
  const { invite } = await server.must("bob", "spaces.createInvite", { params, body: {} });
  await server.must("ada", "invites.accept", { params: { code: invite.code } });
  // One that ada may read and has not joined, one that she may not know of, and one that she put away.
  general = (await server.must("bob", "spaces.createChannel", { params, body: { name: "open" } }))
    .channel.cid;
  await server.must("ada", "channels.settings", {
    params: { cid: space.defaultCid ?? "" },
    body: { archived: true },
  });
  secret = (
    await server.must("bob", "spaces.createChannel", {
      params,
      body: { name: "secret", visibility: "private" },
    })
  ).channel.cid;
  await server.must("bob", "messages.send", {
    params: { cid: group },
    body: { clientId: "query-group-1", text: "hello @ada", mentions: ["ada"] },
  });
  await server.chat.engine.relay.drained();
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function cids(as: string, filter: ChannelFilter, more: object = {}): Promise<string[]> {
  const { items } = await server.must(as, "channels.query", { body: { filter, ...more } });
  return items.map((channel) => channel.cid);
}

test("[B6] without a condition: every channel the caller may read, with last message, unread and capabilities", async () => {
  const { items } = await server.must("ada", "channels.query", { body: {} });
  expect(items.map((channel) => channel.cid).toSorted()).toEqual(
    [group, direct, general].toSorted(),
  );
  const [first] = items;
  expect(first?.cid).toBe(group);
  expect(first?.lastMessage?.text).toBe("hello @ada");
  expect(first?.unread).toMatchObject({ count: 1, mentions: 1 });
  expect(first?.capabilities).toContain("send");
  expect((await server.must("bob", "channels.query", { body: {} })).items.length).toBe(6);
  expect(await cids("bob", { cid: secret })).toEqual([secret]);
  expect(await cids("ada", { cid: { $in: [secret, general] } })).toEqual([general]);
});

const asked = (): [ChannelFilter, string[]][] => [
  [{ type: "messaging", members: { $in: ["bob"] } }, [group, direct]],
  [{ members: { $contains: "eve" } }, []],
  [{ members: { $nin: ["bob"] } }, []],
  [{ kind: { $ne: "group" }, joined: true }, [direct]],
  [{ name: { $autocomplete: "lun" } }, [group]],
  [{ name: { $autocomplete: "UNCH" } }, []],
  [{ $q: "unch pla" }, [group]],
  [{ name: { $exists: false } }, [direct]],
  [{ hasUnread: true }, [group]],
  [{ mentions: { $gte: 1 } }, [group]],
  [{ unread: { $lt: 1 }, joined: true }, [direct]],
  [{ "custom.topic": "food" }, [group]],
  [{ "custom.tags": { $contains: "noon" }, "custom.rank": { $in: [1, 2] } }, [group]],
  [{ "custom.topic": { $exists: false }, joined: true }, [direct]],
  [{ createdBy: "$me" }, [group, direct]],
  [{ spaceId: { $exists: true } }, [general]],
  [{ lastMessageAt: { $exists: true }, kind: { $nin: ["space"] } }, [group]],
  [{ $or: [{ kind: "direct" }, { kind: "space", frozen: false }] }, [direct, general]],
  [{ $nor: [{ kind: "direct" }, { kind: "space" }] }, [group]],
  [{ createdAt: { $gt: "2999-01-01T00:00:00Z" } }, []],
];

test("[B6] each operator means what it says", async () => {
  for (const [filter, expected] of asked())
    expect((await cids("ada", filter)).toSorted(), JSON.stringify(filter)).toEqual(
      expected.toSorted(),
    );
});

test("[B7] hidden and archived channels come only when they are asked for; muted and pinned ones can be", async () => {
  const set = (body: object) =>
    server.must("ada", "channels.settings", { params: { cid: direct }, body });
  await set({ archived: true, pinned: true, muted: true });
  expect(await cids("ada", { kind: "direct" })).toEqual([]);
  expect(await cids("ada", { archived: true, kind: "direct" })).toEqual([direct]);
  expect(await cids("ada", { archived: true, muted: true, pinned: true })).toEqual([direct]);
  expect(await cids("bob", { kind: "direct", muted: false })).toEqual([direct]);
  await set({ archived: false, pinned: false, muted: false, hidden: true });
  expect(await cids("ada", { kind: "direct" })).toEqual([]);
  expect(await cids("ada", { hidden: true })).toEqual([direct]);
  await set({ hidden: false });
});

test("[B6] filters go by name: built in, or kept by the app's server with the caller in their place", async () => {
  const named = async (as: string, name: string, more: object = {}) =>
    (await server.must(as, "channels.query", { body: { name, ...more } })).items.map(
      (channel) => channel.cid,
    );
  expect((await named("ada", "mine")).toSorted()).toEqual([group, direct].toSorted());
  expect(await named("ada", "unread")).toEqual([group]);
  expect(await named("ada", "direct")).toEqual([direct]);
  expect(await named("ada", "mentions")).toEqual([group]);
  await server.must(null, "channelFilters.put", {
    params: { name: "made-by-me" },
    body: { filter: { createdBy: "$me" }, sort: [{ field: "name", direction: "desc" }] },
  });
  expect(await named("ada", "made-by-me")).toEqual([group, direct]);
  expect(await named("ada", "made-by-me", { filter: { kind: "direct" } })).toEqual([direct]);
  expect((await named("bob", "made-by-me")).toSorted()).toContain(secret);
  const { filters } = await server.must("ada", "channelFilters.list", {});
  expect(filters.filter((one) => !one.builtIn).map((one) => one.name)).toEqual(["made-by-me"]);

  const put = { params: { name: "mine" }, body: { filter: {} } };
  expect((await server.call(null, "channelFilters.put", put)).error?.code).toBe(
    "channel_filter.built_in",
  );
  expect((await server.call("ada", "channelFilters.put", put)).status).toBe(403);
  await server.must(null, "channelFilters.delete", { params: { name: "made-by-me" } });
  const gone = await server.call("ada", "channels.query", { body: { name: "made-by-me" } });
  expect([gone.status, gone.error?.code]).toEqual([404, "channel_filter.not_found"]);

  const other = await startTestServer({ databaseUrl: db.url });
  expect(
    (await other.must(null, "channelFilters.list", {})).filters.every((one) => one.builtIn),
  ).toBe(true);
  await other.users("ada");
  expect((await other.must("ada", "channels.query", { body: {} })).items).toEqual([]);
  await other.stop();
});

test("a hostile filter is refused with a code", async () => {
  const hostile = [
    '{"filter":{"__proto__":{"kind":"group"}}}',
    '{"filter":{"name":{"$where":"1"}}}',
    `{"filter":${'{"$and":['.repeat(200)}{}${"]}".repeat(200)}}`,
    '{"filter":{"name":"\'; drop table channels; --\\u0000"}}',
    '{"sort":[{"field":"custom","direction":"asc"}]}',
    '{"cursor":"bm90IG91cnM"}',
  ];
  for (const body of hostile) {
    const answer = await server.chat.http.request("/v1/channels/query", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${server.serverKey}`,
        "x-natter-user": "ada",
      },
      body,
    });
    const { error } = await answer.json();
    expect([answer.status, error?.code], body.slice(0, 80)).toEqual([400, "request.invalid"]);
  }
  expect(await cids("ada", { name: "'; drop table channels; --" })).toEqual([]);
  expect(await cids("ada", { name: { $autocomplete: "%" } })).toEqual([]);
});
