import { expect, test } from "vitest";
import { until } from "./support/events.ts";
import { connectRaw, openRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

const fast = { pingMs: 60, pongMs: 40 };

/** Counts the pings of a raw connection. */
function countPings(socket: { on(event: "message", listener: (data: unknown) => void): unknown }) {
  const pings = { count: 0 };
  socket.on("message", (data) => {
    if (String(data).trim() === "{}") pings.count += 1;
  });
  return pings;
}

test("a client that answers pings stays", async () => {
  const { hub, client } = await startHub({ limits: fast });
  const ada = client({ user: "ada" });
  let losses = 0;
  ada.on("connecting", () => (losses += 1));
  ada.connect();
  await ada.ready();
  const before = hub.metrics().messagesTotal;
  await until(() => hub.metrics().messagesTotal >= before + 4);
  expect(losses).toBe(1);
});

test("a client that does not answer a ping is closed and may come back", async () => {
  const { url } = await startHub({ limits: fast });
  const raw = await connectRaw(url, "ada");
  expect(await raw.closed).toEqual({ code: 3012, reason: "no pong" });
});

test("pongs that nobody asked for are no offence", async () => {
  const { hub, url } = await startHub({ limits: fast });
  const raw = await openRaw(url);
  const pings = countPings(raw.socket);
  raw.send({ id: 1, connect: { token: `{"user":"ada"}` } });
  await raw.next();
  raw.send({}, {}, {});
  raw.socket.on("message", () => raw.send({}, {}));
  await until(() => pings.count === 3);
  expect(hub.sessionsOf("ada")).toHaveLength(1);
});

test("first pings are spread over half an interval", async () => {
  const delays: number[] = [];
  for (const random of [0, 0.5, 0.999]) {
    let elapsed = 0;
    const tasks: { at: number; task: () => void }[] = [];
    const { url } = await startHub({
      limits: { pingMs: 10_000, pongMs: 5_000 },
      random: () => random,
      clock: {
        now: () => elapsed,
        elapsed: () => elapsed,
        after(ms, task) {
          const entry = { at: elapsed + ms, task };
          tasks.push(entry);
          return () => void tasks.splice(tasks.indexOf(entry), 1);
        },
      },
    });
    const raw = await connectRaw(url, "ada");
    const pings = countPings(raw.socket);
    while (pings.count === 0) {
      elapsed += 50;
      for (const entry of tasks.filter(({ at }) => at <= elapsed)) {
        tasks.splice(tasks.indexOf(entry), 1);
        entry.task();
      }
      await new Promise(setImmediate);
    }
    delays.push(Math.round(elapsed / 1000));
  }
  expect(delays).toEqual([5, 8, 10]);
});
