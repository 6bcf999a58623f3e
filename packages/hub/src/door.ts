import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createCodecs } from "./codec/create-codecs.ts";
import { DisconnectCode } from "./codes.ts";
import type { HubCore } from "./hub-core.ts";
import { defaultPaths } from "./paths.ts";
import { isSameOrigin } from "./same-origin.ts";
import { TokenBucket } from "./token-bucket.ts";
import { answerCors } from "./transports/cors.ts";
import { createEmulation } from "./transports/emulation.ts";
import { createHttpStream } from "./transports/http-stream.ts";
import { createSse } from "./transports/sse.ts";
import { createWebSocketTransport } from "./transports/websocket.ts";

/** The hub's entrance: decides who may open a connection, and lets everyone out at the end. */
export type Door = {
  attach(server: Server, options?: { path?: string }): void;
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  close(options?: { graceMs?: number }): Promise<void>;
};

type Route = {
  readonly method: "GET" | "POST";
  /** Opens a connection, which a closing or busy hub does not. */
  readonly opens: boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void;
};

export function createDoor(core: HubCore): Door {
  const paths = { ...defaultPaths, ...core.options.paths };
  const codecs = createCodecs(core.limits);
  const webSocket = createWebSocketTransport(core, codecs);
  const routes = new Map<string, Route>([
    [paths.httpStream, { method: "POST", opens: true, handle: createHttpStream(core, codecs) }],
    [paths.sse, { method: "GET", opens: true, handle: createSse(core, codecs) }],
    [paths.emulation, { method: "POST", opens: false, handle: createEmulation(core) }],
  ]);
  const guard = createGuard(core);
  const detachAll: (() => void)[] = [];

  return {
    attach(server, { path = paths.websocket } = {}) {
      const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
        if (pathOf(request) !== path) return;
        const refusal = guard.check(request, true);
        if (refusal) refuseUpgrade(socket, refusal);
        else webSocket.upgrade(request, socket, head);
      };
      server.on("upgrade", listener);
      detachAll.push(() => server.off("upgrade", listener));
    },
    handleRequest(request, response) {
      const route = routes.get(pathOf(request));
      if (!route) return false;
      const refusal = guard.check(request, route.opens && request.method === route.method);
      if (refusal) refuse(response, refusal);
      else if (answerCors(request, response, route.method)) return true;
      else if (request.method !== route.method) response.writeHead(405).end();
      else void run(core, route, request, response);
      return true;
    },
    async close({ graceMs = 0 } = {}) {
      guard.close();
      await drain(core, graceMs);
      // Every transport cuts off what does not go by itself.
      await core.sessions.empty();
      for (const detach of detachAll) detach();
      core.wheel.stop();
    },
  };
}

type Refusal = 403 | 503;

/** Decides who may come in at all. */
function createGuard(core: HubCore) {
  const { limits, clock, counters } = core;
  const accepts = new TokenBucket(limits.acceptsPerSecond, limits.acceptBurst);
  const allowOrigin = core.options.allowOrigin ?? isSameOrigin;
  let isClosing = false;

  return {
    check(request: IncomingMessage, opens: boolean): Refusal | undefined {
      let refusal: Refusal | undefined;
      if (!allowOrigin(request.headers.origin, request)) refusal = 403;
      else if (opens && (isClosing || !accepts.take(clock.elapsed()))) refusal = 503;
      if (refusal) counters.refusedConnections += 1;
      return refusal;
    },
    close() {
      isClosing = true;
    },
  };
}

const retryAfter = { "Retry-After": "1" };

function refuse(response: ServerResponse, status: Refusal): void {
  response.writeHead(status, status === 503 ? retryAfter : {}).end();
}

function refuseUpgrade(socket: Duplex, status: Refusal): void {
  const retry = status === 503 ? "Retry-After: 1\r\n" : "";
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

async function run(
  core: HubCore,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route.handle(request, response);
  } catch (error) {
    core.report(error, "request");
    response.destroy();
  }
}

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
