import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { askedByCallers } from "@natter/testing/asked-by-callers";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let owner: Client;
let cid: string;
let spaceCid: string;
const db = await testDatabase(import.meta.url);
const heard: { text: string; transaction: number; params: readonly unknown[] }[] = [];

const now = new Date();

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    // A sweep would come between the queries that are counted.
    sweepEveryMs: 3_600_000,
    // Nor may a cached key run out in between.
    now: () => now,
    onQuery: (statement) => heard.push(statement),
  });
  await server.users("ada", "bob", "eve");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
  const { space } = await server.must("ada", "spaces.create", { body: { name: "Lab" } });
  spaceCid = space.defaultCid ?? "";
  owner = new Client({ connectionString: db.url });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});

const send = (
  as: string,
  body: {
    clientId: string;
    text?: string;
    quoteId?: string;
    mentions?: string[];
    custom?: Record<string, unknown>;
  },
  to = cid,
) => server.call(as, "messages.send", { params: { cid: to }, body: { text: "hello", ...body } });

/** Rows as the database holds them, past every policy of the server. */
async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  await owner.query("begin");
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
    [server.appId],
  );
  const result = await owner.query<Row>(sql, values);
  await owner.query("commit");
  return result.rows;
}

test("a message is numbered, stored and answered whole", async () => {
  const { status, body } = await send("ada", { clientId: "first-message", text: "Hi Bob" });
  expect(status).toBe(201);
  expect(body.message).toMatchObject({
    cid,
    seq: 1,
    text: "Hi Bob",
    kind: "text",
    clientId: "first-message",
    sender: { id: "ada" },
    deletedAt: null,
    editedAt: null,
    quote: null,
  });
  expect(body.message.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test("a repeat answers 200 with the message as it is now, and takes no number", async () => {
  const first = await send("ada", { clientId: "repeated-1" });
  const repeat = await send("ada", { clientId: "repeated-1" });
  expect([first.status, repeat.status]).toEqual([201, 200]);
  expect(repeat.body.message).toEqual(first.body.message);
  await server.must("ada", "messages.edit", {
    params: { messageId: first.body.message.id },
    body: { text: "changed" },
  });
  expect((await send("ada", { clientId: "repeated-1" })).body.message).toMatchObject({
    id: first.body.message.id,
    text: "changed",
  });
  const next = await send("ada", { clientId: "after-repeat" });
  expect(next.body.message.seq).toBe(first.body.message.seq + 1);
});

test("a repeat of a message that was deleted since answers with its tombstone", async () => {
  const first = await send("ada", { clientId: "soon-deleted" });
  await server.must("ada", "messages.delete", { params: { messageId: first.body.message.id } });
  const repeat = await send("ada", { clientId: "soon-deleted" });
  expect(repeat).toMatchObject({
    status: 200,
    body: { message: { id: first.body.message.id, text: "", deletedAt: expect.any(String) } },
  });
});

test("the same client id with another body is a conflict, whatever differs", async () => {
  await send("ada", { clientId: "conflicting", custom: { a: 1, b: 2 } });
  expect((await send("ada", { clientId: "conflicting", custom: { b: 2, a: 1 } })).status).toBe(200);
  for (const change of [{ text: "other" }, { custom: { a: 2 } }, { mentions: ["bob"] }]) {
    const { status, error } = await send("ada", {
      clientId: "conflicting",
      custom: { a: 1, b: 2 },
      ...change,
    });
    expect([status, error?.code]).toEqual([409, "message.conflict"]);
  }
});

test("another sender's client id means nothing to oneself", async () => {
  const ada = await send("ada", { clientId: "shared-client-id", text: "from ada" });
  const bob = await send("bob", { clientId: "shared-client-id", text: "from bob" });
  expect(bob.status).toBe(201);
  expect(bob.body.message.id).not.toBe(ada.body.message.id);
});

test("twenty repeats at once make one message", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send("ada", { clientId: "all-at-once" })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => body.message?.id)).size).toBe(1);
});

