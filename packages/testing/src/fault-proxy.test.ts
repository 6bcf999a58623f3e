import { createServer } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";

const http = createServer((_request, response) => void response.end("answer"));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: true });
let proxy: FaultProxy;
let carriedOut = 0;

beforeAll(async () => {
  http.on("request", () => (carriedOut += 1));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  proxy = await startFaultProxy(typeof address === "object" ? (address?.port ?? 0) : 0);
});
afterAll(async () => {
  await proxy.stop();
  http.close();
});

const get = () => fetch(proxy.url, { headers: { connection: "close" } });

test("what is not disturbed passes", async () => {
  expect(await (await get()).text()).toBe("answer");
});

test("offline, nobody gets through, and what was open is cut; then it is as before", async () => {
  const socket = new WebSocket(proxy.url.replace("http", "ws"));
  await once(socket, "open");
  const closed = once(socket, "close");
  proxy.offline = true;
  await closed;
  await expect(get()).rejects.toThrow("fetch failed");
  proxy.offline = false;
  expect(await (await get()).text()).toBe("answer");
});

test("with realtime offline sockets are cut and refused, and HTTP goes on", async () => {
  const socket = new WebSocket(proxy.url.replace("http", "ws"));
  await once(socket, "open");
  const closed = once(socket, "close");
  proxy.realtimeOffline = true;
  await closed;
  const refused = new WebSocket(proxy.url.replace("http", "ws"));
  await expect(once(refused, "open")).rejects.toThrow("socket hang up");
  expect(await (await get()).text()).toBe("answer");
  proxy.realtimeOffline = false;
  const again = new WebSocket(proxy.url.replace("http", "ws"));
  await once(again, "open");
  again.terminate();
});

test("a lost answer was carried out all the same", async () => {
  const before = carriedOut;
  proxy.loseAnswer = () => true;
  await expect(get()).rejects.toThrow("fetch failed");
  proxy.loseAnswer = null;
  expect(carriedOut).toBe(before + 1);
  expect(proxy.used.lostAnswers).toBe(1);
});

test("chosen realtime frames are lost while the socket stays up, in whatever pieces they come", async () => {
  const served = once(sockets, "connection");
  const socket = new WebSocket(proxy.url.replace("http", "ws"));
  const heard: string[] = [];
  socket.on("message", (data: Buffer) => heard.push(data.toString()));
  const [server] = (await served) as [WebSocket];
  await once(socket, "open");
  let frames = 0;
  proxy.passFrame = () => (frames += 1) % 3 !== 0;
  const long = "x".repeat(70_000);
  for (const text of ["1", "2", "3", `4${long}`, "5", "6", `7${"y".repeat(300)}`])
    server.send(text);
  server.ping();
  await once(socket, "ping");
  expect(heard.map((text) => text[0])).toEqual(["1", "2", "4", "5", "7"]);
  expect(heard[2]).toHaveLength(70_001);
  expect(proxy.used.lostFrames).toBe(2);
  proxy.passFrame = null;
  socket.close();
});
