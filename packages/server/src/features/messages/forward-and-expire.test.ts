import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-01-05T10:00:00Z");
let server: TestServer;
let secret: string;
let open: string;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "cy");
  const channel = async (members: string[]) =>
    (await server.must("ada", "channels.create", { body: { members } })).channel.cid;
  secret = await channel(["ada", "bob"]);
  open = await channel(["ada", "bob", "cy"]);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function send(by: string, cid: string, body: object) {
  const clientId = `forward-${(sent += 1)}`;
  return server.call(by, "messages.send", { params: { cid }, body: { clientId, ...body } });
}
const idOf = async (by: string, cid: string, body: object) =>
  (await send(by, cid, body)).body.message.id;

test("[C14] a forwarded message keeps its writer and its time, and nothing says where it stood", async () => {
  const id = await idOf("bob", secret, { text: "hello", custom: { a: 1 }, mentions: ["ada"] });
  const sentAt = now.toISOString();
  now = new Date(now.getTime() + 60_000);
  const { body } = await send("ada", open, { forwardId: id });
  expect(body.message).toMatchObject({
    text: "hello",
    custom: { a: 1 },
    mentions: [],
    sender: { id: "ada" },
    forward: { sender: { id: "bob" }, sentAt },
  });
  expect(JSON.stringify(body.message)).not.toContain(secret);
  const onward = await send("cy", open, { forwardId: body.message.id });
  expect(onward.body.message.forward).toEqual(body.message.forward);
  const source = await server.call("cy", "messages.get", { params: { messageId: id } });
  expect(source.error?.code).toBe("message.not_found");
});

test("[C14] only what the sender reads is forwarded, and only where they may write", async () => {
  const id = await idOf("bob", secret, { text: "hidden" });
  expect((await send("cy", open, { forwardId: id })).error?.code).toBe("message.forward_not_found");
  const shown = await idOf("ada", open, { text: "shown" });
  expect((await send("cy", secret, { forwardId: shown })).error?.code).toBe("channel.not_found");
  await server.must("bob", "messages.delete", { params: { messageId: id } });
  expect((await send("ada", open, { forwardId: id })).error?.code).toBe(
    "message.forward_not_found",
  );
  const mixed = await send("ada", open, { forwardId: shown, text: "and more" });
  expect(mixed.error?.code).toBe("request.invalid");
});

test("[C14] a repeat forwards once; another message under the same client id is a conflict", async () => {
  const [one, other] = [
    await idOf("ada", open, { text: "one" }),
    await idOf("ada", open, { text: "other" }),
  ];
  const forward = (forwardId: string) =>
    send("ada", open, { clientId: "forwarded-once", forwardId });
  const first = await forward(one);
  expect((await forward(one)).body.message.id).toBe(first.body.message.id);
  expect((await forward(other)).error?.code).toBe("message.conflict");
});

test("[C14] a disappearing message is gone at its time for whoever looks, quotes too, before anybody took it away", async () => {
  const id = await idOf("ada", open, { text: "for a minute", expiresInSeconds: 60 });
  const quoting = await idOf("bob", open, { text: "what?", quoteId: id });
  await server.must("bob", "pins.add", { params: { messageId: id }, body: {} });
  now = new Date(now.getTime() + 60_000);
  const { items } = await server.must("cy", "messages.list", { params: { cid: open } });
  expect(JSON.stringify(items)).not.toContain("for a minute");
  expect(items.find((message) => message.id === id)).toMatchObject({
    text: "",
    deletedAt: now.toISOString(),
  });
  const quote = items.find((message) => message.id === quoting)?.quote;
  expect(quote).toMatchObject({ text: "", deleted: true });
  const { channel } = await server.must("cy", "channels.get", { params: { cid: open } });
  expect(JSON.stringify(channel)).not.toContain("for a minute");
  expect((await send("ada", open, { forwardId: id })).error?.code).toBe(
    "message.forward_not_found",
  );
});

test("[C14] it is deleted for everybody and told, once, and cannot be brought back", async () => {
  await server.chat.timers.run();
  const id = await idOf("ada", open, { text: "for ten seconds", expiresInSeconds: 10 });
  const { channel } = await server.must("cy", "channels.get", { params: { cid: open } });
  now = new Date(now.getTime() + 10_000);
  await server.chat.timers.run();
  await server.chat.timers.run();
  const { items } = await server.must("cy", "events.list", {
    params: { cid: open },
    query: { after: channel.position.eventSeq, epoch: channel.position.epoch },
  });
  expect(items).toMatchObject([{ type: "message.deleted", messageId: id }]);
  const undo = await server.call("ada", "messages.undelete", { params: { messageId: id } });
  expect(undo.error?.code).toBe("message.undo_expired");
});

test("[C14] a channel can say how long new messages stay; of two times the shorter holds", async () => {
  const lives = async (body: object) => {
    const { message } = (await send("bob", secret, { text: "x", ...body })).body;
    const { expiresAt } = message;
    return expiresAt === null ? null : (Date.parse(expiresAt) - now.getTime()) / 1_000;
  };
  const change = (by: string, messageSeconds: number | null) =>
    server.call(by, "channels.update", { params: { cid: secret }, body: { messageSeconds } });
  expect(await lives({})).toBeNull();
  expect((await change("bob", 3_600)).error?.code).toBe("channel.forbidden");
  expect((await change("ada", 3_600)).body.channel.messageSeconds).toBe(3_600);
  await server.chat.engine.relay.drained();
  expect(JSON.stringify(server.recorded.at(-1))).toContain('"messageSeconds":3600');
  expect(await lives({})).toBe(3_600);
  expect(await lives({ expiresInSeconds: 60 })).toBe(60);
  expect(await lives({ expiresInSeconds: 7_200 })).toBe(3_600);
  await change("ada", null);
  expect(await lives({})).toBeNull();
});
