import { expect, test, vi } from "vitest";
import { addMessage, type ModelChannel } from "@natter/testing/model/model-channel";
import { cid, createModelClient, type ModelClient } from "@natter/testing/model/model-client";
import { createModelServer, type ModelServer } from "@natter/testing/model/model-server";
import { selectDraft } from "../drafts/draft-state.ts";
import { createMemoryStorage } from "../adapters/storage/memory.ts";
import type { ClientStorage, OpenStorage } from "../adapters/storage/port.ts";
import { openIndexedDb } from "../adapters/storage/indexeddb.ts";
import { recordVersion } from "./stored-state.ts";
import { upgradeRecords } from "./upgrade-records.ts";

// As a browser has them: the adapter asks the platform.
Object.assign(globalThis, await import("fake-indexeddb"));

let runs = 0;

/** One run of the app on a device: what it stores is there for the next run. */
function run(storage: OpenStorage, server: ModelServer): ModelClient {
  runs += 1;
  const run_ = runs;
  let ids = 0;
  const random = { number: () => 0.5, uuid: () => `run-${run_}-id-${(ids += 1)}` };
  return createModelClient({ random, persistence: { storage, userId: "ada" } }, server);
}

/** Ends a run as a reload does: nothing is said to anybody. */
async function reload(model: ModelClient): Promise<void> {
  await model.clock.advance(1_000);
  model.realtime.goOffline();
  model.server.fault = () => "network";
  model.client.dispose();
}

function texts({ client }: ModelClient, of = cid): string[] {
  return (client.store.getState().channels[of]?.window.items ?? []).map(({ text }) => text);
}

function fill(channel: ModelChannel, count: number): void {
  for (let at = 1; at <= count; at += 1) addMessage(channel, "bob", { text: `m${at}` });
}

async function opened(storage: OpenStorage, server = createModelServer()): Promise<ModelClient> {
  const model = run(storage, server);
  server.channel(cid);
  model.client.connect();
  await model.clock.advance(0);
  await model.client.channel(cid).watch();
  await model.clock.advance(0);
  return model;
}

/** The next run, with no way to the server. */
async function openedOffline(storage: OpenStorage, server: ModelServer): Promise<ModelClient> {
  server.fault = () => "network";
  const model = run(storage, server);
  model.client.connect();
  await model.clock.advance(0);
  return model;
}

/** A storage that does what the test says. */
function faulty(openStorage: OpenStorage, change: (storage: ClientStorage) => ClientStorage) {
  return async (name: string) => change(await openStorage(name));
}

const doors: [string, () => OpenStorage][] = [
  ["memory", () => createMemoryStorage()],
  ["IndexedDB", () => openIndexedDb],
];

test.each(doors)(
  "[SYNC-27] %s: a reopened app shows its channels and messages before any answer",
  async (_, make) => {
    const storage = make();
    const server = createModelServer();
    fill(server.channel(cid), 3);
    addMessage(server.channel("messaging:other"), "bob", { text: "elsewhere" });
    const first = await opened(storage, server);
    await vi.waitFor(() => expect(texts(first)).toEqual(["m1", "m2", "m3"]));
    await first.client.flush();
    await reload(first);
    const second = await openedOffline(storage, server);
    await vi.waitFor(() => expect(second.client.store.getState().storage).toBe("ready"));
    const state = second.client.store.getState();
    expect(state).toMatchObject({ me: { id: "ada" }, channelsStatus: "ready" });
    expect(texts(second)).toEqual(["m1", "m2", "m3"]);
    expect(state.channels["messaging:other"]?.channel?.lastMessage?.text).toBe("elsewhere");
    expect(state.channels[cid]?.window.items[0]?.createdAt).toBeInstanceOf(Date);
    expect(state.users["bob"]?.name).toBe("bob");
    second.client.dispose();
    await second.client.flush();
  },
);

test("[SYNC-27] what came just before the page goes is kept", async () => {
  const storage = createMemoryStorage();
  const server = createModelServer();
  fill(server.channel(cid), 1);
  let leave: () => void = () => undefined;
  const page = { onLeave: (listener: () => void) => ((leave = listener), () => undefined) };
  const first = createModelClient({ persistence: { storage, userId: "ada" }, page }, server);
  first.client.connect();
  await first.clock.advance(0);
  await first.client.channel(cid).watch();
  await first.clock.advance(1_000);
  addMessage(server.channel(cid), "bob", { text: "at the last moment" });
  server.publish();
  await first.clock.advance(0);
  leave();
  await first.clock.advance(0);
  // Nobody tells the first run that it is over.
  const second = await openedOffline(storage, server);
  await vi.waitFor(() => expect(texts(second)).toEqual(["m1", "at the last moment"]));
  second.client.dispose();
  first.client.dispose();
});

