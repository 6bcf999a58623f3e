import { ChatError } from "@natter/contract/chat-error";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import type { ChannelState } from "../src/store/state.ts";
import type { Message } from "../src/wire/entities.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let ada: ChatClient;
let bob: ChatClient;
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob", "cem"]);
  ada = await chat.client("ada");
  bob = await chat.client("bob");
  ({ cid } = await ada.channels.create({ name: "Threads", members: ["bob", "cem"] }));
  await ada.channel(cid).watch();
  await until(bob, (state) => state.channels[cid]);
  await bob.channel(cid).watch();
});
afterAll(() => chat.stop());

const entryOf = (client: ChatClient): ChannelState => {
  const entry = client.store.getState().channels[cid];
  if (!entry) throw new Error("The channel is not there.");
  return entry;
};
const shownIn = (client: ChatClient) => entryOf(client).window.items;
const shownOf = (client: ChatClient, id: string) => shownIn(client).find((one) => one.id === id);
const threadOf = (client: ChatClient, id: string) => entryOf(client).threads[id];
const textsOf = (client: ChatClient, id: string) =>
  threadOf(client, id)?.window.items.map(({ text }) => text) ?? [];

async function root(text: string): Promise<Message> {
  const message = await ada.channel(cid).send({ text }).done;
  await until(bob, () => shownOf(bob, message.id));
  return message;
}

test("[C3] a reply shows at once in its thread and in the root's summary, and never in the channel", async () => {
  const { id } = await root("a question");
  const thread = bob.channel(cid).thread(id);
  await thread.open();
  const before = shownIn(bob).length;
  const { clientId, done } = thread.send({ text: "an answer" });
  expect(threadOf(bob, id)?.window.items).toMatchObject([{ key: clientId, text: "an answer" }]);
  expect(shownOf(bob, id)?.thread).toMatchObject({ replyCount: 1, participants: [{ id: "bob" }] });
  expect(threadOf(bob, id)?.root?.thread?.replyCount).toBe(1);
  expect(shownIn(bob)).toHaveLength(before);
  const counts: (number | undefined)[] = [];
  const stop = bob.store.subscribe(
    (state) => state.channels[cid]?.window.items.find((one) => one.id === id)?.thread?.replyCount,
    (count) => counts.push(count),
  );
  const reply = await done;
  await until(bob, () => (entryOf(bob).applied?.eventSeq ?? 0) > reply.version);
  stop();
  // It never went down and up again on the way.
  expect(counts).toEqual([]);
  expect(threadOf(bob, id)?.window.items).toMatchObject([{ key: clientId, id: reply.id }]);
  await until(ada, () => shownOf(ada, id)?.thread?.replyCount === 1);
  expect(shownOf(ada, id)?.thread?.lastReplyAt).toBeInstanceOf(Date);
  expect(shownIn(ada).map(({ id: shown }) => shown)).not.toContain(reply.id);
  thread.close();
  expect(threadOf(bob, id)).toBeUndefined();
});

test("[C3] also sent to the channel, a reply shows in both at once, and once in each", async () => {
  const { id } = await root("both");
  const thread = bob.channel(cid).thread(id);
  await thread.open();
  const { clientId, done } = thread.send({ text: "in both", alsoInChannel: true });
  const keysIn = (list: readonly { key: string }[]) => list.filter(({ key }) => key === clientId);
  expect(keysIn(shownIn(bob))).toHaveLength(1);
  expect(textsOf(bob, id)).toEqual(["in both"]);
  const reply = await done;
  await until(bob, () => (entryOf(bob).applied?.eventSeq ?? 0) > reply.version);
  expect(keysIn(shownIn(bob))).toMatchObject([{ id: reply.id, state: "sent" }]);
  expect(textsOf(bob, id)).toEqual(["in both"]);
  thread.close();
});

test("[C3] replies, edits, reactions and deletions reach whoever has the thread open", async () => {
  const { id } = await root("live");
  const [own, other] = [ada.channel(cid).thread(id), bob.channel(cid).thread(id)];
  await Promise.all([own.open(), other.open()]);
  const reply = await other.send({ text: "frist" }).done;
  await until(ada, () => textsOf(ada, id).includes("frist"));
  const edit = bob.channel(cid).edit(reply.id, { text: "first" });
  expect(textsOf(bob, id)).toEqual(["first"]);
  await edit;
  await until(ada, () => textsOf(ada, id).includes("first"));
  await ada.channel(cid).react(reply.id, "👍");
  await until(bob, () => threadOf(bob, id)?.window.items[0]?.reactions.length === 1);
  await bob.channel(cid).delete(reply.id);
  expect(textsOf(bob, id)).toEqual([""]);
  await until(ada, () => shownOf(ada, id)?.thread === null);
  await bob.channel(cid).undelete(reply.id);
  await until(ada, () => shownOf(ada, id)?.thread?.replyCount === 1);
  expect(threadOf(ada, id)?.window.items).toMatchObject([
    { text: "first", reactions: [{ type: "👍" }] },
  ]);
  own.close();
  other.close();
});

