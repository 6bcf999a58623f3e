import type { Poll } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const reader = new Client({ connectionString: db.url });
const people = ["ada", "bob", "cy"];
let now = new Date("2026-01-05T10:00:00Z");
let server: TestServer;
let cid: string;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, connections: 6, now: () => now });
  await reader.connect();
  await server.users(...people, "eve");
  cid = (await server.must("ada", "channels.create", { body: { members: people } })).channel.cid;
});

afterAll(async () => {
  await reader.end();
  await server.stop();
  await db.drop();
});

type Given = { question?: string; options?: string[]; maxVotes?: number; anonymous?: boolean };
type More = { allowOptions?: boolean; closesAt?: string };

function bodyOf(given: Given & More) {
  sent += 1;
  const poll = { question: "Where?", options: ["here", "there", "nowhere"], ...given };
  return { clientId: `poll-number-${sent}`, kind: "poll" as const, poll };
}

async function ask(given: Given & More = {}): Promise<string> {
  const { message } = await server.must("ada", "messages.send", {
    params: { cid },
    body: bodyOf(given),
  });
  return message.id;
}

const vote = (by: string, messageId: string, ...optionIds: string[]) =>
  server.call(by, "polls.vote", { params: { messageId }, body: { optionIds } });

async function pollOf(messageId: string, by = "ada"): Promise<Poll> {
  const { message } = await server.must(by, "messages.get", { params: { messageId } });
  if (!message.poll) throw new Error("The message has no poll.");
  return message.poll;
}

const counts = (poll: Poll) => poll.options.map((option) => option.count);

test("[C9] a poll is sent with its message, and its question is the message's text", async () => {
  const body = bodyOf({});
  const first = await server.call("ada", "messages.send", { params: { cid }, body });
  expect(first).toMatchObject({
    status: 201,
    body: {
      message: {
        kind: "poll",
        text: "Where?",
        poll: { question: "Where?", voterCount: 0, maxVotes: 1, closedAt: null },
      },
    },
  });
  const again = await server.call("ada", "messages.send", { params: { cid }, body });
  expect(again).toMatchObject({ status: 200, body: { message: { id: first.body.message.id } } });
  expect(again.body.message.poll).toEqual(first.body.message.poll);
  const other = { ...body, poll: { ...body.poll, question: "When?" } };
  const conflict = await server.call("ada", "messages.send", { params: { cid }, body: other });
  expect(conflict.error?.code).toBe("message.conflict");
});

test("[C9] two sends of one poll at the same moment make one poll", async () => {
  const body = bodyOf({});
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => server.call("ada", "messages.send", { params: { cid }, body })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.body.message.id)).size).toBe(1);
  expect(answers.every((answer) => answer.body.message.poll)).toBe(true);
});

test.each([
  [{ options: ["one"] }],
  [{ options: ["one", "one"] }],
  [{ options: Array.from({ length: 21 }, (_none, index) => `${index}`) }],
  [{ maxVotes: 4 }],
  [{ question: " " }],
  [{ closesAt: "2026-01-05T10:00:30Z" }],
  [{ closesAt: "2028-01-05T10:00:30Z" }],
])("[C9] %j is no poll", async (given) => {
  const answer = await server.call("ada", "messages.send", {
    params: { cid },
    body: bodyOf(given),
  });
  expect(answer.error?.code).toBe("request.invalid");
});

test("[C9] a message of another kind has no poll, and a poll no other kind", async () => {
  const { poll, ...body } = bodyOf({});
  for (const wrong of [body, { ...body, kind: "text" as const, text: "x", poll }]) {
    const answer = await server.call("ada", "messages.send", { params: { cid }, body: wrong });
    expect(answer.error?.code).toBe("request.invalid");
  }
});

test("[C9] a vote is set as a whole: another takes its place, the same again changes nothing", async () => {
  const id = await ask({ maxVotes: 2 });
  await vote("bob", id, "1", "3");
  const before = await server.must("bob", "messages.get", { params: { messageId: id } });
  const again = await vote("bob", id, "3", "1");
  expect(again.body.message.version).toBe(before.message.version);
  expect(counts(await pollOf(id))).toEqual([1, 0, 1]);
  await vote("bob", id, "2");
  expect(await pollOf(id)).toMatchObject({
    voterCount: 1,
    options: [{ count: 0 }, { count: 1, userIds: ["bob"] }, { count: 0 }],
  });
  await vote("bob", id);
  expect(await pollOf(id)).toMatchObject({ voterCount: 0 });
  expect((await vote("bob", id, "1", "2", "3")).error?.code).toBe("poll.too_many_votes");
  expect((await vote("bob", id, "9")).error?.code).toBe("poll.option_not_found");
  expect((await vote("eve", id, "1")).error?.code).toBe("message.not_found");
});

