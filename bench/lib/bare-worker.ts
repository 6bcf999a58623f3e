import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { serveWorker } from "./worker.ts";

const sockets: WebSocket[] = [];

/**
 * Sends what is posted to as many sockets as the headers say, from which on, with nothing in between: no database, no protocol.
 */
async function fanOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // an HTTP request without an encoding gives Buffers
  const text = Buffer.concat(parts).toString();
  const members = Number(request.headers["x-members"]);
  const first = Number(request.headers["x-first"] ?? 0);
  for (const socket of sockets.slice(first, first + members)) socket.send(text);
  response.writeHead(201, { "content-length": 2 }).end("{}");
}

const handlers = {
  async open(): Promise<number> {
    const server = createServer((request, response) => void fanOut(request, response));
    new WebSocketServer({ server, perMessageDeflate: false }).on("connection", (socket) => {
      sockets.push(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port; // it listens on TCP
  },
};

export type BareWorker = typeof handlers;

serveWorker(handlers);
