import { connect, type Socket } from "node:net";
import { pinToCore } from "./pin-to-core.ts";
import { serveWorker } from "./worker.ts";

/** Receivers on bare sockets: what they cost must not hide what the sender costs. */
const sockets: Socket[] = [];
const marker = Buffer.from(`{"t":"`);
let received = 0;
let delays: number[] = [];
/** One receipt of so many is timed. */
let sampleEvery = 1;

const handlers = {
  pin: pinToCore,
  async open({ port, count }: { port: number; count: number }): Promise<void> {
    for (let opened = 0; opened < count; opened += 100) {
      const batch = Array.from({ length: Math.min(100, count - opened) }, () => open(port));
      sockets.push(...(await Promise.all(batch)));
    }
  },
  reset(every: number): void {
    received = 0;
    delays = [];
    sampleEvery = every;
  },
  async until(count: number): Promise<number[]> {
    while (received < count) await new Promise((resolve) => setTimeout(resolve, 5));
    return delays;
  },
  close(): void {
    for (const socket of sockets) socket.destroy();
    sockets.length = 0;
  },
};

export type HubReceiversWorker = typeof handlers;

serveWorker(handlers);

/** A connected, subscribed WebSocket; the handshake and the commands by hand. */
function open(port: number): Promise<Socket> {
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

const commands = `{"id":1,"connect":{}}\n{"id":2,"subscribe":{"channel":"history:bench"}}`;

function maskedText(text: string): Buffer {
  const header = Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]);
  return Buffer.concat([header, Buffer.from(text)]);
}

/** Counts messages by the one marker each holds; a chunk that cuts a marker is 1 in 10,000. */
function countMessages(this: Socket, chunk: Buffer): void {
  for (let at = chunk.indexOf(marker); at >= 0; at = chunk.indexOf(marker, at + 6)) {
    received += 1;
    if (received % sampleEvery !== 0) continue;
    const end = chunk.indexOf(0x22, at + 6);
    if (end < 0) continue;
    const sent = Number(chunk.toString("latin1", at + 6, end));
    delays.push(performance.timeOrigin + performance.now() - sent);
  }
}
