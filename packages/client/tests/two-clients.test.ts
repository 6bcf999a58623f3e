import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import type { ChatMessage, ChatState } from "../src/store/state.ts";
import { selectDelivery } from "../src/read-state/read-state-selectors.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";
import { plainMessage } from "./support/plain-message.ts";

let chat: RealChat;
let ada: ChatClient;
let bob: ChatClient;
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob", "eve"]);
  ada = await chat.client("ada");
  bob = await chat.client("bob");
  ({ cid } = await ada.channels.direct("bob"));
  await ada.channel(cid).watch();
  await until(bob, (state) => state.channels[cid]);
  await bob.channel(cid).watch();
});
afterAll(() => chat.stop());

test("[SYNC-8] a message shows at once under its client id, and keeps that key when it is confirmed", async () => {
  const { clientId, done } = ada.channel(cid).send({ text: "hello" });
  expect(last(ada)).toMatchObject({ key: clientId, state: "sending" });
  const message = await done;
  expect(message.createdAt).toBeInstanceOf(Date);
  await until(bob, (state) => texts(state).includes("hello"));
  await until(ada, (state) => state.channels[cid]?.applied?.eventSeq === message.version);
  expect(texts(ada.store.getState())).toEqual(["hello"]);
  expect(last(ada)).toMatchObject({ key: clientId, state: "sent", id: message.id });
});

test("[SYNC-7] edits, reactions and deletes reach the other client", async () => {
  const message = await ada.channel(cid).send({ text: "frist" }).done;
  await ada.channel(cid).edit(message.id, { text: "first" });
  await until(bob, (state) => texts(state).includes("first"));
  await bob.channel(cid).react(message.id, "👍");
  await until(ada, () => last(ada)?.reactions[0]?.userIds.includes("bob"));
  await bob.channel(cid).unreact(message.id, "👍");
  await until(ada, () => last(ada)?.reactions.length === 0);
  const reply = await bob.channel(cid).send({ text: "an answer", quoteId: message.id }).done;
  expect(reply.quote).toMatchObject({ id: message.id, text: "first" });
  await ada.channel(cid).delete(message.id);
  await until(bob, () => last(bob)?.quote?.deleted);
  await expectEqual();
});

test("[SYNC-10] a refused edit is taken back and says why", async () => {
  const message = await bob.channel(cid).send({ text: "bob's own" }).done;
  await until(ada, () => last(ada)?.id === message.id);
  const edit = ada.channel(cid).edit(message.id, { text: "ada's now" });
  expect(last(ada)).toMatchObject({ text: "ada's now", pendingChange: true });
  await expect(edit).rejects.toMatchObject({ code: "message.forbidden" });
  expect(last(ada)).toMatchObject({ text: "bob's own", pendingChange: false });
});

test("[UNREAD-6] what is unread counts up live and goes when it is read, on every device", async () => {
  const other = await chat.client("bob");
  await ada.channel(cid).send({ text: "unread one", mentions: ["bob"] }).done;
  await until(other, (state) => state.channels[cid]?.channel?.unread.mentions === 1);
  await until(bob, () => last(bob)?.text === "unread one");
  const before = other.store.getState().channels[cid]?.channel?.unread.count ?? 0;
  expect(before).toBeGreaterThan(0);
  bob.channel(cid).markRead();
  expect(bob.store.getState().channels[cid]?.channel?.unread).toEqual({ count: 0, mentions: 0 });
  await until(other, (state) => state.channels[cid]?.channel?.unread.count === 0);
  await until(ada, (state) => {
    const message = last(ada);
    return message && selectDelivery(cid, message)(state) === "read";
  });
  await bob.channel(cid).markUnread(last(bob)?.seq ?? 0);
  await until(other, (state) => state.channels[cid]?.channel?.unread.count === 1);
  bob.channel(cid).markRead();
  await until(other, (state) => state.channels[cid]?.channel?.unread.count === 0);
  other.dispose();
});

test("[SYNC-16] typing shows to the other and goes with the message; presence shows who is there", async () => {
  ada.channel(cid).typing();
  await until(bob, (state) => state.channels[cid]?.typing.some(({ id }) => id === "ada"));
  await ada.channel(cid).send({ text: "typed" }).done;
  await until(bob, (state) => state.channels[cid]?.typing.length === 0);
  await until(bob, (state) => state.channels[cid]?.online?.includes("ada"));
  expect(bob.store.getState().presence["ada"]?.online).toBe(true);
});

test("[SYNC-17] a stranger gets a clear error and no data", async () => {
  const eve = await chat.client("eve");
  await expect(eve.channel(cid).watch()).rejects.toMatchObject({ code: "channel.not_found" });
  expect(eve.store.getState().channels[cid]).toMatchObject({
    channel: null,
    window: { status: "error", items: [], error: { code: "channel.not_found" } },
  });
  eve.dispose();
});

