import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { selectStarred } from "../src/bookmarks/bookmark-selectors.ts";
import { selectUnread } from "../src/read-state/read-state-selectors.ts";
import type { Message } from "../src/wire/entities.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let ada: ChatClient;
/** Two devices of one person. */
let bob: ChatClient;
let other: ChatClient;
let cid: string;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob", "cem"]);
  [ada, bob, other] = [
    await chat.client("ada"),
    await chat.client("bob"),
    await chat.client("bob"),
  ];
  ({ cid } = await ada.channels.create({ name: "group", members: ["bob", "cem"] }));
  for (const client of [bob, other]) await until(client, (state) => state.channels[cid]?.channel);
  await bob.channel(cid).watch();
});
afterAll(() => chat.stop());

const unread = (client: ChatClient) => selectUnread(cid)(client.store.getState());
const send = (input: Parameters<ReturnType<ChatClient["channel"]>["send"]>[0]): Promise<Message> =>
  ada.channel(cid).send(input).done;

test("[C7] mentions of groups count live on every device, opened or not", async () => {
  await send({ text: "all of you", mentionGroups: ["channel"] });
  await send({ text: "members", mentionGroups: ["role:member"] });
  await send({ text: "owners", mentionGroups: ["role:owner"] });
  for (const client of [bob, other])
    await until(client, () => unread(client).count === 3 && unread(client).mentions === 2);
  const message = await send({ text: "not yet" });
  await ada.channel(cid).edit(message.id, { mentionGroups: ["channel"] });
  for (const client of [bob, other]) await until(client, () => unread(client).mentions === 3);
  await ada.channel(cid).edit(message.id, { mentionGroups: [] });
  for (const client of [bob, other]) await until(client, () => unread(client).mentions === 2);
  expect([bob, other].map((client) => unread(client).count)).toEqual([4, 4]);
});

test("[D2] a mention is marked read on its own, at once here and soon on the other device", async () => {
  const message = await send({ text: "you", mentions: ["bob"] });
  await until(bob, (state) =>
    state.channels[cid]?.window.confirmed.some(({ id }) => id === message.id),
  );
  const before = unread(bob);
  const marked = bob.channel(cid).markMentionRead(message.id);
  expect(unread(bob)).toMatchObject({ count: before.count, mentions: before.mentions - 1 });
  await marked;
  await until(other, () => unread(other).mentions === before.mentions - 1);
  expect(unread(other)).toEqual(unread(bob));
  await bob.channel(cid).markUnread(message.seq);
  for (const client of [bob, other])
    await until(client, () => unread(client).mentions === 1 && unread(client).count === 1);
});

test("[D2] everything is read at once, at once here and soon on the other device; what comes later is not", async () => {
  await send({ text: "one more" });
  await until(bob, () => unread(bob).count > 0);
  const done = bob.markAllRead();
  expect(unread(bob)).toEqual({ count: 0, mentions: 0 });
  await done;
  await until(other, () => unread(other).count === 0);
  await send({ text: "afterwards" });
  for (const client of [bob, other]) await until(client, () => unread(client).count === 1);
});

test("[C14] a star shows at once here and soon on the other device; a refused one is taken back", async () => {
  const message = await send({ text: "remember this" });
  const isStarred = (client: ChatClient, id = message.id) =>
    selectStarred(id)(client.store.getState());
  const starring = bob.channel(cid).star(message.id);
  expect(isStarred(bob)).toBe(true);
  await starring;
  await until(other, () => isStarred(other));
  const { items } = await other.listFlagged({ flag: "starred" });
  expect(items.map(({ message: listed }) => listed.id)).toEqual([message.id]);
  await other.channel(cid).unstar(message.id);
  await until(bob, () => !isStarred(bob));
  const nothing = "00000000-0000-7000-8000-000000000000";
  const refused = bob.channel(cid).star(nothing);
  expect(isStarred(bob, nothing)).toBe(true);
  await expect(refused).rejects.toMatchObject({ code: "message.not_found" });
  expect(isStarred(bob, nothing)).toBe(false);
});

test("[D1] settings show at once and on every device; who hides receipts loses those of others", async () => {
  await bob.loadSettings();
  await ada.channel(cid).watch();
  ada.channel(cid).markRead();
  await send({ text: "read by ada" });
  await until(bob, (state) => state.channels[cid]?.receipts?.["ada"]);
  const changing = bob.updateSettings({ privacy: { readReceipts: false } });
  expect(bob.store.getState().settings?.privacy.readReceipts).toBe(false);
  await changing;
  await until(other, (state) => state.settings?.privacy.readReceipts === false);
  await until(bob, (state) => !state.channels[cid]?.receipts?.["ada"]);
  bob.channel(cid).markRead();
  await until(bob, () => unread(bob).count === 0);
  const { items } = await ada.api("readState.receipts", { params: { cid } });
  expect(items.some(({ userId }) => userId === "bob")).toBe(false);
  await bob.updateSettings({ privacy: { readReceipts: true } });
});

test("[D4] an app says that it is looked away from; online on another device is online", async () => {
  const status = async () =>
    (await ada.api("presence.get", { query: { userIds: "bob" } })).items[0]?.status;
  await bob.declarePresence("away");
  expect(await status()).toBe("online");
  await other.declarePresence("away", "phone");
  expect(await status()).toBe("away");
  await other.declarePresence("online", "phone");
  expect(await status()).toBe("online");
});
