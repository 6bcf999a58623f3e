import { testDatabase } from "@natter/testing/test-database";
import { startTestServer } from "@natter/testing/test-server";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const { must } = server;
await server.users("ada", "bob");

afterAll(async () => {
  await server.stop();
  await db.drop();
});

test("an event of the log that cannot be built is a no-op to whoever reads or syncs, and the others are as they are", async () => {
  const { channel } = await must("ada", "channels.direct", { body: { userId: "bob" } });
  const params = { cid: channel.cid };
  const say = (text: string) =>
    must("ada", "messages.send", { params, body: { clientId: `says-${text}`, text } });
  await say("before");
  const { position } = (await must("bob", "channels.get", { params })).channel;
  const synced = await must("bob", "sync.run", { body: {} });
  await spoil(channel.cid);
  await say("afterwards");

  const query = { after: position.eventSeq, epoch: position.epoch };
  const { items } = await must("bob", "events.list", { params, query });
  expect(items.map(({ type }) => type)).toEqual(["channel.noop", "message.new"]);
  expect(items.map(({ eventSeq }) => eventSeq - position.eventSeq)).toEqual([1, 2]);
  expect((await server.call("bob", "sync.run", { body: { cursor: synced.cursor } })).status).toBe(
    200,
  );
});

/** Puts an event into the log that speaks of a message as no message can be. */
async function spoil(cid: string): Promise<void> {
  const owner = new Client({ connectionString: db.url });
  await owner.connect();
  await owner.query("set role natter_app");
  await owner.query("select set_config('natter.app', $1, false)", [server.appId]);
  await owner.query(
    `with head as (
       update stream_heads set event_seq = event_seq + 1 where app_id = $1 and stream = 'chat:' || $2 returning event_seq
     )
     insert into events (app_id, stream, seq, type, data, created_at)
     select $1, 'chat:' || $2, event_seq, 'message.new', '{"messageId": "no id at all"}', now() from head`,
    [server.appId, cid],
  );
  await owner.end();
}
