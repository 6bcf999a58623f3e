// Thousands of realtime sessions in a process of their own, as thin as can be: they speak the Centrifugo client protocol over a
// WebSocket, keep their positions, come back when they are cut, and time what they receive.
import { once } from "node:events";
import { WebSocket, type RawData } from "ws";
import { serveWorker } from "../../../bench/lib/worker.ts";
import { backoffMs } from "../../../packages/client/src/api/backoff.ts";
import { pause, until } from "./wait.ts";

/** A session to open: its connection token, and the streams it subscribes to itself. */
export type SessionPlan = {
  readonly userId: string;
  readonly token: string;
  readonly streams: readonly { readonly channel: string; readonly token: string }[];
};

/** What was received since the last `reset`. */
export type Receipts = {
  /** Milliseconds from the moment that a message names to its receipt, one for each session and message. */
  readonly latencies: Float64Array;
  readonly repeated: number;
};

type Position = { epoch: string; offset: number };
type Session = {
  readonly plan: SessionPlan;
  /** By stream; of those that the server subscribed it to as well. */
  readonly positions: Map<string, Position>;
  readonly seen: Set<number>;
  socket: WebSocket | null;
  isOnline: boolean;
  /** Up to when it has heard everything, in ms since 1970. */
  completeUntil: number;
  /** Whether the hub could not tell what was missed. */
  isBehind: boolean;
  attempt: number;
};

type Subscribed = {
  recovered?: boolean;
  epoch?: string;
  offset?: number;
  publications?: unknown[];
};
type Reply = {
  id?: number;
  error?: { code: number; message: string };
  connect?: { subs?: Record<string, Subscribed> };
  subscribe?: Subscribed;
  push?: { channel: string; pub?: { offset?: number; data?: unknown } };
};

/** Whether and when those who were cut come back: never, at once, or after a while that differs. */
export type Return = "never" | "at-once" | "jittered";

const sessions: Session[] = [];
const counts = { recovered: 0, lost: 0, syncs: 0, failedTries: 0 };
// An event may be stamped a moment before it is heard.
const overlapMs = 2_000;
const closures: Record<string, number> = {};
let url = "";
let api = { url: "", secretKey: "" };
let comeBack: Return = "never";
let latencies: number[] = [];
let repeated = 0;
const random = { number: Math.random, uuid: () => crypto.randomUUID() };

const handlers = {
  /** Opens so many at a time, and resolves when all are subscribed. */
  async open(input: {
    url: string;
    api: { url: string; secretKey: string };
    plans: readonly SessionPlan[];
    atOnce: number;
  }) {
    ({ url, api } = input);
    const fresh = input.plans.map((plan): Session => ({
      ...{ plan, positions: new Map(), seen: new Set(), socket: null },
      ...{ isOnline: false, completeUntil: 0, isBehind: false, attempt: 0 },
    }));
    sessions.push(...fresh);
    const waiting = [...fresh];
    await Promise.all(
      Array.from({ length: input.atOnce }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await open(next);
      }),
    );
    return online();
  },
  online,
  whenCut: (how: Return) => void (comeBack = how),
  reset() {
    latencies = [];
    repeated = 0;
    for (const { seen } of sessions) seen.clear();
  },
  received: () => latencies.length,
  receipts: (): Receipts => ({ latencies: Float64Array.from(latencies), repeated }),
  counts: () => ({ ...counts }),
  /** How often sockets were closed, by the code they were closed with. */
  closures: () => ({ ...closures }),
  /** Resolves when all are back; gives the milliseconds it took. */
  async allBack(withinMs: number): Promise<number> {
    const start = performance.now();
    await until(() => online() === sessions.length, "Not all are back.", withinMs);
    return performance.now() - start;
  },
  close() {
    comeBack = "never";
    for (const { socket } of sessions) socket?.terminate();
  },
};

export type SessionsWorker = typeof handlers;

serveWorker(handlers);

function online(): number {
  return sessions.filter(({ isOnline }) => isOnline).length;
}

