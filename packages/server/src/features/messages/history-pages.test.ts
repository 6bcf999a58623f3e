import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
const db = await testDatabase(import.meta.url);
let channels = 0;
let sends = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob");
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function open(): Promise<string> {
  channels += 1;
  const body = { name: `pages ${channels}`, members: ["bob"] };
  return (await server.must("ada", "channels.create", { body })).channel.cid;
}

async function send(cid: string, more: { threadId?: string; alsoInChannel?: boolean } = {}) {
  sends += 1;
  const body = { clientId: `history-pages-${sends}`, text: "x", ...more };
  return (await server.must("ada", "messages.send", { params: { cid }, body })).message;
}

type Place = { before?: string; after?: string; around?: string };

const page = (cid: string, query: Place & { limit: number }) =>
  server.must("bob", "messages.list", { params: { cid }, query });

/** What a page of an array would be. */
function naivePage(
  list: readonly string[],
  { before, after, around, limit }: Place & { limit: number },
) {
  if (after !== undefined) {
    const from = list.indexOf(after) + 1;
    return list.slice(from, from + limit);
  }
  if (around !== undefined) {
    const at = list.indexOf(around);
    const half = Math.floor(limit / 2);
    return list.slice(Math.max(0, at - half), at + limit - half);
  }
  const to = before === undefined ? list.length : list.indexOf(before);
  return list.slice(Math.max(0, to - limit), to);
}

type Kind = "plain" | "reply" | "both" | "removed";
const kinds: fc.Arbitrary<Kind[]> = fc.array(
  fc.constantFrom<Kind>("plain", "reply", "reply", "both", "removed"),
  { minLength: 1, maxLength: 30 },
);

test("[C15] [SYNC-40] a page is what it would be of a list, whatever numbers are missing between", async () => {
  await fc.assert(
    fc.asyncProperty(
      kinds,
      fc.array(
        fc.record({
          place: fc.constantFrom("before", "after", "around", "newest"),
          at: fc.nat(30),
          limit: fc.integer({ min: 1, max: 8 }),
        }),
        { minLength: 5, maxLength: 10 },
      ),
      async (made, asked) => {
        const cid = await open();
        const root = await send(cid);
        const list: string[] = [root.id];
        for (const kind of made) {
          const more =
            kind === "reply" || kind === "both"
              ? { threadId: root.id, alsoInChannel: kind === "both" }
              : {};
          const { id } = await send(cid, more);
          if (kind === "removed") {
            await server.must("ada", "messages.delete", {
              params: { messageId: id },
              query: { hard: "true" },
            });
          } else if (kind !== "reply") list.push(id);
        }
        for (const { place, at, limit } of asked) {
          const id = list[at % list.length] ?? root.id;
          const query = { ...(place === "newest" ? {} : { [place]: id }), limit };
          const answer = await page(cid, query);
          const ids = answer.items.map((message) => message.id as string);
          expect(ids).toEqual(naivePage(list, query));
          const [first, last] = [ids[0], ids.at(-1)];
          if (first === undefined || last === undefined) continue;
          expect(answer.previous !== null).toBe(list.indexOf(first) > 0);
          expect(answer.next !== null).toBe(list.indexOf(last) < list.length - 1);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test("[C15] walked in both directions while others write and delete, nothing is left out or comes twice", async () => {
  const cid = await open();
  const root = await send(cid);
  const fixed = [root.id as string];
  for (let count = 0; count < 40; count += 1) fixed.push((await send(cid)).id);
  let isWalking = true;
  const writing = (async () => {
    while (isWalking) {
      const threadOnly = await send(cid, { threadId: root.id });
      const plain = await send(cid);
      for (const { id } of [threadOnly, plain]) {
        const query = { hard: "true" as const };
        await server.must("ada", "messages.delete", { params: { messageId: id }, query });
      }
    }
  })();
  for (const direction of ["before", "after"] as const) {
    const seen: string[] = [];
    let at: string | null = direction === "before" ? null : (fixed[0] ?? null);
    do {
      const answer: Awaited<ReturnType<typeof page>> = await page(cid, {
        ...(at === null ? {} : { [direction]: at }),
        limit: 5,
      });
      seen.push(...answer.items.map((message) => message.id as string));
      at = direction === "before" ? answer.previous : answer.next;
    } while (at !== null && !(direction === "after" && seen.includes(fixed.at(-1) ?? "")));
    const expected = direction === "before" ? fixed : fixed.slice(1);
    expect(seen.filter((id) => fixed.includes(id)).toSorted()).toEqual(expected.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  }
  isWalking = false;
  await writing;
});

test("[C4] the quoted message is found among its neighbours, however many thread-only replies stand between", async () => {
  const cid = await open();
  const first = await send(cid);
  const quoted = await send(cid);
  for (let count = 0; count < 150; count += 1) await send(cid, { threadId: first.id });
  const next = await send(cid);
  const { items, next: newer, previous: older } = await page(cid, { around: quoted.id, limit: 4 });
  expect(items.map(({ id }) => id)).toEqual([first.id, quoted.id, next.id]);
  expect([older, newer]).toEqual([null, null]);
  // A reply is a place in the channel too, though it is not in it.
  const replies = await server.must("bob", "threads.replies", {
    params: { messageId: first.id },
    query: { limit: 100 },
  });
  expect(replies.items).toHaveLength(100);
  expect(replies.next).toBeNull();
  const all = await server.must("bob", "threads.replies", {
    params: { messageId: first.id },
    query: { limit: 100, before: replies.previous ?? "" },
  });
  expect(all.items).toHaveLength(50);
  expect(all.previous).toBeNull();
  const place = await page(cid, { around: replies.items[0]?.id ?? "", limit: 2 });
  expect(place.items.map(({ id }) => id)).toEqual([quoted.id, next.id]);
});

test("[SYNC-40] behind the newest page there is nothing, also while people write", async () => {
  const cid = await open();
  await send(cid);
  const pages: (string | null)[] = [];
  for (let round = 0; round < 20; round += 1) {
    const reads = Array.from({ length: 10 }, () => page(cid, { limit: 5 }));
    await Promise.all([send(cid), send(cid), send(cid)]);
    pages.push(...(await Promise.all(reads)).map(({ next }) => next));
  }
  expect(new Set(pages)).toEqual(new Set([null]));
});
