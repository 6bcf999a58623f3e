import { once } from "node:events";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";

let server: TestServer;
const db = await testDatabase(import.meta.url);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, listen: true });
  await server.users("ada", "bob");
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function connect(token: string): Promise<{ socket: WebSocket; reply: string }> {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/connection/websocket`);
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, connect: { token } }));
  const [reply] = await once(socket, "message");
  return { socket, reply: String(reply) };
}

test("[B8] a ban from the app closes open sockets, and a token from before opens none", async () => {
  const { token } = await server.must("bob", "realtime.token");
  const { socket, reply } = await connect(token);
  expect(reply).toContain('"connect"');
  const heard: string[] = [];
  socket.on("message", (data) => heard.push(String(data)));
  const closed = once(socket, "close");
  await server.must(null, "bans.set", { params: { userId: "bob" }, body: { reason: "threats" } });
  await closed;
  // What happened is told before the end.
  expect(heard.join()).toContain('"user.banned"');
  const again = new WebSocket(`${server.url.replace("http", "ws")}/connection/websocket`);
  await once(again, "open");
  again.send(JSON.stringify({ id: 1, connect: { token } }));
  const ended = await Promise.race([once(again, "close"), once(again, "message")]);
  expect(String(ended[0])).not.toContain('"client"');
  again.close();
});

test("[B8] whoever banned somebody is answered when their sessions have ended, also while nothing is relayed", async () => {
  await server.users("cy");
  const { token } = await server.must("cy", "realtime.token");
  await connect(token);
  const { relay, realtime } = server.chat.engine;
  expect(realtime.sessions(`${server.appId}.cy`)).toBe(1);
  const { committed } = relay;
  relay.committed = () => undefined; // as if all were busy with what came before
  await server.must(null, "bans.set", { params: { userId: "cy" }, body: { reason: "threats" } });
  relay.committed = committed;
  expect(realtime.sessions(`${server.appId}.cy`)).toBe(0);
});
