import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { selectDraft } from "../src/drafts/draft-state.ts";
import { selectOwnVote } from "../src/polls/poll-selectors.ts";
import type { ChatState } from "../src/store/state.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";
import { plainMessage } from "./support/plain-message.ts";

let chat: RealChat;
let ada: ChatClient;
let bob: ChatClient;
let phone: ChatClient;
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
  [ada, bob, phone] = [
    await chat.client("ada"),
    await chat.client("bob"),
    await chat.client("bob"), // another device of the same person
  ];
  ({ cid } = await ada.channels.direct("bob"));
  for (const client of [ada, bob, phone]) {
    await until(client, (state) => state.channels[cid]);
    await client.channel(cid).watch();
  }
});
afterAll(() => chat.stop());

const shown = (client: ChatClient, id: string) =>
  client.store.getState().channels[cid]?.window.items.find((message) => message.id === id);
const voteIn = (state: ChatState, id: string) => selectOwnVote(cid, id)(state);

/** Old state and events are what a fetch says: for every message that both clients and the server have. */
async function expectEqual(): Promise<void> {
  const query = { limit: 100 };
  const { items, position } = await ada.api("messages.list", { params: { cid }, query });
  for (const client of [ada, bob, phone]) {
    await until(client, (state) => state.channels[cid]?.applied?.eventSeq === position.eventSeq);
    await until(client, (state) => state.operations.length === 0);
    const confirmed = client.store.getState().channels[cid]?.window.confirmed ?? [];
    const plain = confirmed.map(plainMessage);
    expect(plain).toEqual(items);
  }
}

test("[C9] a vote shows at once, counts for everybody, and is the voter's own on every device", async () => {
  const poll = { question: "Where?", options: ["here", "there"] };
  const { id } = await ada.channel(cid).send({ text: "", poll }).done;
  await until(bob, () => shown(bob, id)?.poll);
  const voting = bob.channel(cid).vote(id, ["1"]);
  expect(shown(bob, id)).toMatchObject({
    pendingChange: true,
    poll: { voterCount: 1, options: [{ count: 1, userIds: ["bob"] }, { count: 0 }] },
  });
  expect(voteIn(bob.store.getState(), id)).toEqual(["1"]);
  await voting;
  await until(phone, (state) => voteIn(state, id)?.[0] === "1");
  await bob.channel(cid).vote(id, ["2"]);
  await phone.channel(cid).vote(id, []);
  await until(bob, (state) => voteIn(state, id)?.length === 0);
  await until(ada, () => shown(ada, id)?.poll?.voterCount === 0);
  await ada.channel(cid).vote(id, ["2"]);
  await ada.channel(cid).closePoll(id);
  await until(bob, () => shown(bob, id)?.poll?.closedAt);
  await expect(bob.channel(cid).vote(id, ["1"])).rejects.toMatchObject({ code: "poll.closed" });
  expect(voteIn(bob.store.getState(), id)).toEqual([]);
  await expectEqual();
});

test("[C9] an anonymous vote is counted once while it is on its way, and known again after a fresh start", async () => {
  const poll = { question: "Who?", options: ["a", "b"], anonymous: true };
  const { id } = await ada.channel(cid).send({ text: "Who?", poll }).done;
  await until(bob, () => shown(bob, id)?.poll);
  const voting = bob.channel(cid).vote(id, ["1"]);
  expect(shown(bob, id)?.poll?.options[0]).toMatchObject({ count: 1, userIds: [] });
  await voting;
  await until(ada, () => shown(ada, id)?.poll?.voterCount === 1);
  const fresh = await chat.client("bob");
  await fresh.channel(cid).watch();
  expect(voteIn(fresh.store.getState(), id)).toBeUndefined();
  await fresh.channel(cid).loadVotes([id]);
  expect(voteIn(fresh.store.getState(), id)).toEqual(["1"]);
  fresh.dispose();
  await expectEqual();
});

test("[C5] a reaction is kept in one form, whatever form it is given in", async () => {
  const { id } = await ada.channel(cid).send({ text: "react" }).done;
  await until(bob, () => shown(bob, id));
  const reacting = bob.channel(cid).react(id, "\u2764");
  expect(shown(bob, id)?.reactions).toEqual([{ type: "\u2764\uFE0F", count: 1, userIds: ["bob"] }]);
  await reacting;
  await ada.channel(cid).react(id, "\u2764\uFE0F");
  await until(bob, () => shown(bob, id)?.reactions[0]?.count === 2);
  await bob.channel(cid).unreact(id, "\u2764");
  await until(ada, () => shown(ada, id)?.reactions[0]?.count === 1);
  await expectEqual();
});

