import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { ChatServer } from "../create-chat-server.ts";
import { closeGently } from "./close-gently.ts";

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
  return { port: (server.address() as AddressInfo).port, close: () => closeGently(server) }; // listening on TCP
}
