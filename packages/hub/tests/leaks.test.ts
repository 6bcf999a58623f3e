import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

type Figures = { heap: number; left: { sessions: number }; positions: number; timers: number };

async function startOwnProcess() {
  const child = fork(fileURLToPath(new URL("./support/leak-hub.ts", import.meta.url)), {
    execArgv: ["--expose-gc"],
  });
  onTestFinished(() => void child.kill());
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return {
    url: `ws://127.0.0.1:${port}/connection/websocket`,
    async measure(): Promise<Figures> {
      for (;;) {
        child.send("measure");
        const [figures] = (await once(child, "message")) as [Figures];
        // The last sockets may still be closing.
        if (figures.left.sessions === 0) return figures;
      }
    },
  };
}

/** Connects, uses a bit of everything, and goes without a word. */
function cycle(url: string, user: string): Promise<void> {
  const commands = [
    { id: 1, connect: { token: user } },
    { id: 2, subscribe: { channel: "chatty:a" } },
    { id: 3, subscribe: { channel: "room:a", join_leave: true } },
    { id: 4, publish: { channel: "chatty:a", data: 1 } },
    { id: 5, unsubscribe: { channel: "chatty:a" } },
    { id: 6, ping: {} },
  ];
  const socket = new WebSocket(url);
  socket.on("open", () => socket.send(commands.map((one) => JSON.stringify(one)).join("\n")));
  socket.on("message", (data) => {
    if (String(data).includes(`{"id":6,`)) socket.terminate();
  });
  return new Promise((resolve, reject) => {
    socket.on("close", () => resolve());
    socket.on("error", reject);
  });
}

async function cycles(url: string, count: number): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: 50 }, async () => {
    while (next < count) {
      next += 1;
      await cycle(url, `user-${next % 50}`);
    }
  });
  await Promise.all(workers);
}

test("ten thousand cycles leave maps, timers and the heap where they were", async () => {
  const { url, measure } = await startOwnProcess();
  await cycles(url, 1_000);
  const before = await measure();
  await cycles(url, 10_000);
  const after = await measure();

  const nothing = { sessions: 0, users: 0, subscriptions: 0, streams: 0 };
  expect(after.left).toEqual({ ...nothing, queueBytes: 0, present: 0 });
  expect(after.positions).toBe(before.positions);
  expect(after.timers).toBe(before.timers);
  // A hundred bytes kept of each cycle would be a megabyte.
  expect((after.heap - before.heap) / 1e6).toBeLessThan(1);
}, 120_000);

test("a session that ends while it is being opened leaves nothing behind", async () => {
  const waiting: (() => void)[] = [];
  const hold = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const { hub, url } = await startHub({
    authenticate: async ({ token }) => {
      if (token === "slow") await hold();
      return { user: "ada", subscriptions: { "history:own": {} } };
    },
    authorizeSubscribe: async () => {
      await hold();
      return {};
    },
  });
  const connecting = await openRaw(url);
  connecting.send({ id: 1, connect: { token: "slow" } });
  const subscribing = await connectRaw(url, "ada");
  subscribing.send({ id: 2, subscribe: { channel: "room:a" } });
  await until(() => waiting.length === 2);
  for (const { socket } of [connecting, subscribing]) socket.terminate();
  await until(() => hub.metrics().sessions === 0);
  for (const answer of waiting) answer();
  await new Promise(setImmediate);
  expect(hub.metrics()).toMatchObject({ sessions: 0, users: 0, subscriptions: 0, streams: 0 });
});
