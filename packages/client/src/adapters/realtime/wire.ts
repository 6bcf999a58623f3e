import { systemClock, type Timer } from "../clock.ts";
import { CallRefused, type Push, type Reply } from "./protocol.ts";

/** One WebSocket from its opening to its end, and the calls made over it. */
export type Wire = {
  /** Rejects with `CallRefused`, or when the wire ends. Without an answer in time the wire is ended. */
  call<Result>(method: string, params: object): Promise<Result>;
  /** From now on the server has to be heard of so often; it is answered if it wants to be. */
  expectPings(seconds: number, pong: boolean): void;
  /** Ends it; `onEnded` is told. */
  end(code: number, reason: string): void;
};

type WireOptions = {
  readonly url: string;
  readonly webSocket: WebSocketClass;
  onOpen(): void;
  onPush(push: Push): void;
  /** Once, whoever ended it; pending calls are rejected after it. */
  onEnded(code: number, reason: string): void;
};

export type WebSocketClass = new (url: string) => WebSocket;

/** Codes that the client itself gives to an end: all of them are followed by another try. */
export const endedHere = {
  noPing: 2,
  noAnswer: 3,
  notOpened: 4,
  refused: 5,
  left: 0,
  noNetwork: 6,
  notUnderstood: 7,
};

const answerMs = 5_000;
const openMs = 10_000;
/** So much later than promised a ping may come. */
const pingDelayMs = 10_000;

export function openWire({ url, webSocket, onOpen, onPush, onEnded }: WireOptions): Wire {
  const socket = new webSocket(url);
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended = false;
  let pingMs = 0;
  let answersPings = false;
  let silence: Timer | null = null;
  const opening = systemClock.after(openMs, () => end(endedHere.notOpened, "It did not open."));

  function end(code: number, reason: string): void {
    if (ended) return;
    ended = true;
    opening.cancel();
    silence?.cancel();
    socket.close();
    onEnded(code, reason);
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function listenForPings(): void {
    silence?.cancel();
    if (pingMs === 0) return;
    silence = systemClock.after(pingMs + pingDelayMs, () => end(endedHere.noPing, "No ping."));
  }

  function take(reply: Reply): void {
    if (reply.id !== undefined && reply.id > 0) {
      const call = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.error) call?.reject(new CallRefused(reply.error));
      else call?.resolve(reply);
    } else if (reply.push) {
      const { disconnect } = reply.push;
      if (disconnect) end(disconnect.code, disconnect.reason);
      else onPush(reply.push);
    } else if (answersPings) socket.send("{}");
  }

  socket.addEventListener("open", () => {
    if (ended) return;
    opening.cancel();
    onOpen();
  });
  socket.addEventListener("message", ({ data }: MessageEvent) => {
    if (ended) return;
    listenForPings();
    for (const line of String(data).split("\n")) {
      if (ended || line.trim() === "") continue;
      const reply = parse(line);
      if (reply === null) end(endedHere.notUnderstood, "What came is no reply.");
      else take(reply);
    }
  });
  // Its end follows; closing while it is being opened is an error too, of which nobody has to know.
  socket.addEventListener("error", () => undefined);
  socket.addEventListener("close", ({ code, reason }: CloseEvent) =>
    end(code, reason || "The connection was lost."),
  );

  return {
    call<Result>(method: string, params: object) {
      return new Promise<Result>((resolve, reject) => {
        if (ended) return void reject(new Error("The connection is not there."));
        const id = (lastId += 1);
        const timer = systemClock.after(answerMs, () => end(endedHere.noAnswer, "No answer."));
        waiting.set(id, {
          resolve(reply) {
            timer.cancel();
            resolve((reply[method] ?? {}) as Result); // the server answers a method in its own field
          },
          reject(error) {
            timer.cancel();
            reject(error);
          },
        });
        socket.send(JSON.stringify({ id, [method]: params }));
      });
    },
    expectPings(seconds, pong) {
      pingMs = seconds * 1_000;
      answersPings = pong;
      listenForPings();
    },
    end,
  };
}

function parse(line: string): Reply | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" ? (value as Reply | null) : null; // the server's word for the rest
  } catch {
    return null;
  }
}
