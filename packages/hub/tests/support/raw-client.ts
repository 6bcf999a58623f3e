import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";

export type RawClient = {
  socket: WebSocket;
  send(...commands: unknown[]): void;
  /** The next message of the server. Pings are skipped. */
  next(): Promise<Record<string, unknown>>;
  /** Code and reason of the close frame. */
  closed: Promise<{ code: number; reason: string }>;
};

/** A client that says exactly what a test wants it to say. */
export async function openRaw(
  url: string,
  options: ClientOptions = {},
  onFinished: (task: () => void) => void = onTestFinished,
): Promise<RawClient> {
  const socket = new WebSocket(url, options);
  onFinished(() => socket.terminate());
  const messages: Record<string, unknown>[] = [];
  let wake: () => void = () => {};
  socket.on("message", (data) => {
    for (const line of String(data).trim().split("\n")) {
      const message = JSON.parse(line) as Record<string, unknown>; // messages are objects
      if (Object.keys(message).length > 0) messages.push(message);
    }
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  socket.on("error", () => {});
  await once(socket, "open");
  return {
    socket,
    closed,
    send: (...commands) => socket.send(commands.map((one) => JSON.stringify(one)).join("\n")),
    async next() {
      for (;;) {
        const message = messages.shift();
        if (message) return message;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** Opens a raw client and connects it as `user`. */
export async function connectRaw(url: string, user: string): Promise<RawClient> {
  const client = await openRaw(url);
  client.send({ id: 1, connect: { token: JSON.stringify({ user }) } });
  await client.next();
  return client;
}
