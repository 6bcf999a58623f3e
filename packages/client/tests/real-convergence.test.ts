import { isDeepStrictEqual } from "node:util";
import { startFaultProxy, type FaultProxy } from "@natter/testing/fault-proxy";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import type { Message } from "../src/wire/entities.ts";
import { createMemoryStorage } from "../src/adapters/storage/memory.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";
import { plainMessage } from "./support/plain-message.ts";

const seeds = Number(process.env["REAL_SEEDS"] ?? 3);
const people = ["ada", "bob", "ada"];

/** Somebody's app behind a network of its own, on a device that keeps what it stores. */
type App = {
  readonly userId: string;
  readonly proxy: FaultProxy;
  client: ChatClient;
  reopen(): Promise<void>;
};

let chat: RealChat;
let apps: App[];
let cid: string;
const faults = { restarts: 0, reopened: 0, offline: 0, delays: 0 };

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
  const way = Number(new URL(chat.proxy.url).port);
  apps = await Promise.all(people.map((userId) => openApp(userId, way)));
  ({ cid } = await (apps[0] as App).client.channels.direct("bob"));
  await Promise.all(apps.map(({ client }) => watch(client)));
});
afterAll(async () => {
  await Promise.all(apps.map(({ proxy }) => proxy.stop()));
  await chat.stop();
});

async function openApp(userId: string, way: number): Promise<App> {
  const proxy = await startFaultProxy(way);
  const storage = createMemoryStorage();
  const open = () => chat.client(userId, { endpoint: proxy.url, persistence: { storage, userId } });
  const app: App = {
    userId,
    proxy,
    client: await open(),
    async reopen() {
      app.client.dispose();
      app.client = await open();
      await watch(app.client);
    },
  };
  return app;
}

async function watch(client: ChatClient): Promise<void> {
  await until(client, (state) => state.channels[cid]);
  await client.channel(cid).watch();
}

function seedsFrom(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

test.each(seedsFrom(seeds))(
  "[SYNC-1] over faulty networks and servers that restart, everybody ends equal (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const pick = <Item>(list: readonly Item[]) => list[Math.floor(random() * list.length)];
    const sent: Promise<Message>[] = [];
    const texts: string[] = [];
    const change = (call: Promise<unknown> | undefined) => call?.catch(() => undefined);
    for (let step = 0; step < 60; step += 1) {
      const app = pick(apps) as App; // there are three
      const { client, proxy } = app;
      const channel = client.channel(cid);
      const message = pick(client.store.getState().channels[cid]?.window.confirmed ?? []);
      const what = random();
      if (what < 0.45) {
        const text = `${seed}/${step}`;
        texts.push(text);
        const { done } = channel.send({ text });
        done.catch(() => undefined); // whoever is closed meanwhile sends it when it is opened again
        sent.push(done);
      } else if (what < 0.53 && message)
        void change(channel.edit(message.id, { text: `e${step}` }));
      else if (what < 0.65 && message) void change(channel.react(message.id, "👍"));
      else if (what < 0.7) channel.markRead();
      else if (what < 0.76) proxy.cut();
      else if (what < 0.82) await beOffline(proxy, 50 + random() * 250);
      else if (what < 0.87) proxy.loseAnswer = once(proxy);
      else if (what < 0.92) proxy.passFrame = loseSome(random());
      else if (what < 0.95) proxy.delayMs = pick([0, 30, 90]) ?? 0;
      else if (what < 0.97) await reopen(app);
      else if (what < 0.98) await restart();
      else await Promise.race([pick(sent)?.catch(() => undefined), pause(300)]);
      if (proxy.delayMs > 0) faults.delays += 1;
    }
    for (const { proxy } of apps) {
      Object.assign(proxy, { offline: false, delayMs: 0, loseAnswer: null, passFrame: null });
      proxy.cut();
    }
    await Promise.all(apps.map(({ client }) => expectEqual(client)));
    await expectOnce(texts);
  },
  120_000,
);

test("every kind of fault was put to use often enough to mean something", ({ skip }) => {
  skip(seeds < 10, `${seeds} histories are too few for it: REAL_SEEDS=10 runs it`);
  const used = apps.map(({ proxy }) => proxy.used);
  const sum = (of: (one: FaultProxy["used"]) => number) =>
    used.reduce((total, one) => total + of(one), 0);
  const counts = {
    ...faults,
    cuts: sum(({ cuts }) => cuts),
    lostFrames: sum(({ lostFrames }) => lostFrames),
    lostAnswers: sum(({ lostAnswers }) => lostAnswers),
  };
  process.stdout.write(`Faults: ${JSON.stringify(counts)}\n`);
  for (const [kind, count] of Object.entries(counts)) {
    expect(count, kind).toBeGreaterThanOrEqual(5);
  }
});

