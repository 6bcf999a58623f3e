// S16: hostile connections, one kind after the other, while people chat. The server lives on, does not grow, keeps each kind within
// its limit, and the people's messages arrive all the same.
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { percentile } from "../../bench/lib/figures.ts";
import { createApp } from "./support/api.ts";
import { namePeople, openCrowd } from "./support/crowd.ts";
import { runOpenLoop } from "./support/open-loop.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const perSecond = 20;
const seconds = quick ? 3 : 15;
const hostileSockets = quick ? 10 : 50;
const problems: string[] = [];
const figures: Record<string, number> = {};

const world = await startWorld();
const people = namePeople(20);
const app = await createApp(world, "hostile", [...people, "mallory"]);
const { cid } = (await app.call("POST", "/v1/channels", { name: "one", members: people }, "p0"))
  .channel;
const { token, path } = await app.call("POST", "/v1/realtime/token", {}, "mallory");
const crowd = await openCrowd(world.url, app, people);
const pid = world.pid();

/** What one hostile connection does until it is stopped or closed. */
type Attack = {
  readonly what: string;
  /** Whether the server has to close it. */
  readonly mustEnd: boolean;
  run(): Promise<Hostile>;
};
type Hostile = { isOpen(): boolean; stop(): void };

const masked = (opcode: number, payload: Buffer, isLast = true) => {
  const first = (isLast ? 0x80 : 0) | opcode;
  const { length } = payload;
  const size =
    length < 126
      ? [0x80 | length]
      : length < 65_536
        ? [0x80 | 126, length >> 8, length & 255]
        : [
            0x80 | 127,
            0,
            0,
            0,
            0,
            length >>> 24,
            (length >> 16) & 255,
            (length >> 8) & 255,
            length & 255,
          ];
  return Buffer.concat([Buffer.from([first, ...size, 0, 0, 0, 0]), payload]);
};
const text = (value: unknown) => masked(1, Buffer.from(JSON.stringify(value)));
const signIn = text({ id: 1, connect: { token } });