async function open(session: Session): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  session.socket = socket;
  socket.on("error", () => undefined); // told by the close that follows
  socket.on("close", (code) => {
    if (session.socket !== socket) return;
    const wasOnline = session.isOnline;
    session.isOnline = false;
    if (wasOnline) session.completeUntil = Date.now() - overlapMs;
    if (wasOnline) closures[code] = (closures[code] ?? 0) + 1;
    else counts.failedTries += 1;
    void reopen(session);
  });
  socket.on("message", (data: RawData) => read(session, String(data)));
  await Promise.race([once(socket, "open"), once(socket, "close")]).catch(() => undefined); // told by the close
  if (socket.readyState !== WebSocket.OPEN) return;
  const subs = Object.fromEntries(
    [...session.positions].map(([stream, position]) => [stream, { recover: true, ...position }]),
  );
  socket.send(JSON.stringify({ id: 1, connect: { token: session.plan.token, subs } }));
  await until(() => session.isOnline || socket.readyState !== WebSocket.OPEN, "No answer.");
}

async function reopen(session: Session): Promise<void> {
  if (comeBack === "never") return;
  session.attempt += 1;
  if (comeBack === "jittered") await pause(backoffMs(session.attempt, random));
  else if (session.attempt > 1) await pause(100);
  await open(session);
}

function read(session: Session, frame: string): void {
  time(session, frame);
  for (const line of frame.split("\n")) {
    if (line === "{}") session.socket?.send("{}");
    else if (line !== "") take(session, JSON.parse(line) as Reply); // a frame of the protocol
  }
}

function take(session: Session, reply: Reply): void {
  if (reply.error) {
    session.socket?.close();
    return;
  }
  if (reply.connect) {
    for (const [stream, sub] of Object.entries(reply.connect.subs ?? {}))
      note(session, stream, sub);
    askNext(session, 0);
  }
  if (reply.subscribe && reply.id !== undefined) {
    const at = reply.id - 2;
    note(session, session.plan.streams[at]?.channel ?? "", reply.subscribe);
    askNext(session, at + 1);
  }
  const position = reply.push && session.positions.get(reply.push.channel);
  if (position && reply.push?.pub?.offset !== undefined) position.offset = reply.push.pub.offset;
}

/** Subscribes to the stream at a place of the plan; behind the last one the session is whole. */
function askNext(session: Session, at: number): void {
  const stream = session.plan.streams[at];
  if (stream) {
    const position = session.positions.get(stream.channel);
    const from = position ? { recover: true, ...position } : {};
    session.socket?.send(JSON.stringify({ id: at + 2, subscribe: { ...stream, ...from } }));
    return;
  }
  void (session.isBehind ? catchUp(session) : Promise.resolve()).then(() => {
    session.isOnline = true;
    session.isBehind = false;
    session.attempt = 0;
  });
}

/** Fetches what was missed, as the SDK does when the hub no longer knows it. */
async function catchUp(session: Session): Promise<void> {
  let cursor = new Date(session.completeUntil).toISOString();
  for (let more = true; more;) {
    const text = await call(session, "POST", "/v1/sync", { cursor });
    counts.syncs += 1;
    time(session, text);
    const answer = JSON.parse(text) as Synced; // the contract's SyncAnswer
    ({ cursor, more } = answer);
    for (const { status, cid } of answer.channels)
      if (status === "new" || status === "resync")
        time(session, await call(session, "GET", `/v1/channels/${cid}/messages?limit=50`));
  }
}

type Synced = {
  cursor: string;
  more: boolean;
  channels: readonly { status: string; cid: string }[];
};

/** Calls the API for a session's user until there is an answer. */
async function call(
  { plan }: Session,
  method: string,
  path: string,
  body?: unknown,
): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${api.secretKey}`,
        "x-natter-user": plan.userId,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (response?.ok && typeof text === "string") return text;
    await pause(backoffMs(tries, random));
  }
}

function note(session: Session, stream: string, sub: Subscribed): void {
  if (session.positions.has(stream)) {
    counts[sub.recovered ? "recovered" : "lost"] += 1;
    if (!sub.recovered) session.isBehind = true;
  }
  if (sub.epoch !== undefined)
    session.positions.set(stream, { epoch: sub.epoch, offset: sub.offset ?? 0 });
}

// Taken from the text alone: a parser's time would be counted with the way.
const stamped = /sent (\d+\.\d+) number (\d+)/g;

function time(session: Session, frame: string): void {
  const now = performance.timeOrigin + performance.now();
  for (const [, sent, number] of frame.matchAll(stamped)) {
    const key = Number(number);
    if (session.seen.has(key)) repeated += 1;
    else latencies.push(now - Number(sent));
    session.seen.add(key);
  }
}
