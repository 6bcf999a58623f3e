import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { createHub } from "../../packages/hub/src/index.ts";
import { openCentrifuge } from "./centrifuge-sender.ts";
import { pinToCore } from "./pin-to-core.ts";
import { serveWorker } from "./worker.ts";

/** The hub, three bare ways to send the same bytes to as many WebSockets, and the engine of Centrifugo. */
export type FanOutMode = "hub" | "encode-each" | "shared-frame" | "gathered-frames" | "centrifuge";

export type FanOutPlan = {
  readonly messages: number;
  /** Messages that one turn of the event loop publishes. */
  readonly perTurn: number;
  readonly turnEveryMs: number;
};

/** What is measured: something that sends to whoever subscribed. */
export type Sender = {
  /** Publishes as planned and gives up the moment the last message is handed over. */
  publish(plan: FanOutPlan): Promise<void>;
  count(): number | Promise<number>;
  position(): Promise<{ offset: number; epoch: string }>;
  /** Resident bytes, after what can be collected was collected. */
  memory(): number | Promise<number>;
  /** Seconds of processor since `publish` began. */
  cpuSeconds(): number | Promise<number>;
};

const channel = "history:bench";
const ballast = "x".repeat(150);

let sender: Sender;

const handlers = {
  pin: (core: number): void => pinToCore(core),
  async open(mode: FanOutMode): Promise<number> {
    if (mode === "centrifuge") {
      const opened = await openCentrifuge();
      sender = opened.sender;
      return opened.port;
    }
    const server = createServer();
    sender = inThisProcess(mode === "hub" ? openHub(server) : openBare(server, mode));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port; // it listens on TCP
  },
  publish: (plan: FanOutPlan) => sender.publish(plan),
  count: () => sender.count(),
  position: () => sender.position(),
  memory: () => sender.memory(),
  cpuSeconds: () => sender.cpuSeconds(),
};

export type HubWorker = typeof handlers;

serveWorker(handlers);

type Way = {
  send(messages: readonly string[]): void;
  count(): number;
  position(): Promise<{ offset: number; epoch: string }>;
};

function inThisProcess(way: Way): Sender {
  let usage = process.cpuUsage();
  return {
    count: way.count,
    position: way.position,
    async publish({ messages, perTurn, turnEveryMs }) {
      usage = process.cpuUsage();
      const start = performance.now();
      for (let sent = 0; sent < messages; sent += perTurn) {
        const at = start + (sent / perTurn) * turnEveryMs;
        const wait = at - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        way.send(Array.from({ length: Math.min(perTurn, messages - sent) }, () => payload()));
      }
    },
    memory() {
      for (let round = 0; round < 3; round += 1) globalThis.gc?.();
      return process.memoryUsage.rss();
    },
    cpuSeconds() {
      const { user, system } = process.cpuUsage(usage);
      return (user + system) / 1e6;
    },
  };
}

/** 200 bytes that say when they were sent, on the machine's clock. */
function payload(): string {
  const now = performance.timeOrigin + performance.now();
  return JSON.stringify({ t: now.toFixed(3), ballast });
}

function openHub(server: ReturnType<typeof createServer>): Way {
  const hub = createHub({
    authenticate: async () => ({ user: "receiver" }),
    authorizeSubscribe: async () => ({}),
    stream: () => ({ historySize: 300, recover: true }),
    limits: { acceptsPerSecond: 1e6, acceptBurst: 1e6, sessionsPerUser: 1e6 },
  });
  hub.attach(server);
  return {
    count: () => hub.subscribers(channel),
    async position() {
      const { offset, epoch } = await hub.history(channel);
      return { offset, epoch };
    },
    send(messages) {
      for (const message of messages) void hub.publish(channel, message);
    },
  };
}

function openBare(server: ReturnType<typeof createServer>, mode: FanOutMode): Way {
  const sockets: { webSocket: WebSocket; socket: Duplex }[] = [];
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("message", () => sockets.push({ webSocket, socket }));
    });
  });
  return {
    count: () => sockets.length,
    position: () => Promise.resolve({ offset: 0, epoch: "" }),
    send(messages) {
      const texts = messages.map(
        (message, index) =>
          `{"push":{"channel":"${channel}","pub":{"data":${message},"offset":${index}}}}`,
      );
      if (mode === "encode-each") {
        for (const text of texts) for (const { webSocket } of sockets) webSocket.send(text);
        return;
      }
      const frames = texts.map(frame);
      if (mode === "shared-frame") {
        for (const one of frames) for (const { socket } of sockets) socket.write(one);
        return;
      }
      const gathered = Buffer.concat(frames);
      for (const { socket } of sockets) socket.write(gathered);
    },
  };
}

/** One unmasked text frame of 126 to 65,535 bytes. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([header, body]);
}