test("messages and events of a channel are numbered without a gap, under concurrent sends and refusals", async () => {
  await Promise.all(
    Array.from({ length: 60 }, (_none, index) =>
      index % 3 === 0
        ? send("ada", { clientId: "first-message", text: "another body" })
        : send(index % 2 === 0 ? "ada" : "bob", { clientId: `concurrent-${index}` }),
    ),
  );
  const numbers = await rows<{ seq: string }>(
    "select seq from messages where cid = $1 order by seq",
    cid,
  );
  expect(numbers.map((row) => Number(row.seq))).toEqual(numbers.map((_row, index) => index + 1));
  const events = await rows<{ seq: string }>(
    "select seq from events where stream = $1 order by seq",
    `chat:${cid}`,
  );
  expect(events.map((row) => Number(row.seq))).toEqual(events.map((_row, index) => index + 1));
});

test("nobody outside the channel can send, and learns nothing of it", async () => {
  const outside = await send("eve", { clientId: "from-outside" });
  const nowhere = await send("eve", { clientId: "from-outside" }, "messaging:nowhere");
  expect([outside.status, outside.error?.code]).toEqual([404, "channel.not_found"]);
  expect(outside.error?.message).toBe(nowhere.error?.message);
});

test.each([
  ["nothing to say", { text: "  " }, "message.empty"],
  ["a text that is too long", { text: "x".repeat(10_001) }, "request.invalid"],
  ["NUL", { text: "a\u0000b" }, "request.invalid"],
  ["a lone surrogate", { text: "\ud800" }, "request.invalid"],
  [
    "a quote from nowhere",
    { quoteId: "0199f3a0-0000-7000-8000-00000000abcd" },
    "message.quote_not_found",
  ],
  ["too much custom data", { custom: { big: "x".repeat(20_000) } }, "request.invalid"],
])("%s is refused with a code", async (_what, change, code) => {
  const { status, error } = await send("ada", { clientId: "refused-send", ...change });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(error?.code).toBe(code);
});

test("a quote shows what it quotes as it is now, and only from the same channel", async () => {
  const quoted = (await send("bob", { clientId: "to-be-quoted", text: "the old words" })).body
    .message;
  const reply = (await send("ada", { clientId: "the-reply-1", quoteId: quoted.id })).body.message;
  expect(reply.quote).toMatchObject({
    id: quoted.id,
    seq: quoted.seq,
    text: "the old words",
    sender: { id: "bob" },
    deleted: false,
  });
  await server.must("bob", "messages.delete", { params: { messageId: quoted.id } });
  const { message } = await server.must("ada", "messages.get", { params: { messageId: reply.id } });
  expect(message.quote).toMatchObject({ text: "", deleted: true });
  const elsewhere = await send(
    "ada",
    { clientId: "quote-elsewhere", quoteId: quoted.id },
    spaceCid,
  );
  expect(elsewhere.error?.code).toBe("message.quote_not_found");
});

test("[PERM-7] a frozen channel takes no message from a member", async () => {
  const group = (
    await server.must("ada", "channels.create", { body: { name: "Frozen", members: ["bob"] } })
  ).channel.cid;
  await server.must("ada", "channels.update", { params: { cid: group }, body: { frozen: true } });
  expect((await send("bob", { clientId: "into-the-ice" }, group)).error?.code).toBe(
    "channel.frozen",
  );
  expect((await send("ada", { clientId: "from-the-owner" }, group)).status).toBe(201);
});

test("[PERM-8] slow mode makes a member wait, and says how long", async () => {
  const group = (
    await server.must("ada", "channels.create", { body: { name: "Slow", members: ["bob"] } })
  ).channel.cid;
  await server.must("ada", "channels.update", {
    params: { cid: group },
    body: { slowModeSeconds: 60 },
  });
  expect((await send("bob", { clientId: "slow-first" }, group)).status).toBe(201);
  const second = await send("bob", { clientId: "slow-second" }, group);
  expect([second.status, second.error?.code]).toEqual([429, "channel.slow_mode"]);
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await send("ada", { clientId: "slow-owner-1" }, group)).status).toBe(201);
  expect((await send("ada", { clientId: "slow-owner-2" }, group)).status).toBe(201);
});

