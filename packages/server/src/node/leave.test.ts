import { testDatabase } from "@natter/testing/test-database";
import { startTestServer } from "@natter/testing/test-server";
import { Centrifuge } from "centrifuge";
import { afterAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
afterAll(() => db.drop());

test("whoever leaves says so, sends its sessions away to come back, and serves on until it stops", async () => {
  const server = await startTestServer({ databaseUrl: db.url, listen: true });
  await server.users("ada");
  const { token, path } = await server.must("ada", "realtime.token", { body: {} });
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, { token });
  centrifuge.connect();
  await centrifuge.ready(10_000);
  const ready = await server.chat.http.request("/readyz");
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ok" }]);

  const away = new Promise<number>((resolve) =>
    centrifuge.on("connecting", ({ code }) => resolve(code)),
  );
  await server.chat.leave();
  expect(await away).toBe(3001);
  expect((await server.chat.http.request("/readyz")).status).toBe(503);
  expect((await server.chat.http.request("/healthz")).status).toBe(200);
  expect((await server.call("ada", "me.get")).status).toBe(200);
  const refused = await fetch(`${server.url}/connection/sse?cf_connect=%7B%7D`);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  centrifuge.disconnect();
  await server.stop();
});
