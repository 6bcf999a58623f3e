import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Writable } from "node:stream";
import { Client } from "pg";
import { pino } from "pino";
import { expect, test } from "vitest";

test("an event that comes out of the outbox a second time leaves one row per recipient, and no warning", async () => {
  const db = await testDatabase(import.meta.url);
  let written = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const server = await startTestServer({
    databaseUrl: db.url,
    sweepEveryMs: 20,
    log: pino({ level: "warn" }, sink),
  });
  await server.users("ada", "bob", "cem");
  const { cid } = (
    await server.must("ada", "channels.create", {
      body: { name: "Twice", members: ["bob", "cem"] },
    })
  ).channel;
  const body = { clientId: "settled-twice", text: "hello", mentions: ["cem"] };
  const { message } = await server.must("ada", "messages.send", { params: { cid }, body });
  await server.chat.engine.relay.drained();

  const owner = new Client({ connectionString: db.url });
  await owner.connect();
  const inApp = async (sql: string, ...values: unknown[]) => {
    await owner.query("begin");
    await owner.query(
      "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
      [server.appId],
    );
    const { rows } = await owner.query(sql, values);
    await owner.query("commit");
    return rows;
  };
  const again =
    "insert into outbox (app_id, stream, seq, created_at) values ($1, $2, $3, now() - interval '1 minute')";
  await inApp(again, server.appId, `chat:${cid}`, message.version);
  await expect.poll(() => inApp("select seq from outbox")).toEqual([]);

  const recipients = await inApp(
    "select user_id, mentioned from user_messages where message_id = $1 order by user_id",
    message.id,
  );
  expect(recipients).toEqual([
    { user_id: "bob", mentioned: false },
    { user_id: "cem", mentioned: true },
  ]);
  expect(written).toBe("");
  await owner.end();
  await server.stop();
  await db.drop();
});
