import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let cid: string;
let direct: string;
const db = await testDatabase(import.meta.url);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cleo");
  cid = (
    await server.must("ada", "channels.create", {
      body: { name: "Group", members: ["bob", "cleo"] },
    })
  ).channel.cid;
  direct = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

const send = (as: string, to: string) =>
  server.call(as, "messages.send", {
    params: { cid: to },
    body: { clientId: crypto.randomUUID(), text: "hello" },
  });
const presentTo = async (as: string, ...userIds: string[]) =>
  (
    await server.must(as, "presence.get", { query: { userIds: userIds.join(",") } as never })
  ).items.map(({ userId }) => userId as string);

test("[B8] a block stops direct messages both ways, and not what both write among others", async () => {
  const { messageId } = { messageId: (await send("bob", direct)).body.message.id };
  await server.must("ada", "me.block", { params: { userId: "bob" } });
  for (const as of ["ada", "bob"]) {
    expect((await send(as, direct)).error?.code).toBe("user.blocked");
    expect((await send(as, cid)).status).toBe(201);
    const reacted = await server.call(as, "reactions.add", {
      params: { messageId, type: "👍" },
      query: {},
    } as never);
    expect(reacted.error?.code).toBe("user.blocked");
    const history = await server.call(as, "messages.list", { params: { cid: direct }, query: {} });
    expect(history.status).toBe(200);
  }
});

test("[B8] neither sees the other's presence or typing, and others do", async () => {
  expect(await presentTo("ada", "bob", "cleo")).toEqual(["cleo"]);
  expect(await presentTo("bob", "ada", "cleo")).toEqual(["cleo"]);
  expect(await presentTo("cleo", "ada", "bob")).toEqual(["ada", "bob"]);
  const from = server.recorded.length;
  await server.must("bob", "typing.set", { params: { cid: direct }, body: { state: "start" } });
  expect(server.recorded.slice(from)).toEqual([]);
});

test("[B8] nobody opens a direct channel across a block, and nobody learns who blocked", async () => {
  await server.must("cleo", "me.block", { params: { userId: "bob" } });
  for (const [as, userId] of [
    ["bob", "cleo"],
    ["cleo", "bob"],
  ] as const) {
    const { error } = await server.call(as, "channels.direct", { body: { userId } });
    expect(error?.code).toBe("user.blocked");
    expect(error?.details).toBeUndefined();
  }
  const list = async (as: string) =>
    (await server.must(as, "me.listBlocked", { query: {} })).items.map(({ user }) => user.id);
  expect([await list("cleo"), await list("bob")]).toEqual([["bob"], []]);
});

test("[B8] mutes and blocks are told to one's own devices, and once only", async () => {
  await server.must("bob", "me.mute", { params: { userId: "ada" } });
  await server.must("bob", "me.mute", { params: { userId: "ada" } });
  await server.must("bob", "me.unmute", { params: { userId: "ada" } });
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((one) =>
    one.kind === "publish" && Reflect.get(one.event as object, "type") === "notification.block"
      ? [[one.stream.split(".").at(-1), one.event]]
      : [],
  );
  expect(told.filter(([owner]) => owner === "bob")).toMatchObject([
    ["bob", { kind: "mute", userId: "ada", on: true }],
    ["bob", { kind: "mute", userId: "ada", on: false }],
  ]);
  const self = await server.call("bob", "me.block", { params: { userId: "bob" } });
  expect(self.error?.code).toBe("request.invalid");
});

test("[B8] taking a block back opens the direct channel again", async () => {
  await server.must("ada", "me.unblock", { params: { userId: "bob" } });
  expect((await send("bob", direct)).status).toBe(201);
  expect(await presentTo("bob", "ada")).toEqual(["ada"]);
});
