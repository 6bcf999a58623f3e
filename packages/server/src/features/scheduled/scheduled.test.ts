import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-01-05T10:00:00Z");
let server: TestServer;
let cid: string;
let made = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "eve");
});
beforeEach(async () => {
  const body = { members: ["ada", "bob"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString();
const pass = async (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
  await server.chat.timers.run();
};

function schedule(
  by: string,
  text: string,
  seconds: number,
  clientId = `scheduled-${(made += 1)}`,
) {
  const body = { sendAt: inSeconds(seconds), message: { clientId, text } };
  return server.call(by, "scheduled.create", { params: { cid }, body });
}
async function texts(): Promise<string[]> {
  const { items } = await server.must("ada", "messages.list", { params: { cid } });
  return items.map((message) => message.text);
}
const waiting = async (by: string) =>
  (await server.must(by, "scheduled.list", { query: { cid } })).items;

test("[C14] a message is sent at its time, once, as its author's", async () => {
  const { body } = await schedule("bob", "later", 60, "one-and-the-same");
  const again = await schedule("bob", "later", 60, "one-and-the-same");
  expect(again.body.scheduled.id).toBe(body.scheduled.id);
  await pass(59);
  expect(await texts()).toEqual([]);
  await pass(1);
  await pass(120);
  const { items } = await server.must("ada", "messages.list", { params: { cid } });
  expect(items).toMatchObject([
    { text: "later", sender: { id: "bob" }, clientId: "one-and-the-same" },
  ]);
  expect(await waiting("bob")).toEqual([]);
});

test("[C14] it is changed, cancelled or sent at once by its author alone", async () => {
  const first = (await schedule("bob", "first", 60)).body.scheduled.id;
  const second = (await schedule("bob", "second", 60)).body.scheduled.id;
  const third = (await schedule("bob", "third", 600)).body.scheduled.id;
  const params = (scheduledId: string) => ({ params: { scheduledId } });
  for (const name of ["scheduled.cancel", "scheduled.sendNow"] as const) {
    expect((await server.call("ada", name, params(first))).error?.code).toBe("scheduled.not_found");
  }
  expect(await waiting("ada")).toEqual([]);
  await server.must("bob", "scheduled.update", { ...params(first), body: { text: "changed" } });
  await server.must("bob", "scheduled.cancel", params(second));
  await server.must("bob", "scheduled.sendNow", params(third));
  await server.must("bob", "scheduled.update", {
    ...params(first),
    body: { sendAt: inSeconds(120) },
  });
  await pass(60);
  expect(await texts()).toEqual(["third"]);
  await pass(60);
  expect(await texts()).toEqual(["third", "changed"]);
  const gone = await server.call("bob", "scheduled.cancel", params(first));
  expect(gone.error?.code).toBe("scheduled.not_found");
});

test("[C14] whoever may not write any more when the time comes is told so; nothing is sent", async () => {
  const { id } = (await schedule("bob", "too late", 60)).body.scheduled;
  await server.must("ada", "channels.update", { params: { cid }, body: { frozen: true } });
  await pass(60);
  expect(await texts()).toEqual([]);
  const [failed] = await waiting("bob");
  expect(failed).toMatchObject({ id, failure: { code: "channel.frozen" } });
  await server.chat.engine.relay.drained();
  const told = server.recorded.filter(
    (one) => "stream" in one && one.stream === `user:${server.appId}.bob`,
  );
  expect(JSON.stringify(told.at(-1))).toContain('"code":"channel.frozen"');
  await pass(600);
  expect(await texts()).toEqual([]);
  await server.must("ada", "channels.update", { params: { cid }, body: { frozen: false } });
  const again = { params: { scheduledId: id }, body: { sendAt: inSeconds(60) } };
  await server.must("bob", "scheduled.update", again);
  await pass(60);
  expect(await texts()).toEqual(["too late"]);
});

test("[C14] slow mode holds it up, and does not lose it", async () => {
  await server.must("ada", "channels.update", { params: { cid }, body: { slowModeSeconds: 30 } });
  await server.must("bob", "messages.send", {
    params: { cid },
    body: { clientId: "written-before-it", text: "now" },
  });
  await schedule("bob", "soon after", 1);
  await pass(1);
  expect(await texts()).toEqual(["now"]);
  for (let second = 0; second < 64; second += 1) await pass(1);
  expect(await texts()).toEqual(["now", "soon after"]);
});

test("[C14] a time in the past, or without the right to write, is refused", async () => {
  expect((await schedule("bob", "x", -1)).error?.code).toBe("request.invalid");
  expect((await schedule("bob", "x", 400 * 86_400)).error?.code).toBe("request.invalid");
  expect((await schedule("eve", "x", 60)).error?.code).toBe("channel.not_found");
});

test("[C14] somebody removed meanwhile sends nothing", async () => {
  await schedule("bob", "from outside", 60);
  await server.must("ada", "members.remove", { params: { cid, userId: "bob" } });
  await pass(60);
  expect(await texts()).toEqual([]);
  expect((await waiting("bob"))[0]?.failure?.code).toBe("channel.not_found");
});

test("[C14] what is longer than its channel takes is refused when it is scheduled, and when it is changed", async () => {
  await server.must(null, "channelTypes.create", {
    body: { name: "brief", config: { messageCharacters: 20 } },
  });
  const brief = { type: "brief", members: ["bob"] };
  cid = (await server.must("ada", "channels.create", { body: brief })).channel.cid;
  const long = "x".repeat(21);
  const refused = await schedule("bob", long, 60);
  expect([refused.status, refused.error?.code]).toEqual([413, "message.too_large"]);
  const { body } = await schedule("bob", "short", 60);
  const params = { scheduledId: body.scheduled.id };
  const changed = await server.call("bob", "scheduled.update", { params, body: { text: long } });
  expect(changed.error?.code).toBe("message.too_large");
  expect((await waiting("bob")).map(({ message }) => message.text)).toEqual(["short"]);
  // What is scheduled already is answered, though its channel takes less by now.
  const { clientId, text } = body.scheduled.message;
  const lower = { params: { type: "brief" }, body: { messageCharacters: 3 } };
  await server.must(null, "channelTypes.update", lower);
  const again = await schedule("bob", text, 60, clientId);
  expect(again.body.scheduled.id).toBe(body.scheduled.id);
});
