import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, createModelClient, openModelClient } from "@natter/testing/model/model-client";
import { expect, expectTypeOf, test } from "vitest";
import type { ChatEvent, ChatEventOf, Message } from "../src/index.ts";

const entry = join(import.meta.dirname, "..", "src", "index.ts");

/** Runs a module in a fresh Node process; answers with what it prints. */
function runInNode(code: string, ...flags: string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, "--input-type=module", "--eval", code],
    { encoding: "utf8", cwd: import.meta.dirname },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

test("importing the SDK needs no document, touches no global and starts nothing", () => {
  const said = runInNode(`
    const before = Object.getOwnPropertyNames(globalThis).sort().join();
    for (const name of ["window", "document", "self", "localStorage", "indexedDB"]) delete globalThis[name];
    delete globalThis.navigator;
    delete globalThis.WebSocket;
    const after = Object.getOwnPropertyNames(globalThis).sort().join();
    const { createChatClient } = await import(${JSON.stringify(entry)});
    const client = createChatClient({ endpoint: "http://none.test", appKey: "pk", getToken: async () => "t" });
    client.dispose();
    const changed = Object.getOwnPropertyNames(globalThis).sort().join() !== after;
    process.on("beforeExit", () => console.log(changed ? "changed globals" : "clean"));
  `);
  // It ends by itself: no timer and no socket keeps the process.
  expect(said).toBe("clean");
});

test("without a WebSocket the SDK works over HTTP, and says that it is not online", async () => {
  const model = createModelClient({
    openRealtime: () => {
      throw new Error("This platform has no WebSocket.");
    },
  });
  addMessage(model.server.channel(cid), "bob", { text: "one" });
  model.client.connect();
  await model.clock.advance(4_000);
  await model.client.channel(cid).watch();
  const { done } = model.client.channel(cid).send({ text: "two" });
  await model.clock.advance(0);
  expect((await done).text).toBe("two");
  expect(model.client.store.getState().connection).not.toBe("online");
  model.client.dispose();
});

test("a channel is named by type and id or by its cid: the same handle", () => {
  const { client } = createModelClient();
  expect(client.channel("messaging", "general")).toBe(client.channel("messaging:general"));
  client.dispose();
});

test("two clients in one process share nothing", async () => {
  const one = await openModelClient(1);
  const other = await openModelClient(0);
  one.client.channel(cid).send({ text: "only here" });
  await one.clock.advance(0);
  expect(other.client.store.getState().channels[cid]?.window.items).toEqual([]);
  one.client.dispose();
  other.realtime.goOffline();
  other.realtime.goOnline("lost");
  await other.clock.advance(0);
  expect(other.client.store.getState().connection).toBe("online");
  other.client.dispose();
});

test("an aborted watch lets go of the channel, while it is opened and after", async () => {
  const model = await openModelClient(1);
  const other = "messaging:other";
  model.server.channel(other);
  const early = new AbortController();
  const opening = model.client.channel(other).watch({ signal: early.signal });
  early.abort(new Error("left the page"));
  await expect(opening).rejects.toThrow("left the page");
  await model.clock.advance(0);
  expect([...model.realtime.streams.keys()].filter((name) => name.endsWith(other))).toEqual([]);

  const late = new AbortController();
  await model.client.channel(other).watch({ signal: late.signal });
  expect([...model.realtime.streams.keys()].filter((name) => name.endsWith(other))).toHaveLength(1);
  late.abort(new Error("gone"));
  expect([...model.realtime.streams.keys()].filter((name) => name.endsWith(other))).toEqual([]);
  await expect(model.client.channel(other).watch({ signal: late.signal })).rejects.toThrow("gone");
  model.client.dispose();
});

test("a query and a search are cancelled by the caller, with the caller's reason", async () => {
  const model = await openModelClient();
  model.server.delay = () => new Promise(() => undefined);
  const abort = new AbortController();
  const { signal } = abort;
  const calls = [
    model.client.queryChannels({ type: "messaging" }, [], { signal }),
    model.client.search("anything", { signal }),
    model.client.api("me.get", {}, { signal }),
  ];
  abort.abort(new Error("typed on"));
  for (const call of calls) await expect(call).rejects.toThrow("typed on");
  model.client.dispose();
});

test("events are one union told apart by type", () => {
  expectTypeOf<ChatEventOf<"message.new">["message"]>().toEqualTypeOf<Message>();
  expectTypeOf<ChatEventOf<"connection.changed">["status"]>().toBeString();
  expectTypeOf<ChatEventOf<"channel.tick">["messageSeq"]>().toBeNumber();
  expectTypeOf<ChatEvent["type"]>().toBeString();
});

test("a listener hears each event once, and no more after it stopped or the client was disposed", async () => {
  const model = await openModelClient();
  const heard: string[] = [];
  const stop = model.client.on("message.new", ({ message }) => heard.push(message.text));
  model.client.on("*", ({ type }) => heard.push(type));
  const say = (text: string) => {
    addMessage(model.server.channel(cid), "bob", { text });
    model.server.publish();
  };
  say("one");
  stop();
  say("two");
  model.client.dispose();
  say("three");
  // The last word is that the connection is gone.
  expect(heard).toEqual(["one", "message.new", "message.new", "connection.changed"]);
});