test("[UNREAD-24] what is unread in a thread counts up live and goes when it is read, on every device", async () => {
  const { id } = await root("unread");
  const second = await chat.client("ada");
  await second.channel(cid).watch();
  const [one, two] = [ada.channel(cid).thread(id), second.channel(cid).thread(id)];
  await Promise.all([one.open(), two.open(), second.threads.load()]);
  const unreadOn = (client: ChatClient) => threadOf(client, id)?.standing?.unread.count;
  expect(unreadOn(ada)).toBe(0);
  const other = bob.channel(cid).thread(id);
  const replies = [await other.send({ text: "1" }).done, await other.send({ text: "2" }).done];
  await until(ada, () => unreadOn(ada) === 2);
  await until(second, () => unreadOn(second) === 2);
  await until(second, ({ threadList }) =>
    threadList.items.some(
      ({ root: first, standing }) => first.id === id && standing.unread.count === 2,
    ),
  );
  one.markRead();
  expect(unreadOn(ada)).toBe(0);
  await until(second, () => unreadOn(second) === 0);
  await until(second, ({ threadList }) =>
    threadList.items.some(
      ({ root: first, standing }) => first.id === id && standing.unread.count === 0,
    ),
  );
  const unread = two.markUnread(replies[1]?.seq ?? 0);
  expect(unreadOn(second)).toBe(1);
  await unread;
  await until(ada, () => unreadOn(ada) === 1);
  await one.unfollow();
  await until(second, () => threadOf(second, id)?.standing?.following === false);
  expect(unreadOn(second)).toBe(0);
  const again = two.follow();
  expect(threadOf(second, id)?.standing?.following).toBe(true);
  await again;
  await until(ada, () => threadOf(ada, id)?.standing?.following === true);
  one.close();
  two.close();
  second.dispose();
});

test("[C15] a thread is walked in both directions and around a reply, page by page", async () => {
  const { id } = await root("long");
  const other = bob.channel(cid).thread(id);
  const seqs: number[] = [];
  for (let count = 0; count < 120; count += 1) {
    const body = { clientId: `long-thread-${count}`, text: `${count}`, threadId: id };
    const { message } = await bob.api("messages.send", { params: { cid }, body });
    seqs.push(message.seq);
  }
  await other.open();
  expect(textsOf(bob, id)).toHaveLength(50);
  await other.loadOlder();
  await other.loadOlder();
  expect(threadOf(bob, id)?.window.confirmed.map(({ seq }) => seq)).toEqual(seqs);
  expect(threadOf(bob, id)?.window).toMatchObject({ hasOlder: false, hasNewer: false });
  other.close();
  await other.open();
  const { items } = await bob.api("threads.replies", {
    params: { messageId: id },
    query: { limit: 1, after: id },
  });
  await other.jumpTo(items[0]?.id ?? "");
  expect(textsOf(bob, id)[0]).toBe("0");
  expect(threadOf(bob, id)?.window).toMatchObject({ hasOlder: false, hasNewer: true });
  await other.loadNewer();
  await other.jumpToLatest();
  expect(textsOf(bob, id).at(-1)).toBe("119");
  other.close();
});

test("[SYNC-14] what happened in an open thread while the connection was lost is there afterwards", async () => {
  const { id } = await root("lost");
  const thread = ada.channel(cid).thread(id);
  await thread.open();
  await thread.send({ text: "before" }).done;
  chat.proxy.offline = true;
  chat.proxy.cut();
  await until(ada, ({ connection }) => connection !== "online");
  const path = `/v1/channels/${encodeURIComponent(cid)}/messages`;
  for (const text of ["one", "two"]) {
    const body = { clientId: `while-away-${text}`, text, threadId: id };
    await chat.call("POST", path, body, "bob");
  }
  const read = { seq: 9_999, generation: 0 };
  await chat.call("POST", `/v1/messages/${id}/thread/read`, read, "ada");
  await chat.call(
    "POST",
    path,
    { clientId: "while-away-three", text: "three", threadId: id },
    "bob",
  );
  chat.proxy.offline = false;
  await until(ada, () => textsOf(ada, id).includes("three"), 60_000);
  expect(textsOf(ada, id)).toEqual(["before", "one", "two", "three"]);
  await until(ada, () => threadOf(ada, id)?.standing?.unread.count === 1);
  expect(threadOf(ada, id)?.root?.thread?.replyCount).toBe(4);
  thread.close();
}, 90_000);

