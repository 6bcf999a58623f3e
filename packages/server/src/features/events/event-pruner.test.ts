import type { RouteInput } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createEventPruner } from "./event-pruner.ts";

const dayMs = 86_400_000;
const db = await testDatabase(import.meta.url);
let server: TestServer;
let owner: Client;
let now = new Date("2026-03-01T00:00:00.000Z");
let made = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  // A second after its start the server walks by itself, by the clock of these tests: what it took, nobody here could count.
  await server.chat.eventPruner.stop();
  await server.users("ada", "bob");
  owner = new Client({ connectionString: db.url });
  await owner.connect();
  await owner.query(
    "select set_config('role', 'natter_app', false), set_config('natter.app', $1, false)",
    [server.appId],
  );
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});

function later(ms: number): void {
  now = new Date(now.getTime() + ms);
}

async function group(): Promise<string> {
  made += 1;
  const body = { name: `group ${made}`, members: ["bob"] };
  return (await server.must("ada", "channels.create", { body })).channel.cid;
}

async function send(cid: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    made += 1;
    const body = { clientId: `pruner-test-${made}`, text: "x" };
    await server.must("ada", "messages.send", { params: { cid }, body });
  }
}

async function positionOf(cid: string) {
  return (await server.must("ada", "channels.get", { params: { cid } })).channel.position;
}

/** Resolves when everything is published: what is not, is not pruned. */
async function published(): Promise<void> {
  await vi.waitUntil(async () => (await owner.query("select 1 from outbox")).rows.length === 0, {
    timeout: 20_000,
  });
}

async function prune(): Promise<void> {
  await published();
  await server.chat.eventPruner.run();
}

/** The numbers that the log holds of a channel's line. */
async function heldOf(cid: string): Promise<number[]> {
  const { rows } = await owner.query<{ seq: string }>(
    "select seq from events where stream = $1 order by seq",
    [`chat:${cid}`],
  );
  return rows.map(({ seq }) => Number(seq));
}

function eventsAfter(cid: string, after: number, epoch: string) {
  return server.call("ada", "events.list", { params: { cid }, query: { after, epoch } });
}

async function syncOf(held: NonNullable<RouteInput<"sync.run">["body"]["channels"]>) {
  const { channels } = await server.must("ada", "sync.run", { body: { channels: held } });
  return channels.find(({ cid }) => cid === held[0]?.cid)?.status ?? "nothing";
}

test("[SYNC-22] what is older than the log keeps goes; a position before it is told to start anew, one behind it goes on", async () => {
  const cid = await group();
  await send(cid, 3);
  const before = await positionOf(cid);
  later(29 * dayMs);
  await send(cid, 2);
  await prune();
  expect(await syncOf([{ cid, ...before }])).toBe("events");

  later(dayMs + 1);
  await prune();
  const { epoch, eventSeq } = before;
  expect(await heldOf(cid)).toEqual([eventSeq + 1, eventSeq + 2]);
  const [gone, exact, ahead] = [
    await eventsAfter(cid, eventSeq - 1, epoch),
    await eventsAfter(cid, eventSeq, epoch),
    await eventsAfter(cid, eventSeq + 3, epoch),
  ];
  expect(gone).toMatchObject({ status: 410, error: { code: "sync.resync" } });
  expect(exact).toMatchObject({ status: 200, body: { more: false } });
  expect(exact.body.items.map((event) => event.eventSeq)).toEqual([eventSeq + 1, eventSeq + 2]);
  expect(ahead).toMatchObject({ status: 410, error: { code: "sync.resync" } });
  expect(await syncOf([{ cid, epoch, eventSeq: eventSeq - 1 }])).toBe("resync");
  expect(await syncOf([{ cid, epoch, eventSeq }])).toBe("events");
  expect(await syncOf([{ cid, epoch, eventSeq: eventSeq + 2 }])).toBe("nothing");

  later(31 * dayMs);
  await prune();
  expect(await heldOf(cid)).toEqual([]);
  expect(await syncOf([{ cid, epoch, eventSeq: eventSeq + 1 }])).toBe("resync");
  expect(await syncOf([{ cid, epoch, eventSeq: eventSeq + 2 }])).toBe("nothing");
  await send(cid);
  expect(await heldOf(cid)).toEqual([eventSeq + 3]);
  expect(await syncOf([{ cid, epoch, eventSeq: eventSeq + 2 }])).toBe("events");
});

test("a day exactly at the limit is kept, a millisecond more is not", async () => {
  const cid = await group();
  const { eventSeq } = await positionOf(cid);
  later(server.chat.engine.limits.eventDays * dayMs);
  await prune();
  expect(await heldOf(cid)).toHaveLength(eventSeq);
  later(1);
  await prune();
  expect(await heldOf(cid)).toEqual([]);
});

test("small steps take everything away that one step would, over the streams of every app", async () => {
  const cids = [await group(), await group(), await group()];
  for (const cid of cids) await send(cid, 5);
  later(31 * dayMs);
  const fresh = await group();
  const { eventSeq } = await positionOf(fresh);
  const pruner = createEventPruner(() => server.chat.engine, {
    processes: { isPrimary: true },
    streamsPerStep: 2,
    eventsPerStep: 3,
  });
  await published();
  const { rows } = await owner.query<{ old: number }>(
    "select count(*)::integer as old from events where created_at < $1",
    [new Date(now.getTime() - 30 * dayMs)],
  );
  expect(rows[0]?.old).toBeGreaterThanOrEqual(18);
  expect(await pruner.run()).toBe(rows[0]?.old);
  for (const cid of cids) expect(await heldOf(cid)).toEqual([]);
  expect(await heldOf(fresh)).toHaveLength(eventSeq);
  expect(await pruner.run()).toBe(0);
});

test("what is still to be published stays, and a clock that jumped back leaves no hole", async () => {
  const cid = await group();
  await send(cid, 2);
  const { eventSeq } = await positionOf(cid);
  later(40 * dayMs);
  await send(cid);
  later(-39 * dayMs);
  await send(cid);
  later(39 * dayMs);
  await prune();
  // The last one is from long ago, by the clock it was written with; it stays behind the one before it.
  expect(await heldOf(cid)).toEqual([eventSeq + 1, eventSeq + 2]);

  const waiting = await group();
  const { eventSeq: last } = await positionOf(waiting);
  await published();
  await owner.query(
    "insert into outbox (app_id, stream, seq, created_at) values ($1, $2, $3, now() + interval '1 day')",
    [server.appId, `chat:${waiting}`, last],
  );
  later(31 * dayMs);
  await server.chat.eventPruner.run();
  expect(await heldOf(waiting)).toEqual([last]);
});
