import type { ChannelSync, RouteAnswer, RouteInput } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let owner: Client;
let now = new Date();
const db = await testDatabase(import.meta.url);
let made = 0;

type Answer = RouteAnswer<"sync.run">;
type Held = NonNullable<RouteInput<"sync.run">["body"]["channels"]>[number];

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "eve");
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

/** People nobody else's channels concern, so that what one test does is not another's news. */
async function people(): Promise<[string, string]> {
  made += 1;
  const pair: [string, string] = [`ann${made}`, `ben${made}`];
  await server.users(...pair);
  return pair;
}

async function group(as: string, ...members: string[]): Promise<string> {
  made += 1;
  const body = { name: `group ${made}`, members };
  return (await server.must(as, "channels.create", { body })).channel.cid;
}

async function send(as: string, cid: string, text = "x") {
  made += 1;
  const body = { clientId: `sync-test-${made}`, text };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message;
}

async function held(as: string, cid: string): Promise<Held> {
  const { channel } = await server.must(as, "channels.get", { params: { cid } });
  return { cid, ...channel.position };
}

function sync(as: string, body: RouteInput<"sync.run">["body"]): Promise<Answer> {
  return server.must(as, "sync.run", { body });
}

function of(answer: Answer, cid: string): ChannelSync | undefined {
  return answer.channels.find((channel) => channel.cid === cid);
}

function seqs(channel: ChannelSync | undefined): number[] {
  return channel?.status === "events" ? channel.items.map(({ eventSeq }) => eventSeq) : [];
}

/** Lets so many events happen that nobody has to wait for. */
async function happen(cid: string, count: number): Promise<void> {
  const stream = `chat:${cid}`;
  await owner.query(
    `with head as (update stream_heads set event_seq = event_seq + $3 where app_id = $1 and stream = $2
       returning event_seq - $3 as before)
     insert into events (app_id, stream, seq, type, data, created_at)
     select $1, $2, before + n, 'member.removed', '{"userId":"nobody","memberCount":2}', $4
     from head, generate_series(1, $3::int) n`,
    [server.appId, stream, count, now],
  );
}

async function prune(cid: string, upTo: number): Promise<void> {
  const place = [server.appId, `chat:${cid}`, upTo];
  await owner.query("delete from events where app_id = $1 and stream = $2 and seq <= $3", place);
}

test("[SYNC-21] without a cursor everything is new, and the cursor goes on from there", async () => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  const first = await sync(ann, {});
  expect(of(first, cid)).toMatchObject({ status: "new", channel: { cid, memberCount: 2 } });
  expect(first).toMatchObject({ user: { status: "resync", items: [] }, more: false });
  const again = await sync(ann, { cursor: first.cursor, channels: [await held(ann, cid)] });
  expect(again).toMatchObject({ user: { status: "events", items: [] }, channels: [], more: false });
});

test("[SYNC-21] what was missed comes in order, without a hole, up to the position told", async () => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  const before = await held(ann, cid);
  const { cursor } = await sync(ann, {});
  const message = await send(ben, cid);
  await server.must(ben, "messages.edit", {
    params: { messageId: message.id },
    body: { text: "y" },
  });
  const told = of(await sync(ann, { cursor, channels: [before] }), cid);
  expect(seqs(told)).toEqual([before.eventSeq + 1, before.eventSeq + 2]);
  expect(told).toMatchObject({
    position: await held(ann, cid).then(({ epoch, eventSeq }) => ({ epoch, eventSeq })),
  });
});

test.each([
  [0, "nothing"],
  [1, "events"],
  [299, "events"],
  [301, "events"],
  [1_000, "events"],
  [1_001, "resync"],
  [100_000, "resync"],
])("[SYNC-22] after %i missed events: %s", async (missed, expected) => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  const before = await held(ann, cid);
  await happen(cid, missed);
  const answer = await sync(ann, { channels: [before] });
  const told = of(answer, cid);
  expect(told?.status ?? "nothing").toBe(expected);
  expect(seqs(told)).toHaveLength(expected === "events" ? missed : 0);
  expect(answer.more).toBe(false);
});

