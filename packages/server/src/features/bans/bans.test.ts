import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

let server: TestServer;
let clock = Date.parse("2026-03-01T10:00:00Z");
const db = await testDatabase(import.meta.url);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => new Date((clock += 1)) });
  await server.users("ada", "bob", "cleo", "dan", "eve");
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

let channels = 0;

/** A group of ada (owner), bob (moderator), cleo and dan (members). */
async function group(): Promise<string> {
  channels += 1;
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: `Group ${channels}`, members: ["bob", "cleo", "dan"] },
  });
  const { cid } = channel;
  await server.must("ada", "members.update", {
    params: { cid, userId: "bob" },
    body: { role: "moderator" },
  });
  return cid;
}

const send = (as: string, cid: string, text: string) =>
  server.call(as, "messages.send", {
    params: { cid },
    body: { clientId: crypto.randomUUID(), text },
  });
const ban = (as: string | null, cid: string, userId: string, body = {}) =>
  server.call(as, "bans.setInChannel", { params: { cid, userId }, body });
const cidsOf = async (as: string) =>
  (await server.must(as, "channels.list", { query: {} })).items.map(({ cid }) => cid as string);

test("[B8] a hard ban ends reading and writing at once, and takes the person out of the channel", async () => {
  const cid = await group();
  await send("ada", cid, "before");
  expect((await ban("bob", cid, "cleo", { reason: "spam" })).body.ban).toMatchObject({
    user: { id: "cleo" },
    cid,
    shadow: false,
    reason: "spam",
    by: { type: "user", id: "bob" },
    expiresAt: null,
  });
  const answers = await Promise.all([
    send("cleo", cid, "after"),
    server.call("cleo", "messages.list", { params: { cid }, query: {} }),
    server.call("cleo", "channels.get", { params: { cid } }),
    server.call("cleo", "typing.set", { params: { cid }, body: { state: "start" } }),
    server.call("cleo", "realtime.subscribe", { body: { cid } }),
    server.call("cleo", "readState.mark", { params: { cid }, body: { seq: 1, generation: 0 } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 403, 403, 403]);
  expect(answers[0]?.error).toMatchObject({
    code: "user.banned",
    details: { cid, reason: "spam", expiresAt: null },
  });
  expect(await cidsOf("cleo")).not.toContain(cid);
  const members = await server.must("ada", "members.list", { params: { cid }, query: {} });
  expect(members.items.map(({ user }) => user.id)).toEqual(["ada", "bob", "dan"]);
  expect((await server.must("cleo", "me.bans")).items).toMatchObject([{ cid, reason: "spam" }]);
});

test("[B8] the banned are told on their own line, and nobody adds them while it lasts", async () => {
  const cid = await group();
  await ban("ada", cid, "dan", { reason: "enough" });
  await server.chat.engine.relay.drained();
  const line = `user:${server.appId}.dan`;
  const own = server.recorded.flatMap((one) =>
    one.kind === "publish" && one.stream === line ? [one.event] : [],
  );
  const types = ["notification.channel_removed", "user.banned"];
  expect(own.filter((event) => types.includes(Reflect.get(event as object, "type")))).toMatchObject(
    [
      { type: "notification.channel_removed", cid },
      { type: "user.banned", ban: { cid, reason: "enough", expiresAt: null } },
    ],
  );
  const added = await server.call("ada", "members.add", {
    params: { cid },
    body: { userIds: ["dan"] },
  });
  expect([added.status, added.error?.code]).toEqual([403, "user.banned"]);
});

test("[B8] lifting a ban gives back the place in the channel, with the role", async () => {
  const cid = await group();
  await ban("ada", cid, "bob");
  await server.must("ada", "bans.removeInChannel", { params: { cid, userId: "bob" } });
  const { items } = await server.must("ada", "members.list", { params: { cid }, query: {} });
  expect(items.find(({ user }) => user.id === "bob")?.role).toBe("moderator");
  expect((await send("bob", cid, "back")).status).toBe(201);
  const again = await server.call("ada", "bans.removeInChannel", {
    params: { cid, userId: "bob" },
  });
  expect(again.error?.code).toBe("ban.not_found");
});

test("[B8] a ban ends by itself to the moment, and the member comes back", async () => {
  const cid = await group();
  await ban("ada", cid, "cleo", { expiresInSeconds: 60 });
  expect((await send("cleo", cid, "no")).error?.code).toBe("user.banned");
  clock += 61_000;
  expect((await server.must("cleo", "me.bans")).items.map((one) => one.cid)).not.toContain(cid);
  await vi.waitFor(async () => expect((await send("cleo", cid, "yes")).status).toBe(201), 10_000);
});

test.each([
  ["an equal", "bob", "eve"],
  ["a better", "bob", "ada"],
  ["anybody, as a member", "dan", "cleo"],
])("[B8] nobody bans %s", async (_whom, as, whom) => {
  const cid = await group();
  await server.must("ada", "members.add", {
    params: { cid },
    body: { userIds: ["eve"], role: "moderator" },
  });
  expect((await ban(as, cid, whom)).error?.code).toBe("channel.forbidden");
  expect((await send(whom, cid, "still here")).status).toBe(201);
});

test("[B8] nobody bans themselves, nor in a direct channel; a server key bans anybody", async () => {
  const cid = await group();
  expect((await ban("ada", cid, "ada")).error?.code).toBe("request.invalid");
  expect((await ban(null, cid, "ada")).status).toBe(200);
  const { channel } = await server.must("bob", "channels.direct", { body: { userId: "cleo" } });
  expect((await ban("bob", channel.cid, "cleo")).error?.code).toBe("member.direct_is_fixed");
  expect((await ban(null, channel.cid, "cleo")).error?.code).toBe("member.direct_is_fixed");
});

test("[B8] a ban from the app shuts every entry, and opens them again when it is lifted", async () => {
  await server.users("zoe");
  const token = await server.token("zoe");
  const bearer = { authorization: `Bearer ${token}` };
  expect((await server.call(bearer, "me.get")).status).toBe(200);
  await server.must(null, "bans.set", {
    params: { userId: "zoe" },
    body: { reason: "threats", expiresInSeconds: 3_600 },
  });
  for (const as of [bearer, "zoe"] as const) {
    for (const name of ["me.get", "channels.list", "realtime.token"] as const) {
      const { status, error } = await server.call(as, name, { query: {} } as never);
      expect([status, error?.code]).toEqual([403, "user.banned"]);
    }
  }
  await server.chat.engine.relay.drained();
  const line = `user:${server.appId}.zoe`;
  const told = server.recorded.filter(
    (one) =>
      (one.kind === "publish" && one.stream === line) ||
      (one.kind === "disconnect" && one.user === `${server.appId}.zoe`),
  );
  // First what happened, then the end of every session.
  expect(told.map(({ kind }) => kind)).toEqual(["publish", "disconnect"]);
  const { items } = await server.must(null, "bans.list", { query: { limit: 100 } });
  expect(items.find((one) => one.user.id === "zoe")).toMatchObject({
    cid: null,
    reason: "threats",
  });
  await server.must(null, "bans.remove", { params: { userId: "zoe" } });
  expect((await server.call(bearer, "me.get")).status).toBe(200);
});

test("[B8] who may ban sees the bans of the channel, page by page; others do not", async () => {
  const cid = await group();
  await ban("ada", cid, "cleo");
  await ban("ada", cid, "dan", { shadow: true });
  const list = (as: string, query: object) =>
    server.call(as, "bans.listInChannel", { params: { cid }, query });
  const first = (await list("bob", { limit: 1 })).body;
  expect(first.items.map(({ user, shadow }) => [user.id, shadow])).toEqual([["cleo", false]]);
  const second = (await list("bob", { limit: 1, cursor: first.next })).body;
  expect(second.items.map(({ user, shadow }) => [user.id, shadow])).toEqual([["dan", true]]);
  expect(second.next).toBeNull();
  expect((await list("dan", {})).error?.code).toBe("channel.forbidden");
});

test("[B8] one's own bans come page by page, each once", async () => {
  await server.users("zoe");
  const cids = [await group(), await group(), await group()];
  for (const cid of cids) {
    const params = { cid, userId: "zoe" };
    await server.must("ada", "bans.setInChannel", { params, body: {} });
  }
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await server.must("zoe", "me.bans", { query });
    pages.push(page.items.map(({ cid }) => String(cid)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(pages.map((page) => page.length)).toEqual([2, 1]);
  expect(pages.flat()).toEqual(cids.toSorted());
});
