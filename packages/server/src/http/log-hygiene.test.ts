import { Writable } from "node:stream";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { pino } from "pino";
import { expect, test } from "vitest";

test("logs and metrics hold no token, password, key or message text, and every request leaves a line", async () => {
  const db = await testDatabase(import.meta.url);
  let written = "";
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const log = pino({ level: "trace" }, sink);
  const server = await startTestServer({
    databaseUrl: db.url,
    log,
    peer: () => ({ address: "127.0.0.1", secure: false }),
  });
  await server.users("ada", "bob");
  const { cid } = (await server.must("ada", "channels.direct", { body: { userId: "bob" } }))
    .channel;
  const secrets = [
    "canary-text-7f3a",
    "canary-password-91bc",
    "canary-custom-55de",
    server.serverKey,
  ];

  await server.must("ada", "messages.send", {
    params: { cid },
    body: { clientId: "a-canary-send", text: secrets[0] ?? "", custom: { note: secrets[2] } },
  });
  const registered = await server.call({ "x-natter-key": server.appKey }, "accounts.register", {
    body: { username: "gil", password: secrets[1] ?? "" },
  });
  secrets.push(
    registered.body.token,
    registered.headers.get("set-cookie")?.split(/[=;]/)[1] ?? "no cookie",
  );
  await server.call({ "x-natter-key": server.appKey }, "accounts.login", {
    body: { username: "gil", password: `${secrets[1]}-wrong` },
  });
  await server.call({ authorization: `Bearer ${registered.body.token}x` }, "me.get");
  // The request takes the first id, the message the second: PostgreSQL refuses it and quotes it.
  const ids = ["0199f3a0-0000-7000-8000-00000000abcd", secrets[0]];
  Object.assign(server.chat.engine, { newId: () => ids.shift() });
  const broken = await server.call("ada", "messages.send", {
    params: { cid },
    body: { clientId: "breaks-inside", text: secrets[0] ?? "" },
  });
  expect([broken.status, broken.error?.code, broken.error?.message.includes("canary")]).toEqual([
    500,
    "internal",
    false,
  ]);

  const metrics = await (await server.chat.http.request("/metrics")).text();
  const behindProxy = await server.chat.http.request("/metrics", {
    headers: { "x-forwarded-for": "192.0.2.7" },
  });
  expect([behindProxy.status, (await behindProxy.json()).error.code]).toEqual([
    401,
    "auth.required",
  ]);
  expect(written).toContain("unexpected error");
  expect(written).toContain('"route":"messages.send"');
  expect(metrics).toContain('natter_http_requests_total{route="messages.send",status="201"} 1');
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(10);
    expect(written.includes(secret), `the log holds ${secret.slice(0, 12)}…`).toBe(false);
    expect(metrics.includes(secret)).toBe(false);
  }
  await server.stop();
  await db.drop();
});
