import type { ReactionGroup, ReactionMode } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const people = ["ada", "bob", "cy"];
const modes: ReactionMode[] = ["unique", "distinct", "multiple"];
let server: TestServer;
let sent = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, connections: 6 });
  await server.users(...people);
  for (const mode of modes) {
    await server.must(null, "channelTypes.create", {
      body: { name: `mode-${mode}`, config: { reactionMode: mode } },
    });
  }
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function messageIn(mode: ReactionMode): Promise<{ cid: string; messageId: string }> {
  const { channel } = await server.must("ada", "channels.create", {
    body: { type: `mode-${mode}`, members: people },
  });
  sent += 1;
  const { message } = await server.must("ada", "messages.send", {
    params: { cid: channel.cid },
    body: { clientId: `reactions-${sent}`, text: "hello" },
  });
  return { cid: channel.cid, messageId: message.id };
}

const react = (by: string, messageId: string, type: string, count?: number) =>
  server.call(by, "reactions.add", {
    params: { messageId, type },
    ...(count === undefined ? {} : { query: { count } }),
  });

async function reactionsOf(messageId: string): Promise<ReactionGroup[]> {
  return (await server.must("ada", "messages.get", { params: { messageId } })).message.reactions;
}

test("[C5] unique: another kind takes the place of the first, and both facts are told", async () => {
  const { cid, messageId } = await messageIn("unique");
  await react("bob", messageId, "👍");
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  await react("bob", messageId, "🎉");
  expect(await reactionsOf(messageId)).toEqual([{ type: "🎉", count: 1, userIds: ["bob"] }]);
  const { items } = await server.must("bob", "events.list", {
    params: { cid },
    query: { after: channel.position.eventSeq, epoch: channel.position.epoch },
  });
  expect(items).toMatchObject([
    { type: "reaction.deleted", reaction: "👍", reactions: [{ type: "🎉" }] },
    { type: "reaction.new", reaction: "🎉", reactions: [{ type: "🎉", userIds: ["bob"] }] },
  ]);
});

test("[C5] distinct: several kinds, each once", async () => {
  const { messageId } = await messageIn("distinct");
  for (const type of ["👍", "🎉", "👍"]) await react("bob", messageId, type);
  expect(await reactionsOf(messageId)).toMatchObject([
    { type: "👍", count: 1 },
    { type: "🎉", count: 1 },
  ]);
  expect((await react("bob", messageId, "👏", 2)).error?.code).toBe("reaction.once");
});

test("[C5] multiple: the number in all is set, so a repeat adds nothing and a removal takes all", async () => {
  const { messageId } = await messageIn("multiple");
  await react("bob", messageId, "👏", 3);
  await react("bob", messageId, "👏", 3);
  await react("ada", messageId, "👏");
  expect(await reactionsOf(messageId)).toEqual([
    { type: "👏", count: 4, userIds: ["bob", "ada"], times: [3, 1] },
  ]);
  await react("bob", messageId, "👏");
  expect((await reactionsOf(messageId))[0]?.count).toBe(4);
  const { items } = await server.must("ada", "reactions.list", { params: { messageId } });
  expect(items).toMatchObject([
    { user: { id: "ada" }, count: 1 },
    { user: { id: "bob" }, count: 3 },
  ]);
  await server.must("bob", "reactions.remove", { params: { messageId, type: "👏" } });
  expect(await reactionsOf(messageId)).toEqual([{ type: "👏", count: 1, userIds: ["ada"] }]);
  expect((await react("bob", messageId, "👏", 51)).error?.code).toBe("request.invalid");
});

test("[C5] one kind has one form: with or without U+FE0F, with or without colons", async () => {
  const { messageId } = await messageIn("distinct");
  await react("bob", messageId, "\u2764");
  await react("ada", messageId, "\u2764\uFE0F");
  await react("ada", messageId, ":tada:");
  await react("bob", messageId, "tada");
  expect(await reactionsOf(messageId)).toEqual([
    { type: "\u2764\uFE0F", count: 2, userIds: ["bob", "ada"] },
    { type: "tada", count: 2, userIds: ["ada", "bob"] },
  ]);
  expect((await react("bob", messageId, "👍👍")).error?.code).toBe("request.invalid");
});

type Step = { type: string; times: number };
const steps = fc.array(
  fc.record({ type: fc.constantFrom("👍", "🎉", "tada"), times: fc.integer({ min: 0, max: 3 }) }),
  { maxLength: 6 },
);

/** What one person's reactions are after their own steps: nobody else's change them. */
function recount(mode: ReactionMode, taken: readonly Step[]): Map<string, number> {
  const own = new Map<string, number>();
  for (const { type, times } of taken) {
    if (times === 0) own.delete(type);
    else {
      if (mode === "unique") own.clear();
      own.set(type, mode === "multiple" ? times : 1);
    }
  }
  return own;
}

describe.each(modes)("[C5] %s", (mode) => {
  test("counts are what a naive recount says, and replayed events end there too", async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(steps, steps, steps), async (plans) => {
        const { cid, messageId } = await messageIn(mode);
        const taken = people.map((): Step[] => []);
        // Everybody at once; each person one step after the other.
        await Promise.all(
          plans.map(async (plan, index) => {
            const by = people[index] ?? "";
            for (const step of plan) {
              await take(by, messageId, mode, step);
              taken[index]?.push(step);
            }
          }),
        );
        const expected = new Map<string, { count: number; userIds: string[] }>();
        for (const [index, list] of taken.entries()) {
          for (const [type, times] of recount(mode, list)) {
            const group = expected.get(type) ?? { count: 0, userIds: [] };
            expected.set(type, {
              count: group.count + times,
              userIds: [...group.userIds, people[index] ?? ""],
            });
          }
        }
        const actual = await reactionsOf(messageId);
        const sorted = actual.map(({ type, count, userIds }) => ({
          type,
          count,
          userIds: userIds.toSorted(),
        }));
        expect(new Map(sorted.map(({ type, ...rest }) => [type, rest]))).toEqual(expected);
        const { items } = await server.must("ada", "events.list", {
          params: { cid },
          query: { after: 0, epoch: (await position(cid)).epoch },
        });
        const last = items.findLast((event) => "reactions" in event);
        const told = last && "reactions" in last ? last.reactions : [];
        expect(told).toEqual(actual);
      }),
      { numRuns: 12 },
    );
  });
});

async function take(by: string, messageId: string, mode: ReactionMode, { type, times }: Step) {
  const answer =
    times === 0
      ? await server.call(by, "reactions.remove", { params: { messageId, type } })
      : await react(by, messageId, type, mode === "multiple" ? times : undefined);
  expect(answer.status).toBe(200);
}

async function position(cid: string) {
  return (await server.must("ada", "channels.get", { params: { cid } })).channel.position;
}
