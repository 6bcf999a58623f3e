import type { RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
let other: RouteAnswer<"apps.create">;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
  other = (await server.call(admin, "apps.create", { body: { name: "Other" } })).body;
  await server.users("ada", "bob", "only-here");
  const key = { authorization: `Bearer ${other.secretKey}` };
  const users = [{ id: "ada" }, { id: "bob" }];
  await server.call(key, "users.upsertMany", { body: { users } });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** Everything of one app that has an address, made by its ada. */
async function furnish() {
  const { space } = await server.must("ada", "spaces.create", { body: { name: "Secret" } });
  const cid = space.defaultCid ?? "";
  const body = { clientId: "tenancy-0001", text: "secret" };
  const { message } = await server.must("ada", "messages.send", { params: { cid }, body });
  const params = { spaceId: space.id };
  const { invite } = await server.must("ada", "spaces.createInvite", { params, body: {} });
  return { spaceId: space.id as string, cid, messageId: message.id as string, code: invite.code };
}

type Place = Awaited<ReturnType<typeof furnish>> & { userId: string };

/** Asks for everything at an address, as a user of the other app. */
async function askAll(at: Place) {
  const headers = { authorization: `Bearer ${other.secretKey}`, "x-natter-user": "ada" };
  const ask = async <Name extends RouteName>(name: Name, input: RouteInput<Name>) => {
    const { status, error } = await server.call(headers, name, input);
    const where = [at.spaceId, at.cid, at.messageId, at.code, at.userId];
    const message = where.reduce((text, id) => text.replaceAll(id, "…"), error?.message ?? "");
    return [name, status, error?.code, message];
  };
  const { spaceId, cid, messageId, code, userId } = at;
  const channel = { params: { cid } };
  const space = { params: { spaceId } };
  const message = { params: { messageId } };
  return [
    await ask("users.get", { params: { userId } }),
    await ask("channels.direct", { body: { userId } }),
    await ask("channels.create", { body: { members: [userId] } }),
    await ask("spaces.get", space),
    await ask("spaces.delete", space),
    await ask("spaces.listChannels", { ...space, query: {} }),
    await ask("spaces.createChannel", { ...space, body: { name: "x" } }),
    await ask("invites.get", { params: { code } }),
    await ask("invites.accept", { params: { code } }),
    await ask("channels.get", channel),
    await ask("channels.join", channel),
    await ask("channels.update", { ...channel, body: { name: "x" } }),
    await ask("channels.delete", channel),
    await ask("members.list", { ...channel, query: {} }),
    await ask("members.add", { ...channel, body: { userIds: [userId] } }),
    await ask("messages.list", { ...channel, query: {} }),
    await ask("messages.send", { ...channel, body: { clientId: "client-0001", text: "x" } }),
    await ask("messages.get", message),
    await ask("messages.edit", { ...message, body: { text: "x" } }),
    await ask("messages.delete", message),
    await ask("reactions.add", { params: { messageId, type: "👍" } }),
    await ask("reactions.list", { ...message, query: {} }),
    await ask("readState.mark", { ...channel, body: { seq: 1, generation: 0 } }),
    await ask("readState.receipts", channel),
    await ask("readState.messageReceipts", message),
    await ask("events.list", { ...channel, query: { after: 0, epoch: "x" } }),
    await ask("typing.set", { ...channel, body: { state: "start" } }),
    await ask("realtime.subscribe", { body: { cid } }),
  ];
}

it("another app's space, channel, message, invite and user answer like what does not exist", async () => {
  const place = { ...(await furnish()), userId: "only-here" };
  const nowhere = {
    spaceId: "019f0000-0000-7000-8000-000000000000",
    cid: "team:019f0000-0000-7000-8000-000000000000",
    messageId: "019f0000-0000-7000-8000-000000000001",
    code: "not-an-invite-of-ours",
    userId: "nobody",
  };
  const answers = await askAll(place);
  expect(answers).toEqual(await askAll(nowhere));
  for (const answer of answers)
    expect(answer).toEqual([answer[0], 404, expect.any(String), expect.any(String)]);
});

it("the same ids in two apps are two users, two spaces of one name and two direct channels", async () => {
  const headers = { authorization: `Bearer ${other.secretKey}`, "x-natter-user": "ada" };
  const body = { userId: "bob" };
  const here = await server.must("ada", "channels.direct", { body });
  const there = await server.call(headers, "channels.direct", { body });
  expect(there.body.channel.cid).toBe(here.channel.cid);
  const text = { clientId: "two-apps-0001", text: "only here" };
  await server.must("ada", "messages.send", { params: { cid: here.channel.cid }, body: text });
  const page = await server.call(headers, "messages.list", {
    params: { cid: here.channel.cid },
    query: {},
  });
  expect(page.body.items).toEqual([]);
  await server.must("ada", "me.update", { body: { name: "Ada of here" } });
  expect((await server.call(headers, "me.get")).body.user.name).toBe("ada");
  await server.chat.engine.relay.drained();
  const streams = server.recorded.flatMap((record) =>
    "event" in record && JSON.stringify(record.event).includes("only here") ? [record.stream] : [],
  );
  expect(streams).not.toEqual([]);
  expect(streams.filter((stream) => !stream.includes(`:${server.appId}.`))).toEqual([]);
});

it("a server key sees the users and keys of its own app alone", async () => {
  const key = { authorization: `Bearer ${other.secretKey}` };
  const users = await server.call(key, "users.list", { query: {} });
  expect(users.body.items.map((user) => user.id)).toEqual(["ada", "bob"]);
  const keys = await server.call(key, "keys.list", { query: {} });
  expect(keys.body.items).toHaveLength(2);
});
