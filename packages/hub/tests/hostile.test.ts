import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { until } from "./support/events.ts";
import { connectRaw, openRaw, type RawClient } from "./support/raw-client.ts";
import { startHub, type RunningHub } from "./support/start-hub.ts";

/** A socket with a finished WebSocket handshake, for bytes that no library would send. */
async function openSocket(url: string): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await once(socket, "data");
  return socket;
}

/** One masked frame with a mask of zeros. */
function frame(opcode: number, payload: Buffer, { isLast = true } = {}): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode;
  const mask = Buffer.alloc(4);
  if (payload.length < 126) {
    return Buffer.concat([Buffer.from([first, 0x80 | payload.length]), mask, payload]);
  }
  const header = Buffer.from([first, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([header, mask, payload]);
}

/** What a bystander needs for a call and its publication while something goes on. */
async function isServed(victim: RawClient, { hub }: RunningHub, id: number): Promise<boolean> {
  victim.send({ id, ping: {} });
  await hub.publish("plain:victim", `${id}`);
  const seen = [await victim.next(), await victim.next()];
  return seen.some((message) => message["id"] === id) && seen.some((message) => "push" in message);
}

async function startWithVictim(options: Parameters<typeof startHub>[0] = {}) {
  const running = await startHub(options);
  const victim = await connectRaw(running.url, "victim");
  victim.send({ id: 2, subscribe: { channel: "plain:victim" } });
  await victim.next();
  return { running, victim };
}

test("a frame in fragments of one byte is read like any other, and disturbs nobody", async () => {
  const { running, victim } = await startWithVictim();
  const socket = await openSocket(running.url);
  const text = Buffer.from(`{"id":1,"connect":{"token":"{\\"user\\":\\"ada\\"}"}}`);
  for (let at = 0; at < text.length; at += 1) {
    const isLast = at === text.length - 1;
    socket.write(frame(at === 0 ? 1 : 0, text.subarray(at, at + 1), { isLast }));
    socket.write(frame(9, Buffer.alloc(0)));
  }
  await until(() => running.hub.sessionsOf("ada").length === 1);
  expect(await isServed(victim, running, 3)).toBe(true);
});

test("endless fragments end the connection, not the memory", async () => {
  const { running, victim } = await startWithVictim();
  const socket = await openSocket(running.url);
  const closed = once(socket, "close");
  socket.write(frame(1, Buffer.from("x"), { isLast: false }));
  const many = Buffer.concat(
    Array.from({ length: 2_000 }, () => frame(0, Buffer.from("x"), { isLast: false })),
  );
  while (!socket.destroyed && socket.write(many)) await new Promise(setImmediate);
  socket.resume();
  for (let count = 0; count < 400 && !socket.destroyed; count += 1) {
    socket.write(many);
    await new Promise(setImmediate);
  }
  await closed;
  expect(await isServed(victim, running, 3)).toBe(true);
});

test("twenty thousand tiny frames are read slowly and hold up nobody", async () => {
  const { running, victim } = await startWithVictim({
    limits: { commandsPerSecond: 10_000, commandBurst: 100 },
  });
  const flood = await connectRaw(running.url, "flood");
  for (let count = 0; count < 20_000; count += 1) flood.socket.send("{}");
  for (let id = 3; id < 13; id += 1) expect(await isServed(victim, running, id)).toBe(true);
});

test("ten thousand subscriptions from one client stop at the limit", async () => {
  const { running, victim } = await startWithVictim({
    limits: { commandsPerSecond: 1e6, commandBurst: 1e6 },
  });
  const greedy = await connectRaw(running.url, "greedy");
  for (let id = 2; id < 10_002; id += 1) {
    greedy.send({ id, subscribe: { channel: `plain:${id}` } });
  }
  const codes = new Set<unknown>();
  for (let id = 2; id < 10_002; id += 1) {
    const { error } = (await greedy.next()) as { error?: { code: number } };
    codes.add(error?.code);
  }
  expect(codes).toEqual(new Set([undefined, 106]));
  expect(running.hub.metrics().subscriptions).toBe(129);
  expect(await isServed(victim, running, 3)).toBe(true);
});

test("connections that never say who they are do not stay", async () => {
  const { running, victim } = await startWithVictim({ limits: { staleMs: 100 } });
  const idle = await Promise.all(Array.from({ length: 100 }, () => openRaw(running.url)));
  const codes = await Promise.all(idle.map(async ({ closed }) => (await closed).code));
  expect(new Set(codes)).toEqual(new Set([3502]));
  expect(await isServed(victim, running, 3)).toBe(true);
});

test("a client that never closes its side is cut off", async () => {
  const { running } = await startWithVictim({ limits: { staleMs: 50, closeMs: 50 } });
  const socket = await openSocket(running.url);
  // Reads the close frame and does not answer it.
  socket.resume();
  await once(socket, "close");
  await until(() => running.hub.metrics().sessions === 1);
  expect(running.hub.metrics().sessions).toBe(1);
});

test("a request with thousands of headers is refused before it reaches the hub", async () => {
  const { running, victim } = await startWithVictim();
  const { hostname, port, pathname } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const headers = Array.from({ length: 3_000 }, (_, n) => `X-${n}: ${n}`).join("\r\n");
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n${headers}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await isServed(victim, running, 3)).toBe(true);
});