test("[PERM-5] who posts in a channel of their space joins it", async () => {
  const { invite } = await server.must("ada", "spaces.createInvite", {
    params: {
      spaceId: (await server.must("ada", "spaces.list", { query: {} })).items[0]?.id ?? "",
    },
    body: {},
  });
  await server.must("bob", "invites.accept", { params: { code: invite.code } });
  const { channel } = await server.must("ada", "spaces.createChannel", {
    params: { spaceId: invite.spaceId },
    body: { name: "joined-by-posting" },
  });
  expect(
    (await server.must("bob", "channels.get", { params: { cid: channel.cid } })).channel.membership,
  ).toBeNull();
  expect((await send("bob", { clientId: "posting-joins" }, channel.cid)).status).toBe(201);
  expect(
    (await server.must("bob", "channels.get", { params: { cid: channel.cid } })).channel.membership
      ?.role,
  ).toBe("member");
});

test("a row for every recipient is written behind the send, and none for the sender", async () => {
  const { message } = (
    await send("ada", { clientId: "with-recipients", mentions: ["bob", "eve", "bob"] })
  ).body;
  await server.chat.engine.relay.drained();
  const recipients = await rows<{ user_id: string; mentioned: boolean }>(
    "select user_id, mentioned from user_messages where message_id = $1",
    message.id,
  );
  expect(recipients).toEqual([{ user_id: "bob", mentioned: true }]);
  expect(message.mentions).toEqual(["bob"]);
});

test("what was committed is published once in order, and the outbox is empty afterwards", async () => {
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((one) =>
    one.kind === "publish" && one.stream === `user:${server.appId}.bob`
      ? [one.event as { cid?: string; eventSeq?: number }]
      : [],
  );
  const numbers = told.filter((event) => event.cid === cid).map((event) => event.eventSeq);
  expect(numbers).toEqual(numbers.map((_number, index) => index + (numbers[0] ?? 0)));
  expect(await rows("select 1 from outbox")).toEqual([]);
});

test("a send takes as many queries with 500 members as with 2", async () => {
  const people = Array.from({ length: 499 }, (_none, index) => `crowd-${index}`);
  for (let from = 0; from < people.length; from += 100)
    await server.users(...people.slice(from, from + 100));
  const big = (
    await server.must("ada", "channels.create", {
      body: { name: "Crowd", members: people.slice(0, 100) },
    })
  ).channel.cid;
  for (let from = 100; from < people.length; from += 100) {
    await server.must("ada", "members.add", {
      params: { cid: big },
      body: { userIds: people.slice(from, from + 100) },
    });
  }
  const queriesOf = async (to: string, clientId: string) => {
    await send("ada", { clientId: `${clientId}-warm` }, to);
    await server.chat.engine.relay.drained();
    heard.length = 0;
    await send("ada", { clientId }, to);
    await server.chat.engine.relay.drained();
    return askedByCallers(heard).map(({ text }) => text);
  };
  const few = await queriesOf(cid, "count-queries-2");
  expect(await queriesOf(big, "count-queries-500")).toEqual(few);
  // begin, role, access, repeat?, write, commit; behind the relay: begin, role, durability, audience, recipients, outbox, commit
  expect(few.length).toBeLessThanOrEqual(14);
});

test("a repeat is answered also where a new message would be refused by now", async () => {
  const group = (
    await server.must("ada", "channels.create", {
      body: { name: "Later frozen", members: ["bob"] },
    })
  ).channel.cid;
  const first = await send("bob", { clientId: "before-the-ice" }, group);
  await server.must("ada", "channels.update", {
    params: { cid: group },
    body: { frozen: true, slowModeSeconds: 60 },
  });
  const repeat = await send("bob", { clientId: "before-the-ice" }, group);
  expect([repeat.status, repeat.body.message?.id]).toEqual([200, first.body.message.id]);
  expect((await send("bob", { clientId: "after-the-ice" }, group)).error?.code).toBe(
    "channel.frozen",
  );
});
