import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const start = new Date("2026-01-05T10:00:00Z");
let now = start;
let server: TestServer;
let cid: string;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "eve");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
  now = at(1_000);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const threadId = "0198f0a0-0000-7000-8000-000000000001";

function save(by: string, text: string, seconds: number, more: object = {}) {
  const body = { text, writtenAt: at(seconds).toISOString(), ...more };
  return server.call(by, "drafts.save", { params: { cid }, body });
}
function end(by: string, seconds: number, more: object = {}) {
  const query = { writtenAt: at(seconds).toISOString(), ...more };
  return server.call(by, "drafts.delete", { params: { cid }, query });
}
async function textsOf(by: string) {
  return (await server.must(by, "drafts.list", {})).items.map((draft) => draft.text);
}

test("[C10] a draft is its writer's own, for a channel and each thread in it", async () => {
  await save("ada", "to bob", 1);
  await save("ada", "in a thread", 1, { threadId });
  expect(await textsOf("ada")).toEqual(["to bob", "in a thread"]);
  expect(await textsOf("bob")).toEqual([]);
  expect((await save("eve", "hello", 1)).error?.code).toBe("channel.not_found");
  await end("ada", 2, { threadId });
  expect(await textsOf("ada")).toEqual(["to bob"]);
});

test("[C10] what was written later holds, in whatever order it comes; a sent draft does not come back", async () => {
  await save("bob", "second", 20);
  const late = await save("bob", "first", 10);
  expect(late.body.draft?.text).toBe("second");
  await end("bob", 30);
  expect((await save("bob", "typed before it was sent", 29)).body.draft).toBeNull();
  expect(await textsOf("bob")).toEqual([]);
  expect((await save("bob", "new", 31)).body.draft?.text).toBe("new");
  await save("bob", "  ", 32);
  expect(await textsOf("bob")).toEqual([]);
});

test("[C10] a clock that goes ahead wins over nobody for longer than a moment", async () => {
  await save("bob", "from the future", 500_000);
  now = at(2_000);
  expect((await save("bob", "now", 2_000)).body.draft?.text).toBe("now");
});

test("[C10] every device is told, as it is now; saving the same again tells nobody", async () => {
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  await save("ada", "told", 3_000);
  await save("ada", "told", 3_001);
  await end("ada", 3_002);
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((one) => ("event" in one ? [one] : []));
  expect(told.map((one) => one.stream)).toEqual(
    Array.from({ length: told.length }, () => `user:${server.appId}.ada`),
  );
  expect(told.at(-1)?.event).toMatchObject({
    type: "draft.deleted",
    draft: { cid, threadId: null },
  });
});

test("[C10] too large or malformed drafts are refused", async () => {
  expect((await save("ada", "x".repeat(10_001), 4_000)).error?.code).toBe("request.invalid");
  expect((await save("ada", "x", 4_000, { mentions: [""] })).error?.code).toBe("request.invalid");
});

const writes = fc.array(
  fc.record({ text: fc.constantFrom("a", "b", ""), seconds: fc.integer({ min: 1, max: 20 }) }),
  { minLength: 1, maxLength: 6 },
);

test("[C10] of two devices that write at once the later writing holds, and events end where a fetch does", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(writes, writes, async (phone, laptop) => {
      run += 1;
      const other = `peer-${run}`;
      await server.users(other);
      const made = await server.must("ada", "channels.direct", { body: { userId: other } });
      const place = made.channel.cid;
      now = at(10_000 + run * 100);
      const base = 10_000 + run * 100 - 50;
      server.recorded.length = 0;
      const put = async (list: { text: string; seconds: number }[]) => {
        for (const { text, seconds } of list) {
          const body = { text, writtenAt: at(base + seconds).toISOString() };
          await server.must("ada", "drafts.save", { params: { cid: place }, body });
        }
      };
      await Promise.all([put(phone), put(laptop)]);
      const all = [...phone, ...laptop];
      const latest = Math.max(...all.map((write) => write.seconds));
      const candidates = all.filter((write) => write.seconds === latest).map(({ text }) => text);
      const { items } = await server.must("ada", "drafts.list", { query: { limit: 100 } });
      const fetched = items.find((draft) => draft.cid === place) ?? null;
      expect(candidates).toContain(fetched?.text ?? "");
      await server.chat.engine.relay.drained();
      const events = server.recorded.flatMap((one) =>
        "event" in one && JSON.stringify(one.event).includes('"draft.') ? [one.event] : [],
      );
      const last = events.at(-1) as { type: string; draft: unknown } | undefined; // of our own contract
      const ended = { type: "draft.deleted" };
      const { writtenAt: _moved, ...said } = fetched ?? { writtenAt: "" };
      expect(last ?? ended).toMatchObject(fetched ? { type: "draft.updated", draft: said } : ended);
    }),
    { numRuns: 12 },
  );
});