test("[C9] an anonymous poll names no voter anywhere: not in answers, events, lists, nor to a server key", async () => {
  const id = await ask({ anonymous: true, allowOptions: true });
  server.recorded.length = 0;
  const answer = await vote("bob", id, "1");
  await server.must("cy", "polls.addOption", { params: { messageId: id }, body: { text: "new" } });
  await server.chat.engine.relay.drained();
  expect(JSON.stringify(answer.body.message)).not.toContain('"bob"');
  expect(JSON.stringify((await pollOf(id, "cy")).options)).not.toMatch(/bob|cy/);
  const told = server.recorded.filter(
    (one) => "event" in one && JSON.stringify(one.event).includes(id),
  );
  const ofPolls = told.filter((one) => JSON.stringify(one).includes('"poll.'));
  expect(ofPolls.length).toBeGreaterThan(0);
  const events = ofPolls.map((one) => ("event" in one ? one.event : null));
  expect(JSON.stringify(events)).not.toMatch(/"bob"|"cy"/);
  const own = told.filter((one) => JSON.stringify(one).includes("notification.voted"));
  expect(new Set(own.map((one) => ("stream" in one ? one.stream : "")))).toEqual(
    new Set([`user:${server.appId}.bob`]),
  );
  for (const by of ["ada", "bob"]) {
    const voters = await server.call(by, "polls.voters", { params: { messageId: id } });
    expect(voters.error?.code).toBe("poll.anonymous");
  }
});

test("[C9] who voted is listed page by page, for one option too", async () => {
  const id = await ask({ maxVotes: 2 });
  await vote("ada", id, "1");
  await vote("bob", id, "1", "2");
  await vote("cy", id, "2");
  await vote("cy", id);
  const first = await server.must("cy", "polls.voters", {
    params: { messageId: id },
    query: { limit: 1 },
  });
  expect(first.items.map((item) => item.user.id)).toEqual(["ada"]);
  const rest = await server.must("cy", "polls.voters", {
    params: { messageId: id },
    query: { limit: 5, cursor: first.next ?? "" },
  });
  expect(rest.items).toMatchObject([{ user: { id: "bob" }, optionIds: ["1", "2"] }]);
  const ofTwo = await server.must("cy", "polls.voters", {
    params: { messageId: id },
    query: { optionId: "2" },
  });
  expect(ofTwo.items.map((item) => item.user.id)).toEqual(["bob"]);
});

test("[C9] the voter knows the own vote on every device, by fetch and by the own line alike", async () => {
  const id = await ask({ anonymous: true });
  server.recorded.length = 0;
  await vote("bob", id, "2");
  await server.chat.engine.relay.drained();
  const { items } = await server.must("bob", "polls.ownVotes", { query: { messageIds: id } });
  const told = server.recorded.flatMap((one) =>
    "event" in one && JSON.stringify(one.event).includes("notification.voted") ? [one.event] : [],
  );
  expect(told).toMatchObject([{ type: "notification.voted", vote: items[0] }]);
  expect(items).toMatchObject([{ messageId: id, cid, optionIds: ["2"] }]);
  expect((await server.must("cy", "polls.ownVotes", { query: { messageIds: id } })).items).toEqual(
    [],
  );
});

test("[C9] options are added by the author, and by others where the poll lets them, up to twenty", async () => {
  const add = (by: string, messageId: string, text: string) =>
    server.call(by, "polls.addOption", { params: { messageId }, body: { text } });
  const closed = await ask();
  expect((await add("bob", closed, "new")).error?.code).toBe("poll.forbidden");
  expect((await add("ada", closed, "new")).status).toBe(200);
  const open = await ask({ allowOptions: true });
  const made = await Promise.all(
    Array.from({ length: 20 }, (_none, index) => add("bob", open, `option ${index % 18}`)),
  );
  expect(made.filter((answer) => answer.error?.code === "poll.too_many_options")).toHaveLength(
    made.length - made.filter((answer) => answer.status === 200).length,
  );
  const { options } = await pollOf(open);
  expect(options).toHaveLength(20);
  expect(new Set(options.map((option) => option.text)).size).toBe(20);
  expect(new Set(options.map((option) => option.id)).size).toBe(20);
  expect(options.at(-1)?.addedBy).toBe("bob");
});