test("[SYNC-28] what is done as the page goes, after the client heard of that, is kept too", async () => {
  const inside = createMemoryStorage();
  let isGoing = false;
  // A page that goes hears of no write any more, done as it may be.
  const storage = faulty(inside, (inner) => ({
    ...inner,
    async write(batch) {
      await inner.write(batch);
      if (isGoing) await new Promise(() => undefined);
    },
  }));
  const server = createModelServer();
  server.channel(cid);
  let leave: () => void = () => undefined;
  const page = { onLeave: (listener: () => void) => ((leave = listener), () => undefined) };
  const first = createModelClient({ persistence: { storage, userId: "ada" }, page }, server);
  first.client.connect();
  await first.clock.advance(0);
  await first.client.channel(cid).watch();
  await first.clock.advance(1_000);
  server.fault = () => "network";
  isGoing = true;
  first.client.channel(cid).saveDraft({ text: "I could" });
  leave();
  first.client.channel(cid).saveDraft({ text: "I could, if it" });
  await first.clock.advance(0);
  const second = await openedOffline(inside, server);
  await vi.waitFor(() =>
    expect(selectDraft(cid)(second.client.store.getState())?.text).toBe("I could, if it"),
  );
  second.client.dispose();
  first.client.dispose();
});

test("[SYNC-27] after a reload one sync brings what was missed, and no channel is fetched again", async () => {
  const storage = createMemoryStorage();
  const server = createModelServer();
  fill(server.channel(cid), 3);
  const first = await opened(storage, server);
  await reload(first);
  addMessage(server.channel(cid), "bob", { text: "meanwhile" });
  server.fault = () => null;
  const calls = server.calls.length;
  const second = run(storage, server);
  second.client.connect();
  await second.clock.advance(0);
  await second.clock.advance(0);
  expect(texts(second)).toEqual(["m1", "m2", "m3", "meanwhile"]);
  const names = server.calls.slice(calls).map(({ name }) => name);
  expect(names).toContain("sync.run");
  expect(names.filter((name) => /^(channels|messages|events)/.test(name))).toEqual([]);
  second.client.dispose();
});

test("[SYNC-28] what was not sent survives a reload, shows, and arrives once and in order", async () => {
  const storage = createMemoryStorage();
  const server = createModelServer();
  fill(server.channel(cid), 1);
  const first = await opened(storage, server);
  const { id } = server.channel(cid).messages[0] ?? { id: "" };
  server.fault = ({ name }) => (name === "messages.send" ? "lost" : "network");
  first.holding = true;
  const channel = first.client.channel(cid);
  const sent = ["one", "two", "three"].map((text) => channel.send({ text }).clientId);
  channel.edit(id, { text: "edited" }).catch(() => undefined);
  channel.react(id, "👍").catch(() => undefined);
  channel.markRead();
  await reload(first);
  expect(server.channel(cid).messages).toHaveLength(2); // the first went out, and its answer was lost
  const second = await openedOffline(storage, server);
  await second.clock.advance(100);
  expect(texts(second)).toEqual(["edited", "one", "two", "three"]);
  expect(second.client.store.getState().channels[cid]?.channel?.unread.count).toBe(0);
  server.fault = () => null;
  await second.clock.advance(60_000);
  const there = server.channel(cid).messages;
  expect(there.map(({ text }) => text)).toEqual(["edited", "one", "two", "three"]);
  expect(there.slice(1).map(({ clientId }) => clientId)).toEqual(sent);
  expect(there[0]?.reactions).toMatchObject([{ type: "👍", userIds: ["ada"] }]);
  expect(second.client.store.getState().operations).toEqual([]);
  expect(texts(second)).toEqual(["edited", "one", "two", "three"]);
  second.client.dispose();
  const third = run(storage, server);
  third.client.connect();
  await third.clock.advance(5_000);
  expect(server.channel(cid).messages).toHaveLength(4);
  third.client.dispose();
});

