// R22: the server's clock is an hour ahead of everybody's and of its database's, an hour behind, jumps back while people write, and
// goes through the end of summer time. The order is that of the sends, tokens are good, slow mode lasts as long as it says.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@natter/client";
import { createApp, type App } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const sends = quick ? 12 : 100;
const hour = 3_600_000;
const slowSeconds = 3;
const problems: string[] = [];
const figures: Record<string, number> = {};
const folder = mkdtempSync(join(tmpdir(), "natter-clock-"));
const file = join(folder, "shift");
const preload = new URL("./support/shifted-clock.mjs", import.meta.url).href;

type Skew = { readonly startMs: number; readonly thenMs?: number; readonly zone?: string };
const endOfSummerTime = Date.parse("2026-11-01T06:00:00Z"); // 2:00 in New York becomes 1:00
const skews: Record<string, Skew> = {
  "right, as a control": { startMs: 0 },
  "an hour ahead": { startMs: hour },
  "an hour behind": { startMs: -hour },
  "jumping back by two hours": { startMs: hour, thenMs: -hour },
  "jumping ahead by two hours": { startMs: -hour, thenMs: hour },
  "through the end of summer time": {
    startMs: endOfSummerTime - 30_000 - Date.now(),
    thenMs: endOfSummerTime + 5_000 - Date.now(),
    zone: "America/New_York",
  },
};
for (const [name, skew] of Object.entries(skews))
  await run(name, skew).catch((error: unknown) => problems.push(`${name}: ${String(error)}`));
rmSync(folder, { recursive: true });

await finish(
  {
    id: "R22",
    pass: problems.length === 0,
    ...{ quick, seed, figures },
    faults: { "wrong clocks": Object.keys(skews).length - 1 },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function run(name: string, { startMs, thenMs, zone }: Skew): Promise<void> {
  writeFileSync(file, String(startMs));
  const world = await startWorld({
    NODE_OPTIONS: `--import ${preload}`,
    CLOCK_SHIFT_FILE: file,
    ...(zone === undefined ? {} : { TZ: zone }),
  });
  try {
    const app = await createApp(world, "clocks", ["ada", "bob"]);
    const { channel } = await app.call("POST", "/v1/channels", { members: ["bob"] }, "ada");
    const devices = await Promise.all(
      ["ada", "bob"].map((user) => openDevice(world.url, app, user)),
    );
    for (const device of devices) await device.channel(channel.cid).watch();
    const order: string[] = [];
    for (let number = 0; number < sends; number += 1) {
      if (number === sends / 2 && thenMs !== undefined) {
        writeFileSync(file, String(thenMs));
        await until(
          async () =>
            Math.abs(
              (await stampOf(app, channel.cid, `jump-${order.length}`, order)) -
                Date.now() -
                thenMs,
            ) < 60_000,
          "The clock did not jump.",
        );
      }
      const text = `message ${order.length}`;
      // Every third under an id that claims to be of the year 2099.
      const clientId =
        number % 3 === 0
          ? `03b5d6e8-8c00-7${String(number).padStart(3, "0")}-8000-${String(seed).padStart(12, "0")}`
          : crypto.randomUUID();
      const path = `/v1/channels/${encodeURIComponent(channel.cid)}/messages`;
      await app.call("POST", path, { clientId, text }, number % 2 === 0 ? "ada" : "bob");
      order.push(text);
    }
    await judge(name, app, channel.cid, order, devices);
    await judgeSlowMode(name, app);
    for (const device of devices) device.dispose();
    figures[`${name}: messages`] = order.length;
  } finally {
    await world.stop();
  }
}

type Device = ReturnType<typeof createChatClient>;

async function openDevice(url: string, app: App, userId: string): Promise<Device> {
  const token = await app.token(userId);
  const client = createChatClient({
    ...{ endpoint: url, appKey: app.publishableKey },
    getToken: async () => token,
  });
  client.connect();
  await until(
    () => client.store.getState().connection === "online",
    `${userId} does not get in with a new token.`,
  );
  return client;
}

/** When the server thinks that it is, told by the time of a message that it takes. */
async function stampOf(app: App, cid: string, clientId: string, order: string[]): Promise<number> {
  const text = `message ${order.length}`;
  const path = `/v1/channels/${encodeURIComponent(cid)}/messages`;
  const body = { clientId: `${clientId}-${crypto.randomUUID()}`.slice(0, 64), text };
  const { message } = await app.call("POST", path, body, "ada");
  order.push(text);
  return Date.parse(message.createdAt);
}

async function judge(
  name: string,
  app: App,
  cid: string,
  order: readonly string[],
  devices: readonly Device[],
): Promise<void> {
  const newest = order.slice(-50);
  const path = `/v1/channels/${encodeURIComponent(cid)}/messages?limit=50`;
  const { items } = await app.call("GET", path, undefined, "ada");
  const told = (items as { text: string }[]).map(({ text }) => text);
  if (JSON.stringify(told) !== JSON.stringify(newest))
    problems.push(`${name}: the server tells another order than that of the sends.`);
  for (const device of devices) {
    const shown = () =>
      (device.store.getState().channels[cid]?.window.items ?? [])
        .map(({ text }) => text)
        .slice(-newest.length);
    await until(
      () => JSON.stringify(shown()) === JSON.stringify(newest),
      `${name}: a device shows another order than that of the sends.`,
    ).catch(({ message }: Error) => problems.push(message));
  }
}

/** Slow mode begins with a message and ends after as many seconds as it says, whatever the server's own clock does. */
async function judgeSlowMode(name: string, app: App): Promise<void> {
  const { cid } = (await app.call("POST", "/v1/channels", { members: ["bob"] }, "ada")).channel;
  const change = { slowModeSeconds: slowSeconds };
  await app.call("PATCH", `/v1/channels/${encodeURIComponent(cid)}`, change, "ada");
  const path = `/v1/channels/${encodeURIComponent(cid)}/messages`;
  const say = (number: number) =>
    app.call("POST", path, { clientId: `slow-${number}-${crypto.randomUUID()}`, text: "x" }, "bob");
  await say(1);
  const at = performance.now();
  const isRefused = await say(2).then(
    () => false,
    (error: Error) => error.message.includes("slow_mode"),
  );
  if (!isRefused && performance.now() - at < slowSeconds * 1_000)
    problems.push(`${name}: slow mode does not hold.`);
  await until(
    () =>
      say(3).then(
        () => true,
        () => false,
      ),
    `${name}: slow mode does not end.`,
    30_000,
  ).catch(({ message }: Error) => problems.push(message));
  if (performance.now() - at < slowSeconds * 1_000 - 500)
    problems.push(`${name}: slow mode ended too early.`);
}
