import { createServer, type Server } from "node:http";
import { Server as NetServer, type AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { ChatServer } from "../create-chat-server.ts";

/** A server that listens, with the way to end it. */
export type Listening = { readonly port: number; close(): Promise<void> };

/**
 * Serves a chat server's HTTP and realtime on one port; port 0 takes any free one. Rejects when it is taken. One of several
 * processes puts its `name` into each answer, as x-natter-process.
 */
export async function listen(
  chat: ChatServer,
  { port, host }: { port: number; host: string },
  { name = "" }: { name?: string } = {},
): Promise<Listening> {
  const listener = getRequestListener(chat.http.fetch);
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 60_000 },
    (request, response) => {
      if (!chat.handleRealtime(request, response)) void listener(request, response);
    },
  );
  if (name !== "") {
    server.prependListener("request", (_request, response) =>
      response.setHeader("x-natter-process", name),
    );
  }
  chat.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }; // listening on TCP
}

const inFlightMs = 8_000;
const firstRequestMs = 500;

/** Takes nothing new, and cuts what is under way only when it takes longer than eight seconds. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // HTTP's own close would also cut connections whose first request has not been read yet: they get a moment for it. Later an
    // idle one was answered, and is only kept for the client's next request.
    let idle: NodeJS.Timeout;
    const soon = setTimeout(() => {
      idle = setInterval(() => server.closeIdleConnections(), 50);
    }, firstRequestMs);
    const late = setTimeout(() => server.closeAllConnections(), inFlightMs);
    // Right after the turn of the event loop that took in whoever knocked.
    setImmediate(() =>
      NetServer.prototype.close.call(server, () => {
        clearTimeout(soon);
        clearInterval(idle);
        clearTimeout(late);
        resolve();
      }),
    );
  });
}
