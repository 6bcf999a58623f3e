import { connect, type Socket } from "node:net";
import { pinToCore } from "./pin-to-core.ts";
import { serveWorker } from "./worker.ts";

/** Receivers on bare sockets: what they cost must not hide what the sender costs. */
const sockets: Socket[] = [];
let received = 0;
let delays: number[] = [];
/** One receipt of so many is timed. */
let sampleEvery = 1;
let isAnswered = true;
let answered = 0;
let recovered = 0;

const handlers = {
  pin: pinToCore,
  /** Connects and subscribes, from `since` on if given; gives the seconds until all were answered. */
  async open({ port, count, since }: OpenPlan): Promise<number> {
    const from = since ? `,"recover":true,"offset":${since.offset},"epoch":"${since.epoch}"` : "";
    const commands = `{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"history:bench"${from}}}`;
    const start = performance.now();
    answered = 0;
    recovered = 0;
    let opened = 0;
    const openNext = async (): Promise<void> => {
      while (opened < count) {
        opened += 1;
        sockets.push(await open(port, commands));
      }
    };
    await Promise.all(Array.from({ length: 200 }, openNext));
    while (isAnswered && answered < count) await pause();
    return (performance.now() - start) / 1000;
  },
  /** Bare senders answer nothing. */
  expectAnswers(expected: boolean): void {
    isAnswered = expected;
  },
  recovered: (): number => recovered,
  /** One client stops reading. */
  stall(): void {
    sockets[0]?.pause();
  },
  reset(every: number): void {
    received = 0;
    delays = [];
    sampleEvery = every;
  },
  async until(count: number): Promise<number[]> {
    while (received < count) await pause();
    return delays;
  },
  close(): void {
    for (const socket of sockets) socket.destroy();
    sockets.length = 0;
  },
};

export type HubReceiversWorker = typeof handlers;

type OpenPlan = {
  readonly port: number;
  readonly count: number;
  readonly since?: { readonly offset: number; readonly epoch: string };
};

serveWorker(handlers);

/** A connected, subscribed WebSocket; the handshake and the commands by hand. */
function open(port: number, commands: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.once("connect", () =>
      socket.write(
        `GET /connection/websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      ),
    );
    socket.once("data", () => {
      socket.write(maskedText(commands));
      socket.on("data", countMessages);
      resolve(socket);
    });
  });
}

function maskedText(text: string): Buffer {
  const mask = [0, 0, 0, 0];
  const length = text.length < 126 ? [0x80 | text.length] : [0x80 | 126, 0, text.length];
  return Buffer.concat([Buffer.from([0x81, ...length, ...mask]), Buffer.from(text)]);
}

const marker = Buffer.from(`{"t":"`);
const subscribed = Buffer.from(`"subscribe":{`);
const wasRecovered = Buffer.from(`"recovered":true`);

/** Counts messages by the one marker each holds; a chunk that cuts a marker is 1 in 10,000. */
function countMessages(this: Socket, chunk: Buffer): void {
  if (isAnswered && chunk.includes(subscribed)) {
    answered += 1;
    if (chunk.includes(wasRecovered)) recovered += 1;
  }
  for (let at = chunk.indexOf(marker); at >= 0; at = chunk.indexOf(marker, at + 6)) {
    received += 1;
    if (received % sampleEvery !== 0) continue;
    const end = chunk.indexOf(0x22, at + 6);
    if (end < 0) continue;
    const sent = Number(chunk.toString("latin1", at + 6, end));
    delays.push(performance.timeOrigin + performance.now() - sent);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