test("[C10] a draft is there at once, follows to the other device, and goes with the send", async () => {
  const draftOf = (client: ChatClient) => selectDraft(cid)(client.store.getState())?.text;
  const typed = bob.channel(cid);
  for (const text of ["h", "he", "hel", "hello"]) typed.saveDraft({ text });
  expect(draftOf(bob)).toBe("hello");
  await until(phone, () => draftOf(phone) === "hello");
  expect(draftOf(ada)).toBeUndefined();
  const fresh = await chat.client("bob");
  await until(fresh, () => draftOf(fresh) === "hello");
  fresh.dispose();
  await typed.send({ text: "hello" }).done;
  expect(draftOf(bob)).toBeUndefined();
  await until(phone, () => draftOf(phone) === undefined);
  await expectEqual();
  expect((await bob.api("drafts.list", {})).items).toEqual([]);
});

test("[C14] a pin shows at once and for everybody, and goes again", async () => {
  const { id } = await ada.channel(cid).send({ text: "pin me" }).done;
  const pinning = ada.channel(cid).pin(id);
  expect(shown(ada, id)?.pinned).toMatchObject({ by: { id: "ada" } });
  await pinning;
  await until(bob, () => shown(bob, id)?.pinned);
  expect((await bob.channel(cid).listPins()).map((message) => message.id)).toEqual([id]);
  await expectEqual();
  await bob.channel(cid).unpin(id);
  await until(ada, () => shown(ada, id)?.pinned === undefined);
  await expectEqual();
});

test("[C8] a command's message shows, its answer reaches the caller's devices alone", async () => {
  const heard: string[] = [];
  phone.on("command.reply", ({ reply }) => heard.push(`phone ${reply.command}`));
  ada.on("command.reply", ({ reply }) => heard.push(`ada ${reply.command}`));
  const { message } = await bob.channel(cid).runCommand("/shrug oh well");
  await until(ada, () => shown(ada, message?.id ?? ""));
  const { reply } = await bob.channel(cid).runCommand("/help");
  expect(reply?.text).toContain("/shrug");
  await expect(bob.channel(cid).runCommand("/nothing")).rejects.toMatchObject({
    code: "command.unknown",
  });
  const names = (await bob.channel(cid).listCommands()).map(({ name }) => name);
  expect(names).toContain("poll");
  await expect.poll(() => heard).toEqual(["phone help"]);
  await expectEqual();
});

test("[C14] what is to be sent later is known on every device, until it is sent or cancelled", async () => {
  const later = new Date(Date.now() + 3_600_000);
  const { id } = await bob.scheduled.create(cid, { sendAt: later, text: "later" });
  await until(phone, (state) => state.scheduled[id]?.sendAt.getTime() === later.getTime());
  await phone.scheduled.update(id, { text: "changed" });
  await until(bob, (state) => state.scheduled[id]?.message.text === "changed");
  const message = await bob.scheduled.sendNow(id);
  await until(ada, () => shown(ada, message.id)?.text === "changed");
  await until(phone, (state) => state.scheduled[id] === undefined);
  await bob.scheduled.load();
  expect(bob.store.getState().scheduled).toEqual({});
  await expectEqual();
});

test("[C14] the time of a reminder comes to the own devices; a message that disappears goes everywhere", async () => {
  const { id } = await ada.channel(cid).send({ text: "for five seconds", expiresInSeconds: 5 })
    .done;
  const { id: kept } = await ada.channel(cid).send({ text: "come back" }).done;
  await bob.reminders.set(kept, new Date(Date.now() + 1_000), "answer");
  for (const client of [bob, phone]) {
    await until(client, (state) => state.dueReminders.some(({ messageId }) => messageId === kept));
  }
  bob.reminders.dismiss(kept);
  expect(bob.store.getState().dueReminders).toEqual([]);
  expect(ada.store.getState().dueReminders).toEqual([]);
  for (const client of [ada, bob, phone]) await until(client, () => shown(client, id)?.deletedAt);
  expect(shown(bob, id)?.text).toBe("");
  await expectEqual();
}, 30_000);