test("[SYNC-23] pages of events: called again with what is held by then, nothing is missing and nothing twice", async () => {
  const [ann, ben] = await people();
  const cids = [await group(ann, ben), await group(ann, ben), await group(ann, ben)];
  const positions = new Map<string, Held>();
  for (const cid of cids) positions.set(cid, await held(ann, cid));
  let { cursor } = await sync(ann, {});
  for (const cid of cids) await happen(cid, 7);
  const starts = new Map(positions);
  const sevenAfter = (cid: string) =>
    Array.from({ length: 7 }, (_, at) => (starts.get(cid)?.eventSeq ?? 0) + 1 + at);
  const heard = new Map<string, number[]>();
  let calls = 0;
  for (let more = true; more; calls += 1) {
    const answer: Answer = await sync(ann, { cursor, channels: [...positions.values()], limit: 5 });
    for (const channel of answer.channels) {
      if (channel.status !== "events") throw new Error(`Not expected: ${channel.status}.`);
      expect(channel.items.length).toBeLessThanOrEqual(5);
      heard.set(channel.cid, [...(heard.get(channel.cid) ?? []), ...seqs(channel)]);
      positions.set(channel.cid, { cid: channel.cid, ...channel.position });
    }
    ({ cursor, more } = answer);
  }
  expect(calls).toBe(5);
  for (const cid of cids) expect(heard.get(cid)).toEqual(sevenAfter(cid));
});

test("[SYNC-22] a trimmed log and another epoch are a resync with the channel as it is", async () => {
  const [ann, ben] = await people();
  const [trimmed, restored] = [await group(ann, ben), await group(ann, ben)];
  const channels = [await held(ann, trimmed), await held(ann, restored)];
  await happen(trimmed, 10);
  const first = channels[0] as Held; // two were listed
  await prune(trimmed, first.eventSeq + 5);
  await owner.query(
    "update stream_heads set epoch = 'restored' where app_id = $1 and stream = $2",
    [server.appId, `chat:${restored}`],
  );
  const answer = await sync(ann, { channels });
  expect(of(answer, trimmed)).toMatchObject({
    status: "resync",
    channel: { position: { eventSeq: first.eventSeq + 10 } },
  });
  expect(of(answer, restored)).toMatchObject({
    status: "resync",
    channel: { position: { epoch: "restored" } },
  });
  const kept = { ...first, eventSeq: first.eventSeq + 5 };
  expect(seqs(of(await sync(ann, { channels: [kept] }), trimmed))).toHaveLength(5);
});

test("[SYNC-22] a number that the line never reached is a resync", async () => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  const { epoch } = await held(ann, cid);
  const answer = await sync(ann, { channels: [{ cid, epoch, eventSeq: 99 }] });
  expect(of(answer, cid)).toMatchObject({ status: "resync" });
});

test("[SYNC-24] a deleted channel, one that never was, and one the caller was taken out of answer the same", async () => {
  const [ann, ben] = await people();
  const [deleted, left] = [await group(ben, ann), await group(ben, ann)];
  const { cursor } = await sync(ann, {});
  const channels = [await held(ann, deleted), await held(ann, left)];
  await server.must(ben, "channels.delete", { params: { cid: deleted } });
  await server.must(ben, "members.remove", { params: { cid: left, userId: ann } });
  const answer = await sync(ann, {
    cursor,
    channels: [...channels, { cid: "messaging:never-was", epoch: "e", eventSeq: 3 }],
  });
  const statuses = answer.channels.map(({ cid, ...rest }) => [cid, rest]);
  expect(statuses).toEqual([
    [deleted, { status: "gone" }],
    [left, { status: "gone" }],
    ["messaging:never-was", { status: "gone" }],
  ]);
  expect(answer.user.items.map(({ type }) => type)).toEqual([
    "notification.channel_removed",
    "notification.channel_removed",
  ]);
});

test("[SYNC-24] a new membership comes as the whole channel, with the event that tells of it", async () => {
  const [ann, ben] = await people();
  const { cursor } = await sync(ann, {});
  const cid = await group(ben, ann);
  await send(ben, cid, "hello");
  const answer = await sync(ann, { cursor });
  expect(of(answer, cid)).toMatchObject({
    status: "new",
    channel: { lastMessage: { text: "hello" }, unread: { count: 1 } },
  });
  expect(answer.user.items).toMatchObject([{ type: "notification.channel_added" }]);
});

