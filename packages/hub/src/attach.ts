import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { createJsonCodec } from "./codec/json-codec.ts";
import { DisconnectCode } from "./codes.ts";
import type { HubCore } from "./hub-core.ts";
import { isSameOrigin } from "./same-origin.ts";
import { createTokenBucket } from "./token-bucket.ts";
import { createWebSocketTransport } from "./transports/websocket.ts";

/** The hub's entrance: decides who may open a connection, and lets everyone out at the end. */
export type Door = {
  attach(server: Server, options?: { path?: string }): void;
  close(options?: { graceMs?: number }): Promise<void>;
};

export const defaultPath = "/connection/websocket";

export function attachToServer(core: HubCore): Door {
  const { limits } = core;
  const webSocket = createWebSocketTransport(core, { json: createJsonCodec(limits) });
  const accepts = createTokenBucket(limits.acceptsPerSecond, limits.acceptBurst);
  const servers = new Map<Server, (...upgrade: UpgradeArguments) => void>();
  let isClosing = false;

  function onUpgrade(path: string, ...[request, socket, head]: UpgradeArguments): void {
    if (pathOf(request) !== path) return;
    const allowOrigin = core.options.allowOrigin ?? isSameOrigin;
    if (!allowOrigin(request.headers.origin, request)) return refuse(socket, 403);
    if (isClosing || !accepts.take(core.clock.elapsed())) return refuse(socket, 503);
    webSocket.upgrade(request, socket, head);
  }

  function refuse(socket: Duplex, status: 403 | 503): void {
    core.counters.refusedConnections += 1;
    const retry = status === 503 ? "Retry-After: 1\r\n" : "";
    socket.on("error", () => socket.destroy());
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }

  return {
    attach(server, { path = defaultPath } = {}) {
      const listener = (...upgrade: UpgradeArguments) => onUpgrade(path, ...upgrade);
      servers.set(server, listener);
      server.on("upgrade", listener);
    },
    async close({ graceMs = 0 } = {}) {
      isClosing = true;
      await drain(core, graceMs);
      for (const [server, listener] of servers) server.off("upgrade", listener);
      core.wheel.stop();
    },
  };
}

type UpgradeArguments = [request: IncomingMessage, socket: Duplex, head: Buffer];

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?", 1)[0] ?? "";
}

/** Closes every session at its own moment within `graceMs`; resolves when the last has been told. */
async function drain(core: HubCore, graceMs: number): Promise<void> {
  const leaving = [...core.sessions.all()].map(
    (session) =>
      new Promise<void>((resolve) => {
        const leave = (): void => {
          session.disconnect(DisconnectCode.shutdown);
          resolve();
        };
        if (graceMs <= 0) leave();
        else core.clock.after(core.random() * graceMs, leave);
      }),
  );
  await Promise.all(leaving);
}
