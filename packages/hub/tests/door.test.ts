import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DisconnectedContext } from "centrifuge";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { nextEvent, until } from "./support/events.ts";
import { openRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

/** The status with which a WebSocket request is answered; 101 when it is accepted. */
async function statusOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers });
  onTestFinished(() => socket.terminate());
  socket.on("error", () => {});
  return Promise.race([
    once(socket, "open").then(() => 101),
    once(socket, "unexpected-response").then(([, response]) => response.statusCode as number), // an IncomingMessage of a client
  ]);
}

test("a page of another origin is refused, the own page and native clients are not", async () => {
  const { url } = await startHub();
  const { host } = new URL(url);
  expect(await statusOf(url)).toBe(101);
  expect(await statusOf(url, { Origin: `http://${host}` })).toBe(101);
  const foreign = [
    "null",
    "http://evil.example",
    `http://${host}.evil.example`,
    `http://evil-${host}`,
    `http://${host}@evil.example`,
    "http://127.0.0.1:1",
    "not an origin",
    "*",
  ];
  for (const origin of foreign)
    expect([origin, await statusOf(url, { Origin: origin })]).toEqual([origin, 403]);
});

test("the owner decides which origins may connect", async () => {
  const { url } = await startHub({ allowOrigin: (origin) => origin === "https://app.example" });
  expect(await statusOf(url, { Origin: "https://app.example" })).toBe(101);
  expect(await statusOf(url)).toBe(403);
});

test("connections beyond the accept rate are told to come back", async () => {
  const { hub, url } = await startHub({ limits: { acceptsPerSecond: 0.001, acceptBurst: 2 } });
  const statuses = [await statusOf(url), await statusOf(url), await statusOf(url)];
  expect(statuses).toEqual([101, 101, 503]);
  expect(hub.metrics().refusedConnectionsTotal).toBe(1);
});

test("other paths and other upgrades of the server are left alone", async () => {
  const { server, url } = await startHub();
  const other = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (request.url !== "/other") return;
    other.handleUpgrade(request, socket, head, (webSocket) => webSocket.close(4000, "other"));
  });
  const raw = await openRaw(url.replace("/connection/websocket", "/other"));
  expect((await raw.closed).reason).toBe("other");
});

test("the path can be another one, and may carry a query", async () => {
  const { hub } = await startHub();
  const server = createServer();
  hub.attach(server, { path: "/live" });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  expect(await statusOf(`ws://127.0.0.1:${port}/live?format=json`)).toBe(101);
});

test("a closing hub sends its clients away one by one, and they come back to the next one", async () => {
  const { hub, client, url } = await startHub();
  const clients = ["ada", "bob", "ada"].map((user) => client({ user }));
  const codes: number[] = [];
  for (const one of clients) {
    one.connect();
    await one.ready();
    one.on("connecting", ({ code }) => codes.push(code));
  }
  await hub.close({ graceMs: 100 });
  await until(() => codes.length === 3);
  expect(codes).toEqual([3001, 3001, 3001]);
  expect(hub.metrics()).toMatchObject({ sessions: 0, subscriptions: 0 });
  expect(await statusOf(url).catch(() => 0)).not.toBe(101);
});

test("closing waits for clients to go, and cuts off those that do not", async () => {
  const { hub, url } = await startHub({ limits: { closeMs: 60 } });
  const raw = await openRaw(url);
  raw.socket.pause();
  let isClosed = false;
  const closing = hub.close().then(() => (isClosed = true));
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  await closing;
  expect(hub.metrics().sessions).toBe(0);
});

test("a client of a closed hub reconnects by itself when there is one again", async () => {
  const { hub, server, client } = await startHub();
  const ada = client({ user: "ada" });
  ada.connect();
  await ada.ready();
  const lost = nextEvent<DisconnectedContext>(ada, "connecting");
  await hub.close();
  await lost;
  const next = await startHub();
  next.hub.attach(server);
  await ada.ready();
  expect(next.hub.sessionsOf("ada")).toHaveLength(1);
});
