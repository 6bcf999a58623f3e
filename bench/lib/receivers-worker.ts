import { on, once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket, type RawData } from "ws";
import { serveWorker } from "./worker.ts";

/** A realtime session to open: its connection token, and the streams it subscribes to itself. */
export type SessionPlan = {
  readonly token: string;
  readonly streams: readonly { readonly channel: string; readonly token: string }[];
};

export type DeliveryPlan = {
  readonly sessions: "natter" | "bare";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of every POST; `marker` in it is replaced by what is looked for at the receivers. */
  readonly body: string;
  /** How many sessions, from the first, are in the channel. The first one is the sender's. */
  readonly members: number;
  readonly messages: number;
  readonly pauseMs: number;
};

export type Deliveries = {
  /** Milliseconds from the start of a POST to the receipt, one for every message and receiver but the sender. */
  readonly latencies: Float64Array;
  readonly missing: number;
  /** One frame as a receiver got it, with `marker` where the marker was. */
  readonly frame: string;
};

/** Stands in bodies and frames for the text that tells one message from another, and is as long. */
const marker = "message-0000000000";

type Command = { readonly id: number; readonly connect?: object; readonly subscribe?: object };

type Waiting = {
  readonly text: Buffer;
  readonly startedAt: number;
  readonly latencies: number[];
  readonly members: number;
  readonly seen: Set<number>;
  frame: string;
  readonly done: () => void;
};

const giveUpMs = 5_000;
const sockets: Record<DeliveryPlan["sessions"], WebSocket[]> = { natter: [], bare: [] };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let waiting: Waiting | null = null;
let lastMessage = 0;
// Whoever waits for a receiver that is gone measures nothing.
let broken: string | null = null;

const handlers = {
  /** Opens a session of the realtime protocol for every plan and resolves when all of them are subscribed. */
  async openSessions(input: { url: string; plans: readonly SessionPlan[] }): Promise<number> {
    for (const plan of input.plans) sockets.natter.push(await openSession(input.url, plan));
    return sockets.natter.length;
  },
  /** Opens so many sockets that only listen. */
  async openBare(input: { url: string; count: number }): Promise<number> {
    for (let index = 0; index < input.count; index += 1) {
      const socket = new WebSocket(input.url);
      await once(socket, "open");
      listen(socket, index);
      sockets.bare.push(socket);
    }
    return sockets.bare.length;
  },
  /** Posts one message after the other and waits for each at all receivers. */
  async deliver(plan: DeliveryPlan): Promise<Deliveries> {
    const latencies: number[] = [];
    let missing = 0;
    let frame = "";
    for (let sent = 0; sent < plan.messages; sent += 1) {
      const receipts = await deliverOne(plan);
      latencies.push(...receipts.latencies);
      missing += plan.members - 1 - receipts.latencies.length;
      frame = receipts.frame;
      await wait(plan.pauseMs);
    }
    return { latencies: Float64Array.from(latencies), missing, frame };
  },
};

export type ReceiversWorker = typeof handlers;

serveWorker(handlers);

async function deliverOne(plan: DeliveryPlan): Promise<Waiting> {
  const all = Promise.withResolvers<void>();
  const text = `message-${String((lastMessage += 1)).padStart(10, "0")}`;
  const receipts: Waiting = {
    text: Buffer.from(text),
    startedAt: performance.now(),
    latencies: [],
    members: plan.members,
    seen: new Set(),
    frame: "",
    done: all.resolve,
  };
  waiting = receipts;
  const status = await post(plan, plan.body.replaceAll(marker, text));
  if (status >= 300) throw new Error(`the message was answered with ${status}`);
  await Promise.race([all.promise, wait(giveUpMs, undefined, { ref: false })]);
  waiting = null;
  if (broken !== null) throw new Error(broken);
  return { ...receipts, frame: receipts.frame.replaceAll(text, marker) };
}

function post(plan: DeliveryPlan, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(plan.url, {
      method: "POST",
      agent,
      headers: {
        ...plan.headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        ...(plan.sessions === "bare" ? { "x-members": String(plan.members) } : {}),
      },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    outgoing.end(body);
  });
}

function listen(socket: WebSocket, index: number): void {
  socket.on("message", (data: RawData) => receive(data as Buffer, index)); // ws gives Buffers unless told otherwise
  socket.on("error", () => socket.terminate());
  socket.on("close", (code, reason) => {
    broken ??= `receiver ${index} was closed: ${code} ${String(reason)}`;
  });
}

function receive(data: Buffer, index: number): void {
  const receipts = waiting;
  if (receipts === null || index === 0 || index >= receipts.members) return;
  if (receipts.seen.has(index) || !data.includes(receipts.text)) return;
  receipts.seen.add(index);
  receipts.latencies.push(performance.now() - receipts.startedAt);
  if (receipts.frame === "") receipts.frame = data.toString();
  if (receipts.latencies.length === receipts.members - 1) receipts.done();
}

async function openSession(url: string, plan: SessionPlan): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await once(socket, "open");
  // A ping can come at any time from the connect on, alone in its frame or among other lines.
  socket.on("message", (data: RawData) => {
    const frame = data as Buffer; // ws gives Buffers unless told otherwise
    if (frame.indexOf("{}") === 0 || frame.includes("\n{}")) socket.send("{}");
  });
  await ask(socket, { id: 1, connect: { token: plan.token, name: "bench" } });
  for (const [index, stream] of plan.streams.entries()) {
    await ask(socket, { id: index + 2, subscribe: stream });
  }
  listen(socket, sockets.natter.length);
  return socket;
}

/** Sends a command of the Centrifugo client protocol (JSON) and waits for its reply. */
async function ask(socket: WebSocket, command: Command): Promise<void> {
  const signal = AbortSignal.timeout(giveUpMs);
  socket.send(JSON.stringify(command));
  for await (const [data] of on(socket, "message", { signal, close: ["close"] })) {
    for (const line of String(data).split("\n")) {
      const reply = JSON.parse(line || "{}") as { id?: number; error?: { message: string } }; // a frame of the protocol
      if (reply.id !== command.id) continue;
      if (reply.error !== undefined) throw new Error(`realtime: ${reply.error.message}`);
      return;
    }
  }
  throw new Error("the server closed the socket");
}