test("[SYNC-14] a dropped socket comes back by itself and misses nothing", async () => {
  chat.proxy.offline = true;
  chat.proxy.cut();
  await until(bob, (state) => state.connection === "reconnecting");
  await chat.call("POST", `/v1/channels/${cid}/messages`, send("while away"), "ada");
  const queued = bob.channel(cid).send({ text: "queued while away" });
  await until(bob, () => last(bob)?.error !== null);
  expect(last(bob)).toMatchObject({ state: "queued" });
  chat.proxy.offline = false;
  await until(bob, (state) => state.connection === "online");
  await queued.done;
  await until(bob, (state) => texts(state).includes("while away"));
  await until(ada, (state) => texts(state).includes("queued while away"));
  await expectEqual();
});

test("[SYNC-14] a restarted server is gone on with, and every acknowledged message is kept", async () => {
  await ada.channel(cid).send({ text: "before the restart" }).done;
  await chat.restart();
  await until(ada, (state) => state.connection === "online");
  await until(bob, (state) => state.connection === "online");
  await ada.channel(cid).send({ text: "after the restart" }).done;
  await until(bob, (state) => texts(state).includes("after the restart"));
  expect(texts(bob.store.getState())).toContain("before the restart");
  await expectEqual();
});

test("[SYNC-5] older messages load page by page, and a jump shows the middle of the history", async () => {
  for (let at = 1; at <= 130; at += 1) {
    await chat.call("POST", `/v1/channels/${cid}/messages`, send(`bulk ${at}`), "bob");
  }
  await until(ada, () => last(ada)?.text === "bulk 130");
  const fresh = await chat.client("ada");
  const handle = fresh.channel(cid);
  await handle.watch();
  const shown = () => fresh.store.getState().channels[cid]?.window;
  expect(shown()).toMatchObject({ hasOlder: true, hasNewer: false });
  const newest = shown()?.items[0];
  await handle.loadOlder();
  await handle.loadOlder();
  expect(shown()?.items.length).toBeGreaterThan(130);
  const first = shown()?.confirmed[0];
  await handle.jumpTo(first?.id ?? "");
  expect(shown()?.items.some(({ id }) => id === newest?.id)).toBe(true);
  fresh.dispose();

  const jumper = await chat.client("ada");
  await jumper.channel(cid).watch();
  await jumper.channel(cid).jumpTo(first?.id ?? "");
  const around = () => jumper.store.getState().channels[cid]?.window;
  expect(around()).toMatchObject({ hasNewer: true });
  while (around()?.hasNewer) await jumper.channel(cid).loadNewer();
  expect(around()?.items.at(-1)).toMatchObject({ text: "bulk 130" });
  const seqs = around()?.confirmed.map(({ seq }) => seq) ?? [];
  expect(seqs).toEqual(Array.from(seqs, (_, at) => (seqs[0] ?? 0) + at));
});

test("[SYNC-12] a space, its channels and its invite: the other joins and chats", async () => {
  const space = await ada.spaces.create("Garden");
  const channel = await ada.channels.createInSpace(space.id, { name: "roses" });
  const invite = await ada.spaces.invite(space.id);
  await bob.spaces.accept(invite.code);
  await bob.channels.loadInSpace(space.id);
  const handle = bob.channel(channel.cid);
  await handle.watch();
  expect(bob.store.getState().channels[channel.cid]?.channel?.membership).toBeNull();
  await ada.channel(channel.cid).send({ text: "to readers" }).done;
  await until(bob, (state) => textsIn(state, channel.cid).includes("to readers"));
  await handle.join();
  await ada.channel(channel.cid).send({ text: "to members" }).done;
  await until(bob, (state) => textsIn(state, channel.cid).includes("to members"));
  await handle.leave();
  await ada.channel(channel.cid).send({ text: "to readers again" }).done;
  await until(bob, (state) => textsIn(state, channel.cid).includes("to readers again"));
});

function send(text: string): object {
  return { clientId: `real-${text.replaceAll(" ", "-")}-1`, text };
}

function last(client: ChatClient): ChatMessage | undefined {
  return client.store.getState().channels[cid]?.window.items.at(-1);
}

function texts(state: ChatState): readonly string[] {
  return textsIn(state, cid);
}

function textsIn(state: ChatState, of: string): readonly string[] {
  return state.channels[of]?.window.items.map(({ text }) => text) ?? [];
}

/** Both hold the same messages, and the same as the server gives to somebody who asks anew. */
async function expectEqual(): Promise<void> {
  const { items, position } = await ada.api("messages.list", {
    params: { cid },
    query: { limit: 100 },
  });
  for (const client of [ada, bob]) {
    await until(client, (state) => state.channels[cid]?.applied?.eventSeq === position.eventSeq);
    const confirmed = client.store.getState().channels[cid]?.window.confirmed ?? [];
    const plain = confirmed.map(plainMessage);
    expect(plain).toEqual(items.slice(-plain.length));
  }
}
