import { once } from "node:events";
import { WebSocket } from "ws";
import type { BareWorker } from "../../../bench/lib/bare-worker.ts";
import { percentile } from "../../../bench/lib/figures.ts";
import { startWorker } from "../../../bench/lib/worker.ts";
import { runOpenLoop } from "./open-loop.ts";
import { until } from "./wait.ts";

const filler = "x".repeat(600);

/**
 * What this machine can do at the same pace at best: a process that takes the same requests and sends as many frames to bare
 * WebSockets with nothing in between. The 50th and 99th percentile of the receipts in ms.
 */
export async function calibrate(load: {
  readonly perSecond: number;
  readonly seconds: number;
  readonly sockets: number;
  readonly receivers: number;
}): Promise<{ p50: number; p99: number; missing: number }> {
  const worker = startWorker<BareWorker>(
    new URL("../../../bench/lib/bare-worker.ts", import.meta.url),
  );
  const port = await worker.call.open(undefined);
  const delays: number[] = [];
  const sockets: WebSocket[] = [];
  for (let index = 0; index < load.sockets; index += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    socket.on("message", (data) => {
      const [, sent] = /sent (\d+\.\d+)/.exec(String(data)) ?? [];
      delays.push(performance.timeOrigin + performance.now() - Number(sent));
    });
    await once(socket, "open");
    sockets.push(socket);
  }
  const groups = Math.floor(load.sockets / load.receivers);
  const { sent } = await runOpenLoop({
    ...load,
    make: (number, stamp) => ({
      url: `http://127.0.0.1:${port}/`,
      headers: {
        "x-members": String(load.receivers),
        "x-first": String((number % groups) * load.receivers),
      },
      body: { text: stamp, filler },
    }),
  });
  const expected = sent * load.receivers;
  await until(() => delays.length >= expected, "Some frames are lost.", 10_000).catch(
    () => undefined,
  );
  for (const socket of sockets) socket.terminate();
  await worker.stop();
  return {
    p50: percentile(delays, 0.5),
    p99: percentile(delays, 0.99),
    missing: expected - delays.length,
  };
}
