// A hub in a process of its own, so that its heap holds nothing of the clients that use it. Answers
// each message of its parent with its figures.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHub } from "../../src/index.ts";

const hub = createHub({
  authenticate: async ({ token }) => ({ user: token, subscriptions: { "history:own": {} } }),
  authorizeSubscribe: async () => ({}),
  stream: (channel) =>
    channel.startsWith("room:")
      ? { presence: true, joinLeave: true }
      : { historySize: 100, recover: true, clientPublish: true },
  limits: { acceptsPerSecond: 1e6, acceptBurst: 1e6 },
});
const server = createServer();
hub.attach(server);
await hub.publish("chatty:a", "1");
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port }); // a TCP server has a port
});

async function usedHeap(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.memoryUsage().heapUsed;
}

process.on("message", async () => {
  const heap = await usedHeap();
  const { sessions, users, subscriptions, streams, positions, timers, queueBytes } = hub.metrics();
  const present = (await hub.presenceStats("room:a")).clients;
  process.send?.({
    heap,
    left: { sessions, users, subscriptions, streams, queueBytes, present },
    positions,
    timers,
  });
});
process.on("disconnect", () => process.exit());
