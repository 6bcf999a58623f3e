import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import type { SentMessage } from "../src/store/state.ts";
import type { Message } from "../src/wire/entities.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let clients: ChatClient[];
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
  const [ada, bob] = [await chat.client("ada"), await chat.client("bob")];
  clients = [ada, bob, await chat.client("ada")];
  ({ cid } = await ada.channels.direct("bob"));
  await Promise.all(
    clients.map(async (client) => {
      await until(client, (state) => state.channels[cid]);
      await client.channel(cid).watch();
    }),
  );
});
afterAll(() => chat.stop());

test.each([1, 2, 3])(
  "[SYNC-1] over sockets that are cut and a server that restarts, everybody ends equal (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const pick = <Item>(list: readonly Item[]) => list[Math.floor(random() * list.length)];
    const sent: Promise<Message>[] = [];
    const change = (call: Promise<unknown> | undefined) => call?.catch(() => undefined);
    for (let step = 0; step < 60; step += 1) {
      const client = pick(clients) as ChatClient; // there are three
      const channel = client.channel(cid);
      const message = pick(client.store.getState().channels[cid]?.window.confirmed ?? []);
      const what = random();
      if (what < 0.5) sent.push(channel.send({ text: `${seed}/${step}` }).done);
      else if (what < 0.6 && message) void change(channel.edit(message.id, { text: `e${step}` }));
      else if (what < 0.75 && message) void change(channel.react(message.id, "👍"));
      else if (what < 0.8 && message) void change(channel.delete(message.id));
      else if (what < 0.85) channel.markRead();
      else if (what < 0.95) chat.proxy.cut();
      else if (what < 0.97) await chat.restart();
      else await until(client, (state) => state.connection === "online");
      if (random() < 0.3) await pick(sent)?.catch(() => undefined);
    }
    const messages = await Promise.all(sent);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(sent.length);
    await Promise.all(clients.map(expectEqual));
  },
  120_000,
);

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
  const shown = entry?.window.confirmed.slice(-items.length).map(plain) ?? [];
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

/** A message without what the client adds to it, its fields in the order of the wire. */
function plain(message: SentMessage): object {
  const { key: _key, state: _state, pendingChange: _change, error: _error, ...rest } = message;
  return rest;
}

/** Repeatable chance (a linear congruential generator, the constants of Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