test("[SYNC-28] nothing leaves before it is stored", async () => {
  let release: () => void = () => undefined;
  let isSlow = false;
  const storage = faulty(createMemoryStorage(), (inner) => ({
    ...inner,
    async write(batch) {
      if (isSlow) await new Promise<void>((resolve) => (release = resolve));
      await inner.write(batch);
    },
  }));
  const model = await opened(storage);
  await model.clock.advance(1_000);
  isSlow = true;
  const { done } = model.client.channel(cid).send({ text: "mine" });
  await model.clock.advance(5_000);
  expect(texts(model)).toEqual(["mine"]);
  expect(model.server.channel(cid).messages).toEqual([]);
  isSlow = false;
  release();
  await model.clock.advance(0);
  expect((await done).text).toBe("mine");
  model.client.dispose();
});

test("[SYNC-29] a storage that is full keeps what is not sent, and says so", async () => {
  const inside = createMemoryStorage();
  let isFull = false;
  const storage = faulty(inside, (inner) => ({
    ...inner,
    async write(batch) {
      if (isFull && batch.some(({ kind }) => kind !== "operations")) throw new Error("Quota");
      await inner.write(batch);
    },
  }));
  const model = await opened(storage);
  await model.clock.advance(1_000);
  isFull = true;
  addMessage(model.server.channel(cid), "bob", { text: "too much" });
  model.server.publish();
  await model.clock.advance(1_000);
  expect(model.client.store.getState().storage).toBe("outbox-only");
  model.server.fault = () => "network";
  model.client.channel(cid).send({ text: "kept" });
  await reload(model);
  const second = await openedOffline(inside, model.server);
  await second.clock.advance(0);
  expect(second.client.store.getState().operations).toMatchObject([{ input: { text: "kept" } }]);
  expect(second.client.store.getState()).toMatchObject({ syncCursor: null, me: null });
  second.client.dispose();
});

test.each([
  ["cannot be opened", () => Promise.reject(new Error("private mode"))],
  ["never opens", () => new Promise<ClientStorage>(() => undefined)],
  [
    "cannot be written to",
    faulty(createMemoryStorage(), (inner) => ({
      ...inner,
      write: () => Promise.reject(new Error("broken")),
      clear: () => Promise.reject(new Error("broken")),
    })),
  ],
] satisfies [string, OpenStorage][])(
  "[SYNC-29] with a storage that %s the client works from memory, and says so",
  async (_, storage) => {
    const model = run(storage, createModelServer());
    fill(model.server.channel(cid), 1);
    model.client.connect();
    void model.client.channel(cid).watch();
    await model.clock.advance(10_000);
    const { done } = model.client.channel(cid).send({ text: "mine" });
    await model.clock.advance(1_000);
    await done;
    expect(texts(model)).toEqual(["m1", "mine"]);
    expect(model.client.store.getState().storage).toBe("memory");
    model.client.dispose();
  },
);

test("[SYNC-30] signing out deletes all that is stored", async () => {
  const shelf = new Map();
  const model = await opened(createMemoryStorage(shelf));
  model.server.fault = () => "network";
  model.client.channel(cid).send({ text: "secret" });
  await model.clock.advance(1_000);
  const records = () =>
    [...shelf.values()].flatMap((kinds) => [...kinds.values()].flatMap((kind) => [...kind]));
  expect(records().length).toBeGreaterThan(2);
  await model.client.signOut();
  await model.clock.advance(5_000);
  expect(records()).toEqual([]);
});

test("[SYNC-30] signing out with something to keep deletes all but what is not sent, which goes out when the user is back", async () => {
  const shelf = new Map();
  const server = createModelServer();
  fill(server.channel(cid), 2);
  const first = await opened(createMemoryStorage(shelf), server);
  server.fault = ({ name }) => (name === "messages.send" ? "network" : null);
  first.client.channel(cid).send({ text: "not yet" });
  await first.clock.advance(1_000);
  const stored = () =>
    JSON.stringify(
      [...shelf.values()].map((kinds) => [...kinds.values()].map((kind) => [...kind])),
    );
  expect(stored()).toContain("m2");
  await first.client.signOut({ keepUnsent: true });
  await first.clock.advance(5_000);
  expect(stored()).toContain("not yet");
  expect(stored()).not.toContain("m2");
  const kept = [...shelf.values()].map((kinds) =>
    [...kinds].map(([kind, records]) => [kind, records.size]),
  );
  expect(kept).toEqual([
    [
      ["facts", 0],
      ["channels", 0],
      ["operations", 1],
    ],
  ]);

  server.fault = () => null;
  const second = await opened(createMemoryStorage(shelf), server);
  await second.clock.advance(1_000);
  expect(server.channel(cid).messages.map(({ text }) => text)).toEqual(["m1", "m2", "not yet"]);
  second.client.dispose();
});

