import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { serveWorker } from "./worker.ts";

/** Where and as whom a message is sent. */
export type SendTarget = { readonly cid: string; readonly token: string };

export type SendLoad = {
  readonly port: number;
  readonly requests: number;
  readonly senders: number;
  readonly text: string;
};

export type SendTimes = {
  /** Milliseconds from the first byte of a request to the last of its answer. */
  readonly latencies: Float64Array;
  readonly seconds: number;
  /** Answers other than 201, by status. */
  readonly failures: Readonly<Record<string, number>>;
};

let targets: readonly SendTarget[] = [];

const handlers = {
  load(given: readonly SendTarget[]): number {
    targets = given;
    return targets.length;
  },
  /** Sends so many messages over as many keep-alive connections as there are senders, each with one request under way. */
  async send({ port, requests, senders, text }: SendLoad): Promise<SendTimes> {
    const sockets = await Promise.all(Array.from({ length: senders }, () => openConnection(port)));
    const latencies = new Float64Array(requests);
    const failures: Record<string, number> = {};
    let next = 0;
    const startedAt = performance.now();
    await Promise.all(
      sockets.map(async (connection) => {
        while (next < requests) {
          const index = next++;
          const target = targets[index % targets.length];
          if (target === undefined) throw new Error("nowhere to send to");
          const at = performance.now();
          const status = await connection.post(formatSend(target, text));
          latencies[index] = performance.now() - at;
          if (status !== 201) failures[status] = (failures[status] ?? 0) + 1;
        }
      }),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const connection of sockets) connection.close();
    return { latencies, seconds, failures };
  },
};

export type HttpWorker = typeof handlers;

serveWorker(handlers);

function formatSend({ cid, token }: SendTarget, text: string): string {
  const body = JSON.stringify({ clientId: randomUUID(), text });
  return (
    `POST /v1/channels/${encodeURIComponent(cid)}/messages HTTP/1.1\r\nHost: localhost\r\n` +
    `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

type Connection = {
  /** Sends a whole request and resolves to the status when the whole answer is there. */
  readonly post: (request: string) => Promise<number>;
  readonly close: () => void;
};

// A raw socket instead of an HTTP client: the generator shares the cores with what it measures.
async function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let answer = "";
  let waiting: PromiseWithResolvers<number> | null = null;
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    answer += chunk;
    if (!isComplete(answer)) return;
    const status = Number(answer.slice(9, 12));
    answer = "";
    waiting?.resolve(status);
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the server closed the connection")));
  return {
    async post(request) {
      waiting = Promise.withResolvers<number>();
      socket.write(request);
      return await waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

function isComplete(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, head + 2));
  if (length !== null) return answer.length - head - 4 >= Number(length[1]);
  return answer.endsWith("0\r\n\r\n"); // chunked
}