test("[SYNC-25] a time serves as a first cursor: what happened since in every channel, and nothing where nothing did", async () => {
  const [ann, ben] = await people();
  const [busy, quiet] = [await group(ann, ben), await group(ann, ben)];
  await send(ben, quiet);
  now = new Date(now.getTime() + 3_600_000);
  const since = now.toISOString();
  now = new Date(now.getTime() + 3_600_000);
  const before = await held(ann, busy);
  await send(ben, busy);
  await server.must(ann, "readState.mark", {
    params: { cid: busy },
    body: { seq: 1, generation: 0 },
  });
  const answer = await sync(ann, { cursor: since });
  expect(answer.channels.map(({ cid }) => cid)).toEqual([busy]);
  expect(seqs(of(answer, busy))).toEqual([before.eventSeq + 1]);
  expect(of(answer, quiet)).toBeUndefined();
  expect(answer.user).toMatchObject({ status: "events", items: [{ type: "notification.read" }] });
  const later = await sync(ann, { cursor: answer.cursor, channels: [await held(ann, busy)] });
  expect(later.user).toMatchObject({ status: "events", items: [] });
});

test("[SYNC-25] a time before the log began says to fetch anew", async () => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  now = new Date(now.getTime() + 60 * 86_400_000);
  await send(ben, cid);
  const answer = await sync(ann, {
    cursor: new Date(now.getTime() - 31 * 86_400_000).toISOString(),
  });
  expect(answer.user.status).toBe("resync");
  expect(of(answer, cid)).toMatchObject({ status: "resync" });
  const in30 = await sync(ann, { cursor: new Date(now.getTime() - 29 * 86_400_000).toISOString() });
  expect(of(in30, cid)).toMatchObject({ status: "events" });
});

test("[SYNC-23] more channels than one answer shows come page by page, each once", async () => {
  const [ann, ben] = await people();
  const cids = new Set<string>();
  for (let count = 0; count < 205; count += 1) cids.add(await group(ben, ann));
  const told: string[] = [];
  let cursor: string | undefined;
  let calls = 0;
  for (let more = true; more; calls += 1) {
    const answer: Answer = await sync(ann, cursor === undefined ? {} : { cursor });
    expect(answer.channels.length).toBeLessThanOrEqual(100);
    told.push(...answer.channels.map(({ cid }) => cid));
    ({ cursor, more } = answer);
  }
  expect(calls).toBe(3);
  expect(new Set(told)).toEqual(cids);
  expect(told).toHaveLength(205);
});

test("[SYNC-26] a cursor of nobody's, of another user or of another shape is sync.resync", async () => {
  const { cursor } = await sync("bob", {});
  for (const given of [cursor, "garbage", "WyIxIl0", `${cursor}x`]) {
    const answer = await server.call("ada", "sync.run", { body: { cursor: given } });
    expect([answer.status, answer.error?.code]).toEqual([410, "sync.resync"]);
  }
  const bad = await server.call("ada", "sync.run", { body: { cursor: "2026-13-45T00:00:00Z" } });
  expect(bad.status).toBe(400);
  const many = Array.from({ length: 501 }, (_, at) => ({
    ...{ cid: `messaging:c${at}`, epoch: "e", eventSeq: 0 },
  }));
  const tooMany = await server.call("ada", "sync.run", { body: { channels: many } });
  expect(tooMany.status).toBe(400);
});

test("[SYNC-21] events that happen between two pages are told by the second", async () => {
  const [ann, ben] = await people();
  const cid = await group(ann, ben);
  const before = await held(ann, cid);
  await happen(cid, 6);
  const first = await sync(ann, { channels: [before], limit: 4 });
  await happen(cid, 3);
  const { epoch, eventSeq } = before;
  const second = await sync(ann, {
    cursor: first.cursor,
    channels: [{ cid, epoch, eventSeq: eventSeq + 4 }],
    limit: 100,
  });
  expect([first.more, second.more]).toEqual([true, false]);
  expect(seqs(of(second, cid))).toHaveLength(5);
});
