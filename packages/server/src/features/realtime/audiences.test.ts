import type { AppId, ChannelEvent } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../core/engine.ts";
import { createAudiences } from "./audiences.ts";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cem");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** The server's engine, but what was read comes back only when the test says so, read by read. */
function slowEngine(): { engine: Engine; reads: { done: Promise<void>; release(): void }[] } {
  const { engine } = server.chat;
  const reads: { done: Promise<void>; release(): void }[] = [];
  const { database } = engine;
  const transaction: typeof database.transaction = async (options, work) => {
    const done = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    reads.push({ done: done.promise, release: () => released.resolve() });
    const result = await database.transaction(options, work);
    done.resolve();
    await released.promise;
    return result;
  };
  return { engine: { ...engine, database: { ...database, transaction } }, reads };
}

/** Resolves when a read was begun and has found what it looks for. */
async function read(reads: readonly { done: Promise<void> }[], index: number): Promise<void> {
  await expect.poll(() => reads.length).toBeGreaterThan(index);
  await reads[index]?.done;
}

test("who joins while a channel's audience is read for the first time is heard of ever after", async () => {
  const body = { name: "first", members: ["bob"] };
  const { cid } = (await server.must("ada", "channels.create", { body })).channel;
  const { engine, reads } = slowEngine();
  const audiences = createAudiences(() => engine);
  const appId = server.appId as AppId; // the server's own

  const first = audiences.of(appId, cid);
  await read(reads, 0);
  await server.must("ada", "members.add", { params: { cid }, body: { userIds: ["cem"] } });
  await server.chat.engine.relay.drained();
  const joined: ChannelEvent[] = server.recorded.flatMap((record) =>
    record.kind === "publish" ? [record.event as ChannelEvent] : [],
  );
  const event = joined.findLast(({ type }) => type === "member.added");
  if (!event) throw new Error("Nobody was told who joined.");
  const told = audiences.after(appId, event);
  await read(reads, 1);
  // What was read before comes back after what was read behind it.
  reads[1]?.release();
  expect((await told)?.memberIds).toContain("cem");
  reads[0]?.release();
  expect((await first)?.memberIds).toContain("cem");
  expect((await audiences.of(appId, cid))?.memberIds.toSorted()).toEqual(["ada", "bob", "cem"]);
  expect(reads).toHaveLength(2);
});

test("an app's audiences that are forgotten while one is read are read again", async () => {
  const { cid } = (await server.must("ada", "channels.create", { body: { name: "second" } }))
    .channel;
  const { engine, reads } = slowEngine();
  const audiences = createAudiences(() => engine);
  const appId = server.appId as AppId; // the server's own
  const first = audiences.of(appId, cid);
  await read(reads, 0);
  audiences.forget(appId);
  reads[0]?.release();
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.release();
  expect((await first)?.memberIds).toEqual(["ada"]);
});
