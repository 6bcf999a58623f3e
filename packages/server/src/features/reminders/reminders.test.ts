import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-01-05T10:00:00Z");
let server: TestServer;
let cid: string;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "eve");
  const body = { members: ["ada", "bob"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function send(): Promise<string> {
  const body = { clientId: `reminded-${(sent += 1)}`, text: "hello" };
  return (await server.must("ada", "messages.send", { params: { cid }, body })).message.id;
}
function remind(by: string, messageId: string, seconds: number, note = "") {
  const body = { remindAt: new Date(now.getTime() + seconds * 1_000).toISOString(), note };
  return server.call(by, "reminders.set", { params: { messageId }, body });
}
async function pass(seconds: number) {
  now = new Date(now.getTime() + seconds * 1_000);
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  await server.chat.timers.run();
  await server.chat.engine.relay.drained();
  return server.recorded.flatMap((one) => ("event" in one ? [one] : []));
}

test("[C14] the time comes once, on the own line alone", async () => {
  const id = await send();
  await remind("bob", id, 60, "answer this");
  expect(await pass(59)).toEqual([]);
  expect(await pass(1)).toMatchObject([
    {
      stream: `user:${server.appId}.bob`,
      event: {
        type: "notification.reminder",
        reminder: { messageId: id, cid, note: "answer this" },
      },
    },
  ]);
  expect(await pass(600)).toEqual([]);
  expect((await server.must("bob", "reminders.list", {})).items).toEqual([]);
});

test("[C14] reminders are listed by time, moved and cancelled", async () => {
  const [first, second, third] = [await send(), await send(), await send()];
  await remind("bob", first, 300);
  await remind("bob", second, 100);
  await remind("bob", third, 200);
  await remind("bob", first, 50);
  await server.must("bob", "reminders.cancel", { params: { messageId: third } });
  await server.must("bob", "reminders.cancel", { params: { messageId: third } });
  const page = await server.must("bob", "reminders.list", { query: { limit: 1 } });
  const rest = await server.must("bob", "reminders.list", { query: { cursor: page.next ?? "" } });
  expect([...page.items, ...rest.items].map((item) => item.messageId)).toEqual([first, second]);
  expect((await server.must("ada", "reminders.list", {})).items).toEqual([]);
  expect(await pass(400)).toHaveLength(2);
});

test("[C14] of what cannot be read any more nobody is reminded", async () => {
  const id = await send();
  const other = await send();
  await remind("bob", id, 60);
  await remind("bob", other, 60);
  await server.must("ada", "messages.delete", { params: { messageId: other } });
  await server.must("ada", "members.remove", { params: { cid, userId: "bob" } });
  expect(await pass(60)).toEqual([]);
  expect((await remind("eve", id, 60)).error?.code).toBe("message.not_found");
  expect((await remind("ada", id, -1)).error?.code).toBe("request.invalid");
  expect((await remind("ada", other, 60)).error?.code).toBe("message.deleted");
});