const attacks: readonly Attack[] = [
  {
    what: "frames of one byte that never end",
    mustEnd: true,
    run: () => flood(() => masked(0, Buffer.from("x"), false), masked(1, Buffer.from("{"), false)),
  },
  {
    what: "tiny frames without pause",
    mustEnd: false,
    run: () => flood(() => masked(1, Buffer.from("{}")), signIn),
  },
  {
    what: "a frame of one byte more than may be",
    mustEnd: true,
    run: () => once(signIn, masked(1, Buffer.alloc(64 * 1_024 + 1, 0x20))),
  },
  {
    what: "letters that are none",
    mustEnd: true,
    run: () => once(masked(1, Buffer.from([0x7b, 0xc3, 0x28, 0xff, 0x7d]))),
  },
  {
    what: "a frame that claims to be endless",
    mustEnd: true,
    run: () =>
      once(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
  },
  {
    what: "frames without a mask",
    mustEnd: true,
    run: () => once(Buffer.from([0x81, 2, 0x7b, 0x7d])),
  },
  {
    what: "JSON of great depth",
    mustEnd: true,
    run: () => once(signIn, masked(1, Buffer.from("[".repeat(30_000)))),
  },
  { what: "subscriptions to ten thousand streams", mustEnd: false, run: () => subscribeMany() },
  { what: "nothing at all after the handshake", mustEnd: true, run: () => once() },
  { what: "pings that are never answered", mustEnd: true, run: () => once(signIn) },
  { what: "two thousand headers", mustEnd: true, run: () => manyHeaders() },
  { what: "a handshake that never ends", mustEnd: true, run: () => slowHandshake() },
];

await chat("warm-up");
const quiet = await chat("quiet");
const before = residentMb();
for (const { what, mustEnd, run } of attacks) {
  const hostile = await Promise.all(Array.from({ length: hostileSockets }, run));
  const meanwhile = await chat(what);
  figures[`${what}: the others' p99, ms`] = meanwhile.p99;
  if (mustEnd) {
    const stillOpen = () => hostile.filter((one) => one.isOpen()).length;
    await until(() => stillOpen() === 0, "", quick ? 100_000 : 120_000).catch(() =>
      problems.push(`${what}: ${stillOpen()} of ${hostileSockets} were never closed.`),
    );
  }
  for (const one of hostile) one.stop();
  if (meanwhile.missing > 0)
    problems.push(`${what}: ${meanwhile.missing} receipts of the others are missing.`);
  if (!quick && meanwhile.p99 > Math.max(quiet.p99 * 1.25, quiet.p99 + 25))
    problems.push(`${what}: the others' p99 is ${Math.round(meanwhile.p99)} ms.`);
  if (world.pid() !== pid || (await fetch(`${world.url}/healthz`)).status !== 200)
    problems.push(`${what}: the server is not well.`);
  console.log(`${what}: p99 ${Math.round(meanwhile.p99)} ms, ${Math.round(residentMb())} MB`);
}
await pause(2_000);
const grown = residentMb() - before;
if (grown > 64) problems.push(`The server grew by ${Math.round(grown)} MB.`);
const online = await crowd.online();
if (online < people.length) problems.push("Somebody was thrown out who had done nothing.");
await crowd.stop();
await world.stop();

await finish(
  {
    id: "S16",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { "kinds of attack": attacks.length, "connections of each": hostileSockets },
    figures: { "quiet: p99, ms": quiet.p99, ...figures, "server grew by, MB": grown },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function chat(round: string) {
  await crowd.reset();
  const loop = await runOpenLoop({
    ...{ perSecond, seconds },
    make: (number, stamp) => ({
      url: `${world.url}/v1/channels/${encodeURIComponent(cid)}/messages`,
      headers: {
        authorization: `Bearer ${app.secretKey}`,
        "x-natter-user": people[number % people.length] ?? "",
      },
      body: {
        clientId: `${round.replaceAll(/\W/g, "-").slice(0, 40)}-${number}-aaaa`,
        text: stamp,
      },
    }),
  });
  const expected = (loop.sent - loop.failures - loop.unavailable) * people.length;
  if (loop.failures > 0) problems.push(`${round}: ${loop.failures} sends failed.`);
  await until(async () => (await crowd.received()) >= expected, "Late.", 20_000).catch(
    () => undefined, // counted as missing
  );
  const { latencies } = await crowd.receipts();
  return { p99: percentile(latencies, 0.99), missing: expected - latencies.length };
}

function handshake(extra = ""): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: ${new URL(world.url).host}\r\nUpgrade: websocket\r\n${extra}` +
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
  );
}

function open(): { socket: Socket; isOpen: () => boolean; stop: () => void } {
  const socket = connect(Number(new URL(world.url).port), "127.0.0.1");
  let isOpen = true;
  socket.on("error", () => undefined); // it is to be closed
  socket.on("close", () => (isOpen = false));
  // Who does not read keeps the end from being seen.
  socket.resume();
  return { socket, isOpen: () => isOpen, stop: () => socket.destroy() };
}

async function ready(): Promise<ReturnType<typeof open>> {
  const opened = open();
  opened.socket.write(handshake());
  await new Promise((resolve) => {
    opened.socket.once("data", resolve);
    opened.socket.once("close", resolve);
  });
  return opened;
}

async function once(...frames: readonly Buffer[]): Promise<Hostile> {
  const opened = await ready();
  for (const frame of frames) opened.socket.write(frame);
  return opened;
}

/** As many frames as the socket takes. */
async function flood(make: () => Buffer, first: Buffer): Promise<Hostile> {
  const opened = await ready();
  opened.socket.write(first);
  const some = Buffer.concat(Array.from({ length: 200 }, make));
  const timer = setInterval(() => {
    if (!opened.isOpen()) clearInterval(timer);
    else if (!opened.socket.writableNeedDrain) opened.socket.write(some);
  }, 10);
  return {
    isOpen: opened.isOpen,
    stop() {
      clearInterval(timer);
      opened.stop();
    },
  };
}

async function subscribeMany(): Promise<Hostile> {
  const opened = await ready();
  opened.socket.write(signIn);
  for (let id = 2; id < 10_002; id += 1)
    opened.socket.write(
      text({ id, subscribe: { channel: `chat:hostile.made-up-${id}`, token: "" } }),
    );
  return opened;
}

async function manyHeaders(): Promise<Hostile> {
  const opened = open();
  const extra = Array.from({ length: 2_000 }, (_, index) => `X-Header-${index}: a\r\n`).join("");
  opened.socket.write(handshake(extra));
  return opened;
}

async function slowHandshake(): Promise<Hostile> {
  const opened = open();
  opened.socket.write("GET /connection/websocket HTTP/1.1\r\n");
  const timer = setInterval(() => {
    if (opened.isOpen()) opened.socket.write("X-Slow: a\r\n");
    else clearInterval(timer);
  }, 1_000);
  return {
    isOpen: opened.isOpen,
    stop() {
      clearInterval(timer);
      opened.stop();
    },
  };
}

function residentMb(): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024;
}
