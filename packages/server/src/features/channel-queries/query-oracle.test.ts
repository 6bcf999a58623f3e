import {
  parseChannelFilter,
  type Channel,
  type ChannelFilter,
  type ChannelSort,
  type ChannelTest,
} from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

const people = ["ada", "bob", "eve"];
const words = ["General", "random talk", "Team-lunch", "x_y", "100%"];
const count = 220;

/** A channel as the naive reader knows it: what the API told, and who is in it. */
type Known = Channel & { readonly people: readonly string[] };

async function makeChannels(): Promise<Known[]> {
  await server.users(...people);
  const random = fc.sample(
    fc.record({
      owner: fc.constantFrom(...people),
      members: fc.subarray(people),
      name: fc.option(fc.constantFrom(...words), { nil: undefined }),
      topic: fc.constantFrom("a", "b", 1, true, undefined),
      tags: fc.subarray(["p", "q"]),
      sends: fc.integer({ min: 0, max: 2 }),
      isFrozen: fc.boolean(),
    }),
    { numRuns: count, seed: 5 },
  );
  const people_ = new Map<string, readonly string[]>();
  for (const [index, one] of random.entries()) {
    const custom = { tags: one.tags, ...(one.topic === undefined ? {} : { topic: one.topic }) };
    const { channel } = await server.must(one.owner, "channels.create", {
      body: {
        ...{ id: `c${index}`, members: one.members, custom },
        ...(one.name === undefined ? {} : { name: one.name }),
      },
    });
    people_.set(channel.cid, [...new Set([one.owner, ...one.members])]);
    for (let send = 0; send < one.sends; send += 1)
      await server.must(one.owner, "messages.send", {
        params: { cid: channel.cid },
        body: { clientId: `oracle-${index}-${send}`, text: "hi" },
      });
    if (one.isFrozen)
      await server.must(one.owner, "channels.update", {
        params: { cid: channel.cid },
        body: { frozen: true },
      });
  }
  await server.chat.engine.relay.drained();
  const all: Known[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Channel[]; next: string | null } = await server.must(
      "ada",
      "channels.list",
      {
        query: { limit: 100, ...(cursor === null ? {} : { cursor }) },
      },
    );
    all.push(...page.items.map((one) => ({ ...one, people: people_.get(one.cid) ?? [] })));
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

/** What a filter means, read off a channel in plain code. */
function holds(one: Known, condition: ChannelTest): boolean {
  if (condition.type !== "is") {
    if (condition.type === "all") return condition.tests.every((part) => holds(one, part));
    const some = condition.tests.some((part) => holds(one, part));
    return condition.type === "any" ? some : !some;
  }
  const { field, key, operator } = condition;
  const wanted = condition.value;
  const list: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  if (field === "members") {
    const isIn = one.people.some((person) => list.includes(person));
    return operator === "$nin" ? !isIn : isIn;
  }
  const value = valueOf(one, field, key);
  const isThere = value !== null && value !== undefined;
  const name = ` ${(one.name ?? "").toLowerCase().replace(/[-_/.#:]/g, " ")}`;
  switch (operator) {
    case "$eq":
      return value === wanted;
    case "$ne":
      return value !== wanted;
    case "$in":
      return list.includes(value);
    case "$nin":
      return !list.includes(value);
    case "$exists":
      return isThere === wanted;
    case "$contains":
      return Array.isArray(value) && value.includes(wanted);
    case "$autocomplete":
      return name.includes(
        ` ${String(wanted)
          .toLowerCase()
          .replace(/[-_/.#:]/g, " ")}`,
      );
    case "$q":
      return String(wanted)
        .toLowerCase()
        .split(/\s+/)
        .every((word) => one.name?.toLowerCase().includes(word));
    default:
      return isThere && compare(operator, value as number | string, wanted as number | string); // both of one kind, by the parser
  }
}

function compare<Value extends number | string>(operator: string, one: Value, other: Value) {
  if (operator === "$gt") return one > other;
  if (operator === "$gte") return one >= other;
  return operator === "$lt" ? one < other : one <= other;
}

function valueOf(one: Known, field: string, key: string): unknown {
  if (field === "custom") return one.custom[key];
  if (field === "id") return one.cid.slice(one.cid.indexOf(":") + 1);
  if (field === "unread") return one.unread.count;
  if (field === "mentions") return one.unread.mentions;
  if (field === "hasUnread") return one.unread.count > 0;
  if (field === "joined") return one.membership !== null;
  if (field === "lastMessageAt") return one.lastMessage?.createdAt ?? null;
  return Reflect.get(one, field);
}

function sorted(all: readonly Known[], sort: readonly ChannelSort[]): string[] {
  const keyOf = (one: Known, field: ChannelSort["field"]) => {
    if (field === "name") return (one.name ?? "").toLowerCase();
    if (field === "lastMessageAt") return one.lastMessage?.createdAt ?? one.createdAt;
    return valueOf(one, field, "") as number | string; // the other fields are numbers or times
  };
  const inOrder = (one: Known, other: Known) => {
    for (const { field, direction } of [...sort]) {
      const [a, b] = [keyOf(one, field), keyOf(other, field)];
      if (a !== b) return (a < b ? -1 : 1) * (direction === "desc" ? -1 : 1);
    }
    return one.cid < other.cid ? -1 : 1;
  };
  return all.toSorted(inOrder).map((one) => one.cid);
}

test("[B6] every filter, order and page size gives what reading all channels gives", async () => {
  const all = await makeChannels();
  expect(all.length).toBeGreaterThan(100);
  const times = all.map((one) => one.createdAt);
  const time = fc.constantFrom(...times.filter((_at, index) => index % 20 === 0));
  const id = fc.constantFrom(...all.slice(0, 8).map((one) => one.cid));
  const person = fc.constantFrom(...people);
  const scalar = fc.constantFrom("a", "b", 1, true, "none");
  const condition: fc.Arbitrary<ChannelFilter> = fc.oneof(
    fc.record({
      cid: fc.oneof(id, fc.record({ $in: fc.array(id) }), fc.record({ $nin: fc.array(id) })),
    }),
    fc.record({
      members: fc.oneof(
        fc.record({ $in: fc.subarray(people) }),
        fc.record({ $nin: fc.subarray(people) }),
        fc.record({ $contains: person }),
      ),
    }),
    fc.record({ createdBy: fc.oneof(person, fc.record({ $ne: person })) }),
    fc.record({
      name: fc.oneof(
        fc.constantFrom(...words),
        fc.record({ $ne: fc.constantFrom(...words) }),
        fc.record({ $exists: fc.boolean() }),
        fc.record({ $autocomplete: fc.constantFrom("gen", "ta", "lun", "y", "%", "_", "100") }),
        fc.record({ $q: fc.constantFrom("al", "team lun", "_", "%") }),
      ),
    }),
    fc.record({
      memberCount: fc.oneof(
        fc.record({ $gt: fc.integer({ min: 0, max: 3 }) }),
        fc.record({ $in: fc.constant([1, 3]) }),
        fc.integer({ min: 1, max: 3 }),
      ),
    }),
    fc.record({
      unread: fc.oneof(
        fc.record({ $gte: fc.integer({ min: 0, max: 2 }) }),
        fc.record({ $lt: fc.constant(2) }),
      ),
    }),
    fc.record({ hasUnread: fc.boolean() }),
    fc.record({ frozen: fc.oneof(fc.boolean(), fc.record({ $ne: fc.boolean() })) }),
    fc.record({
      createdAt: fc.oneof(
        fc.record({ $gt: time }),
        fc.record({ $lte: time }),
        fc.record({ $in: fc.array(time, { maxLength: 3 }) }),
      ),
    }),
    fc.record({
      lastMessageAt: fc.oneof(fc.record({ $gte: time }), fc.record({ $exists: fc.boolean() })),
    }),
    fc.record({
      "custom.topic": fc.oneof(
        scalar,
        fc.record({ $ne: scalar }),
        fc.record({ $in: fc.array(scalar) }),
        fc.record({ $nin: fc.array(scalar) }),
        fc.record({ $exists: fc.boolean() }),
      ),
    }),
    fc.record({ "custom.tags": fc.record({ $contains: fc.constantFrom("p", "q", "z") }) }),
  );
  const group = fc.array(condition, { minLength: 1, maxLength: 3 });
  const filter: fc.Arbitrary<ChannelFilter> = fc.oneof(
    condition,
    fc.record({ $and: group }),
    fc.record({ $or: group }),
    fc.record({ $nor: group }),
    fc.record({ $or: fc.tuple(condition, fc.record({ $nor: group })) }),
  );
  const field = fc.constantFrom<ChannelSort["field"]>(
    "name",
    "memberCount",
    "createdAt",
    "updatedAt",
    "lastMessageAt",
    "unread",
  );
  const sort = fc.uniqueArray(
    fc.record({ field, direction: fc.constantFrom<"asc" | "desc">("asc", "desc") }),
    { maxLength: 3, selector: (one) => one.field },
  );
  await fc.assert(
    fc.asyncProperty(filter, sort, fc.constantFrom(15, 40, 100), async (given, order, limit) => {
      const { test: meant, problem } = parseChannelFilter(given);
      if (!meant) throw new Error(problem);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const body = { filter: given, sort: order, limit, ...(cursor === null ? {} : { cursor }) };
        const page: { items: Channel[]; next: string | null } = await server.must(
          "ada",
          "channels.query",
          { body },
        );
        found.push(...page.items.map((one) => one.cid));
        cursor = page.next;
      } while (cursor !== null);
      expect(found, JSON.stringify([given, order])).toEqual(
        sorted(
          all.filter((one) => holds(one, meant)),
          order,
        ),
      );
    }),
    { numRuns: 100, seed: 3 },
  );
}, 120_000);

test("[B6] a cursor leads on in its own query only", async () => {
  const { next } = await server.must("ada", "channels.query", { body: { limit: 5 } });
  for (const other of [
    { filter: { kind: "group" } },
    { sort: [{ field: "name" as const }] },
    { name: "mine" },
  ]) {
    const answer = await server.call("ada", "channels.query", {
      body: { limit: 5, cursor: next ?? "", ...other },
    });
    expect([answer.status, answer.error?.code]).toEqual([400, "request.invalid"]);
  }
  const asBob = await server.call("bob", "channels.query", {
    body: { limit: 5, cursor: next ?? "" },
  });
  expect(asBob.status).toBe(200);
});