test("[SYNC-30] each user of each app on each server has a storage of their own", async () => {
  const names: string[] = [];
  const storage: OpenStorage = (name) => {
    names.push(name);
    return createMemoryStorage()(name);
  };
  for (const change of [{}, { appKey: "pk_other" }, { endpoint: "http://other.test" }]) {
    const model = createModelClient({ persistence: { storage, userId: "ada" }, ...change });
    model.client.connect();
    model.client.dispose();
  }
  const bob = createModelClient({ persistence: { storage, userId: "bob" } });
  bob.client.connect();
  bob.client.dispose();
  expect(new Set(names).size).toBe(4);
});

test("what is stored is bounded: the newest messages of the most recently active channels", async () => {
  const shelf = new Map<
    string,
    Map<string, Map<string, { value: { messages: unknown[] | null } }>>
  >();
  const server = createModelServer();
  fill(server.channel(cid), 400);
  const model = await opened(createMemoryStorage(shelf as never), server);
  for (let at = 0; at < 10; at += 1) await model.client.channel(cid).loadOlder();
  await model.clock.advance(1_000);
  expect(texts(model).length).toBeGreaterThan(300);
  const stored = [...shelf.values()][0]?.get("channels")?.get(cid);
  expect(stored?.value.messages).toHaveLength(100);
  model.client.dispose();
});

test("records of an older version are upgraded step by step; newer and broken ones are not read", () => {
  const steps = {
    1: (_kind: string, value: Record<string, unknown>) => ({ ...value, two: true }),
    2: (_kind: string, value: Record<string, unknown>) =>
      value["bad"] ? null : { ...value, three: 3 },
  };
  const upgrade = (...stored: unknown[]) => upgradeRecords("channels", stored, steps, 3);
  expect(upgrade({ version: 1, value: { a: 1 } }, { version: 3, value: {} })).toEqual([
    { version: 3, value: { a: 1, two: true, three: 3 } },
    { version: 3, value: {} },
  ]);
  expect(upgrade({ version: 1, value: { bad: true } })).toBeNull();
  expect(upgrade({ version: 4, value: {} })).toBeNull();
  expect(upgrade("nonsense")).toBeNull();
});

test("a channel that was stored before it said what is otherwise in it has nothing otherwise", () => {
  const stored = [
    { version: 1, value: { cid, channel: { cid } } },
    { version: 1, value: { cid, channel: null } },
  ];
  expect(upgradeRecords("channels", stored)?.map(({ value }) => value)).toEqual([
    { cid, channel: { cid, degraded: [] } },
    { cid, channel: null },
  ]);
});

test("a cache of a newer version is left alone and filled anew; what was not sent is not lost by it", async () => {
  const inside = createMemoryStorage();
  const server = createModelServer();
  fill(server.channel(cid), 1);
  const first = await opened(inside, server);
  server.fault = () => "network";
  first.client.channel(cid).send({ text: "kept" });
  await reload(first);
  const storage = faulty(inside, (inner) => ({
    ...inner,
    async readAll(kind) {
      const stored = await inner.readAll(kind);
      return kind === "channels"
        ? stored.map((one) => ({ ...(one as object), version: recordVersion + 1 }))
        : stored;
    },
  }));
  const second = await openedOffline(storage, server);
  await second.clock.advance(0);
  expect(second.client.store.getState()).toMatchObject({ syncCursor: null, me: null });
  expect(texts(second)).toEqual(["kept"]);
  expect(second.client.store.getState().channels[cid]?.outbox).toMatchObject([{ text: "kept" }]);
  server.fault = () => null;
  await second.clock.advance(60_000);
  expect(server.channel(cid).messages.map(({ text }) => text)).toEqual(["m1", "kept"]);
  second.client.dispose();
});

test("a seal sees every value on its way in and out", async () => {
  const shelf = new Map();
  const seal = {
    seal: async (value: unknown) => ({ sealed: JSON.stringify(value).length, hidden: value }),
    open: async (sealed: unknown) => (sealed as { hidden: unknown }).hidden, // made one line above
  };
  const model = createModelClient({
    persistence: { storage: createMemoryStorage(shelf), userId: "ada", seal },
  });
  fill(model.server.channel(cid), 1);
  model.client.connect();
  await model.clock.advance(1_000);
  const stored = [...shelf.values()][0].get("channels").get(cid);
  expect(stored).toHaveProperty("sealed");
  model.client.dispose();
});
