import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const hourMs = 3_600_000;
const db = await testDatabase(import.meta.url);
let server: TestServer;
let cid: string;
const real = Date.now();
let now = new Date(real);
let ids = 0;
let idTime = real;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    now: () => now,
    // UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then what makes it unlike others.
    newId: () => {
      ids += 1;
      const time = idTime.toString(16).padStart(12, "0");
      const rest = ids.toString(16).padStart(12, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${rest}`;
    },
  });
  await server.users("ada", "bob");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function send(text: string, clientId = `clock-skew-${text.replaceAll(" ", "-")}`) {
  const body = { clientId, text };
  return (await server.must("ada", "messages.send", { params: { cid }, body })).message;
}

test("[R22] clocks that are wrong by an hour, jump back or stand in 2099 change no order", async () => {
  const said: string[] = [];
  const say = async (text: string) => said.push((await send(text)).text);
  await say("right");
  now = new Date(real + hourMs);
  await say("an hour ahead");
  now = new Date(real - hourMs);
  await say("an hour behind");
  idTime = Date.UTC(2099, 0, 1);
  await say("an id of 2099");
  idTime = real - hourMs;
  now = new Date(real);
  await say("right again");

  const { items } = await server.must("bob", "messages.list", { params: { cid }, query: {} });
  expect(items.map(({ text }) => text)).toEqual(said);
  expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  expect(channel.lastMessage?.text).toBe("right again");
  expect(channel.unread.count).toBe(5);

  const query = { after: 0, epoch: channel.position.epoch };
  const events = await server.must("bob", "events.list", { params: { cid }, query });
  const told = events.items.flatMap((event) =>
    event.type === "message.new" ? [event.message.text] : [],
  );
  expect(told).toEqual(said);
  const around = await server.must("bob", "messages.list", {
    params: { cid },
    query: { after: items[3]?.id ?? "" },
  });
  expect(around.items.map(({ text }) => text)).toEqual(["right again"]);
});

test("[R22] slow mode holds while clocks differ by seconds, and nobody waits for one that was an hour ahead", async () => {
  const body = { name: "Slow", members: ["bob"] };
  const slow = (await server.must("ada", "channels.create", { body })).channel.cid;
  const params = { cid: slow };
  await server.must("ada", "channels.update", { params, body: { slowModeSeconds: 30 } });
  const write = (clientId: string) =>
    server.call("bob", "messages.send", { params, body: { clientId, text: "hello" } });
  now = new Date(real + 10_000);
  expect((await write("slow-by-ten-seconds")).status).toBe(201);
  now = new Date(real);
  expect((await write("slow-too-soon")).error?.code).toBe("channel.slow_mode");
  now = new Date(real + hourMs);
  expect((await write("slow-an-hour-ahead")).status).toBe(201);
  now = new Date(real);
  expect((await write("slow-after-the-jump")).status).toBe(201);
});

test("[R22] the night in which the hour comes twice changes no order and no time", async () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "Europe/Berlin";
  try {
    // 02:59:59 and, a second later, 02:00:00 there.
    const times = ["2026-10-25T00:59:59.000Z", "2026-10-25T01:00:00.000Z"];
    const said = [];
    for (const [at, time] of times.entries()) {
      now = new Date(time);
      said.push(await send(`in the night ${at}`));
    }
    expect(said.map(({ createdAt }) => createdAt)).toEqual(times);
    expect(new Date(times[0] ?? "").getHours()).toBe(new Date(times[1] ?? "").getHours());
    const query = { limit: 2 };
    const { items } = await server.must("bob", "messages.list", { params: { cid }, query });
    expect(items.map(({ createdAt }) => createdAt)).toEqual(times);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    now = new Date(real);
  }
});

test("[R12] a repeat after 40 days, the log forgotten, answers with the one message; a stolen id learns nothing", async () => {
  const first = await send("only once", "sent-long-ago");
  now = new Date(now.getTime() + 40 * 24 * hourMs);
  await server.chat.eventPruner.run();
  const body = { clientId: "sent-long-ago", text: "only once" };
  const repeats = await Promise.all(
    Array.from({ length: 5 }, () => server.call("ada", "messages.send", { params: { cid }, body })),
  );
  expect(repeats.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(new Set(repeats.map((answer) => answer.body.message.id))).toEqual(new Set([first.id]));

  const stolen = await server.call("bob", "messages.send", { params: { cid }, body });
  expect(stolen.status).toBe(201);
  expect(stolen.body.message).toMatchObject({ sender: { id: "bob" }, seq: first.seq + 1 });
  const other = { ...body, text: "something else" };
  const conflict = await server.call("ada", "messages.send", { params: { cid }, body: other });
  expect(conflict).toMatchObject({ status: 409, error: { code: "message.conflict" } });
});
