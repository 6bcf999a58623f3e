import { connect, createServer, type Server, type Socket } from "node:net";
import { createFrameReader } from "./websocket-frames.ts";

/**
 * A way to a chat server on which things go wrong: for tests of an application, an SDK, or this product itself. It speaks
 * to any server over plain TCP; point the client's `endpoint` at `url`.
 */
export type FaultProxy = {
  readonly url: string;
  /** The port of the server; may be changed, for a server that comes back elsewhere. */
  target: number;
  /** While true, whoever connects is dropped at once. Cuts what is open when it is set. */
  offline: boolean;
  /** The same for realtime connections only: HTTP goes on. */
  realtimeOffline: boolean;
  /** Milliseconds that everything takes longer, in either direction. */
  delayMs: number;
  /** Decides about each realtime frame from the server, as text: false loses it while the socket stays up. Null: all pass. */
  passFrame: ((text: string) => boolean) | null;
  /** Decides about each answer over HTTP: true carries the request out and loses the answer. */
  loseAnswer: (() => boolean) | null;
  /** How often each fault was put to use, so that a run can say that it was. */
  readonly used: { cuts: number; lostFrames: number; lostAnswers: number };
  /** Drops every open connection; new ones are let in. */
  cut(): void;
  stop(): Promise<void>;
};

/** Starts a proxy on a free port of this machine. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const realtime = new Set<Socket>();
  let isOffline = false;
  let isRealtimeOffline = false;
  const used = { cuts: 0, lostFrames: 0, lostAnswers: 0 };
  const server = createServer((incoming) => {
    if (isOffline) return void incoming.destroy();
    const outgoing = connect(proxy.target, "127.0.0.1");
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined); // broken connections are what this is for
      socket.on("close", () => {
        sockets.delete(socket);
        realtime.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    passOn(incoming, outgoing, proxy, () => {
      realtime.add(incoming);
      if (isRealtimeOffline) incoming.destroy();
    });
  });
  const port = await listen(server);

  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    target,
    delayMs: 0,
    passFrame: null,
    loseAnswer: null,
    used,
    get offline() {
      return isOffline;
    },
    set offline(value) {
      isOffline = value;
      if (value) proxy.cut();
    },
    get realtimeOffline() {
      return isRealtimeOffline;
    },
    set realtimeOffline(value) {
      isRealtimeOffline = value;
      if (!value) return;
      if (realtime.size > 0) used.cuts += 1;
      for (const socket of realtime) socket.destroy();
    },
    cut() {
      if (sockets.size > 0) used.cuts += 1;
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

/** Hands bytes on in both directions, looking into realtime frames on their way to the client. */
function passOn(
  incoming: Socket,
  outgoing: Socket,
  proxy: FaultProxy,
  onRealtime: () => void,
): void {
  let isRealtime = false;
  let head = "";
  const begin = () => {
    isRealtime = true;
    onRealtime();
  };
  const readFrames = createFrameReader((frame, text) => {
    if (text !== null && proxy.passFrame !== null && !proxy.passFrame(text)) {
      proxy.used.lostFrames += 1;
      return;
    }
    later(proxy, () => write(incoming, frame));
  });
  incoming.on("data", (chunk: Buffer) => {
    const bytes = isRealtime ? chunk : toServer(chunk, begin);
    later(proxy, () => write(outgoing, bytes));
  });
  outgoing.on("data", (chunk: Buffer) => {
    if (!isRealtime) {
      if (proxy.loseAnswer?.() === true) {
        proxy.used.lostAnswers += 1;
        incoming.destroy();
        return;
      }
      later(proxy, () => write(incoming, chunk));
      return;
    }
    if (head === "done") return readFrames(chunk);
    head += chunk.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return;
    const answer = Buffer.from(head.slice(0, end + 4), "latin1");
    const rest = Buffer.from(head.slice(end + 4), "latin1");
    head = "done";
    later(proxy, () => write(incoming, answer));
    readFrames(rest);
  });
}

/** A request for a WebSocket asks for no compression, so that its frames can be read. */
function toServer(chunk: Buffer, onRealtime: () => void): Buffer {
  const text = chunk.toString("latin1");
  if (!/^GET [^\r\n]*\r\n/.test(text) || !/\r\nupgrade: websocket\r\n/i.test(text)) return chunk;
  onRealtime();
  return Buffer.from(text.replace(/\r\nsec-websocket-extensions:[^\r\n]*/i, ""), "latin1");
}

function later({ delayMs }: FaultProxy, what: () => void): void {
  if (delayMs === 0) what();
  else setTimeout(what, delayMs);
}

function write(socket: Socket, bytes: Buffer): void {
  if (!socket.destroyed) socket.write(bytes);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("No port."));
      else resolve(address.port);
    });
  });
}