type Step = { readonly do: string; readonly at: number; readonly root: number };
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(
    ...["reply", "reply", "reply", "both", "plain", "edit", "react", "mention"],
    ...["delete", "hard", "undelete", "unedit", "read", "unread", "follow", "unfollow"],
  ),
  at: fc.nat(30),
  root: fc.nat(1),
});

test("[SYNC-1] whatever happens in threads, a client that hears of it ends equal to one that fetches anew", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const roots = [await root("one"), await root("two")];
      for (const { id } of roots) await ada.channel(cid).thread(id).open();
      const made: { id: string; by: ChatClient }[] = [];
      for (const one of steps) await perform(one, roots, made);
      const last = await bob.channel(cid).send({ text: "the end" }).done;
      await until(ada, () => shownOf(ada, last.id));
      const fresh = await chat.client("ada");
      await fresh.channel(cid).watch();
      for (const { id } of roots) await fresh.channel(cid).thread(id).open();
      for (const { id } of roots) {
        const isEqual = () =>
          JSON.stringify(stateOf(ada, id)) === JSON.stringify(stateOf(fresh, id));
        await until(ada, isEqual, 5_000).catch(() => undefined); // what differs is told below
        expect(stateOf(ada, id)).toEqual(stateOf(fresh, id));
      }
      const inBoth = new Set(shownIn(fresh).map(({ key }) => key));
      const channelOf = (client: ChatClient) =>
        shownIn(client).filter(({ key }) => inBoth.has(key));
      expect(channelOf(ada)).toEqual(shownIn(fresh));
      expect(shownIn(ada).slice(-shownIn(fresh).length)).toEqual(shownIn(fresh));
      for (const { id } of roots) ada.channel(cid).thread(id).close();
      fresh.dispose();
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

function stateOf(client: ChatClient, id: string) {
  const thread = threadOf(client, id);
  const standing = thread?.standing;
  const { following, reason, watermark, unread } = standing ?? {};
  return {
    root: thread?.root,
    items: thread?.window.items,
    standing: { following, reason, watermark, unread },
    stale: thread?.stale,
    unread: entryOf(client).channel?.unread,
    lastMessage: entryOf(client).channel?.lastMessage?.id,
  };
}

/** Ada reads along and marks; bob writes. Refusals are part of it. */
async function perform(
  { do: what, at, root: which }: Step,
  roots: readonly Message[],
  made: { id: string; by: ChatClient }[],
): Promise<void> {
  const threadId = roots[which]?.id ?? "";
  const by = at % 4 === 0 ? ada : bob;
  const target = made[at % Math.max(made.length, 1)];
  const send = async (input: Parameters<ReturnType<ChatClient["channel"]>["send"]>[0]) => {
    const { id } = await by.channel(cid).send(input).done;
    made.push({ id, by });
  };
  const own = ada.channel(cid).thread(threadId);
  try {
    if (what === "reply") await send({ text: `${at}`, threadId });
    else if (what === "both") await send({ text: `${at}`, threadId, alsoInChannel: true });
    else if (what === "plain") await send({ text: `${at}` });
    else if (what === "mention") await send({ text: `${at}`, threadId, mentions: ["ada"] });
    else if (what === "read") own.markRead();
    else if (what === "unread") await own.markUnread((roots[which]?.seq ?? 0) + (at % 5) + 1);
    else if (what === "follow") await own.follow();
    else if (what === "unfollow") await own.unfollow();
    else if (!target) return;
    else if (what === "edit")
      await target.by.channel(cid).edit(target.id, { text: `edited ${at}` });
    else if (what === "react") await bob.channel(cid).react(target.id, "👍");
    else if (what === "delete") await target.by.channel(cid).delete(target.id);
    else if (what === "undelete") await target.by.channel(cid).undelete(target.id);
    else if (what === "unedit") await target.by.channel(cid).undoEdit(target.id);
    else {
      const params = { messageId: target.id };
      await ada.api("messages.delete", { params, query: { hard: "true" } });
    }
  } catch (refusal) {
    const isRefusal = refusal instanceof ChatError && /^(message|thread|read)\./.test(refusal.code);
    if (!isRefusal) throw refusal;
  }
}