test("[SYNC-5] joining, fetching and subscribing while a hundred messages a second arrive leaves nothing out", async () => {
  const { client: writer } = apps[1] as App; // bob
  const reader = apps[0] as App;
  let writing = true;
  let written = 0;
  const storm = (async () => {
    while (writing) {
      written += 1;
      const body = { clientId: `storm-message-${written}`, text: `storm ${written}` };
      const call = writer.api("messages.send", { params: { cid }, body });
      await Promise.race([call, pause(10)]);
      await pause(2);
    }
  })();
  for (let round = 0; round < 12; round += 1) {
    reader.client.channel(cid).unwatch();
    if (round % 3 === 0) reader.proxy.cut();
    if (round % 4 === 0) await reader.reopen();
    else await reader.client.channel(cid).watch();
    await pause(40);
  }
  writing = false;
  await storm;
  await expectEqual(reader.client);
  expect(written).toBeGreaterThan(50);
}, 60_000);

test("[SYNC-32] a lost publication is found while the socket stays up, though nothing else is said", async () => {
  const [ada, bob] = apps as [App, App];
  await until(ada.client, (state) => state.connection === "online", 60_000);
  ada.proxy.passFrame = (text) => !text.includes("lost on its way");
  const before = ada.proxy.used.lostFrames;
  await bob.client.channel(cid).send({ text: "lost on its way" }).done;
  await until(
    ada.client,
    (state) => state.channels[cid]?.window.items.at(-1)?.text === "lost on its way",
    40_000,
  );
  expect(ada.proxy.used.lostFrames).toBeGreaterThan(before);
  ada.proxy.passFrame = null;
}, 60_000);

async function beOffline(proxy: FaultProxy, ms: number): Promise<void> {
  faults.offline += 1;
  proxy.offline = true;
  await pause(ms);
  proxy.offline = false;
}

async function reopen(app: App): Promise<void> {
  faults.reopened += 1;
  app.proxy.passFrame = null;
  await app.client.flush();
  await app.reopen();
}

async function restart(): Promise<void> {
  faults.restarts += 1;
  await chat.restart();
}

function once(proxy: FaultProxy): () => boolean {
  return () => {
    proxy.loseAnswer = null;
    return true;
  };
}

/** Loses some of the publications, never what a client is told in answer. */
function loseSome(share: number): (text: string) => boolean {
  let count = 0;
  return (text) => !text.includes('"pub"') || (count += 1) % (2 + Math.floor(share * 4)) !== 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Each text was sent once, and is there once. */
async function expectOnce(texts: readonly string[]): Promise<void> {
  const found: string[] = [];
  const params = { cid };
  let before: string | undefined;
  do {
    const query = { limit: 100, ...(before === undefined ? {} : { before }) };
    const page = await (apps[0] as App).client.api("messages.list", { params, query });
    found.push(...page.items.map(({ clientId }) => clientId ?? ""));
    before = page.previous === null ? undefined : page.items[0]?.id;
  } while (before !== undefined);
  expect(new Set(found).size).toBe(found.length);
  expect(found.length).toBeGreaterThanOrEqual(texts.length);
}

/** A client holds what the server gives to somebody who asks anew; one more message shows it what it misses. */
async function expectEqual(client: ChatClient): Promise<void> {
  await until(client, (state) => state.connection === "online", 60_000);
  await client.channel(cid).send({ text: "the last" }).done;
  await until(client, (state) => {
    const entry = state.channels[cid];
    return entry && entry.outbox.length === 0 && entry.changes.length === 0;
  });
  await expect
    .poll(async () => sameAsFetch(client), { timeout: 30_000 })
    .toEqual({
      messages: "same",
      watermark: "same",
      unread: "same",
      lastMessage: "same",
      position: "same",
    });
}

/** What differs between a client and what the server gives to somebody who asks anew. */
async function sameAsFetch(client: ChatClient): Promise<object> {
  const params = { cid };
  const { items } = await client.api("messages.list", { params, query: { limit: 100 } });
  const { channel } = await client.api("channels.get", { params });
  const entry = client.store.getState().channels[cid];
  const shown = entry?.window.confirmed.slice(-items.length).map(plainMessage) ?? [];
  const compare = (one: unknown, other: unknown) =>
    isDeepStrictEqual(one, other) ? "same" : { here: one, there: other };
  return {
    messages: compare(shown, items.slice(-shown.length)),
    watermark: compare(entry?.channel?.membership?.watermark, channel.membership?.watermark),
    unread: compare(entry?.channel?.unread, channel.unread),
    lastMessage: compare(entry?.channel?.lastMessage, channel.lastMessage),
    position: compare(entry?.applied, channel.position),
  };
}

/** Repeatable chance (a linear congruential generator, the constants of Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