test("[C9] its author and a moderator close a poll; nothing is taken after that", async () => {
  const id = await ask();
  const close = (by: string) => server.call(by, "polls.close", { params: { messageId: id } });
  await vote("bob", id, "1");
  expect((await close("bob")).error?.code).toBe("poll.forbidden");
  expect((await close("ada")).body.message.poll?.closedAt).not.toBeNull();
  expect((await close("ada")).status).toBe(200);
  expect((await vote("bob", id, "2")).error?.code).toBe("poll.closed");
  expect((await vote("bob", id)).error?.code).toBe("poll.closed");
  expect(counts(await pollOf(id))).toEqual([1, 0, 0]);
});

test("[C9] a poll closes by itself, and takes no vote from its time on, told or not", async () => {
  const closesAt = new Date(now.getTime() + 120_000);
  const id = await ask({ closesAt: closesAt.toISOString() });
  now = new Date(closesAt.getTime() - 1);
  expect((await vote("bob", id, "1")).status).toBe(200);
  await server.chat.timers.run();
  expect((await pollOf(id)).closedAt).toBeNull();
  now = closesAt;
  expect((await vote("bob", id, "2")).error?.code).toBe("poll.closed");
  await server.chat.timers.run();
  expect((await pollOf(id)).closedAt).toBe(closesAt.toISOString());
  await server.chat.engine.relay.drained();
  const told = server.recorded.filter(
    (one) => JSON.stringify(one).includes("poll.closed") && JSON.stringify(one).includes(id),
  );
  await server.chat.timers.run();
  expect(told.length).toBeGreaterThan(0);
});

test("[C9] a deleted poll says nothing any more", async () => {
  const id = await ask();
  await vote("bob", id, "1");
  const { message } = await server.must("ada", "messages.delete", { params: { messageId: id } });
  expect(message.poll).toBeUndefined();
  expect((await vote("bob", id, "2")).error?.code).toBe("message.deleted");
});

test("[C9] a deletion that is taken back brings the poll back; once it is for good nothing of it is kept", async () => {
  const id = await ask();
  await vote("bob", id, "1");
  await server.must("ada", "messages.delete", { params: { messageId: id } });
  await server.must("ada", "messages.undelete", { params: { messageId: id } });
  expect(counts(await pollOf(id))).toEqual([1, 0, 0]);
  await server.must("ada", "messages.delete", {
    params: { messageId: id },
    query: { hard: "true" },
  });
  const { rows } = await reader.query("select 1 from polls where message_id = $1", [id]);
  expect(rows).toEqual([]);
});

type Ballot = string[];
const ballots = fc.array(fc.uniqueArray(fc.constantFrom("1", "2", "3"), { maxLength: 2 }), {
  maxLength: 5,
});

test("[C9] counts are what a naive recount says, whoever votes while it closes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(ballots, ballots, ballots),
      fc.boolean(),
      fc.integer({ min: 0, max: 4 }),
      async (plans, anonymous, closeAfter) => {
        const id = await ask({ maxVotes: 2, anonymous });
        const held = new Map<string, Ballot>();
        let closing: Promise<unknown> | undefined;
        let done = 0;
        await Promise.all(
          plans.map(async (plan, index) => {
            const by = people[index] ?? "";
            for (const ballot of plan) {
              const answer = await vote(by, id, ...ballot);
              if (answer.status === 200) held.set(by, ballot);
              expect([undefined, "poll.closed"]).toContain(answer.error?.code);
              done += 1;
              if (done > closeAfter)
                closing ??= server.must("ada", "polls.close", { params: { messageId: id } });
            }
          }),
        );
        await closing;
        const poll = await pollOf(id);
        for (const option of poll.options) {
          const chosenBy = [...held].filter(([, ballot]) => ballot.includes(option.id));
          expect(option.count).toBe(chosenBy.length);
          expect(option.userIds.toSorted()).toEqual(
            anonymous ? [] : chosenBy.map(([by]) => by).toSorted(),
          );
        }
        expect(poll.voterCount).toBe(
          [...held.values()].filter((ballot) => ballot.length > 0).length,
        );
      },
    ),
    { numRuns: 15 },
  );
});
