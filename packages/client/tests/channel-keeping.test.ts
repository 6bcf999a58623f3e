import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { selectChannelList, type ChannelFilter } from "../src/channels/channel-selectors.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let phone: ChatClient;
let laptop: ChatClient;
let ada: ChatClient;
let names = 0;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
  [ada, phone, laptop] = [
    ...[await chat.client("ada"), await chat.client("bob"), await chat.client("bob")],
  ] as [ChatClient, ChatClient, ChatClient];
});
afterAll(() => chat.stop());

async function newChannel(): Promise<string> {
  names += 1;
  const { cid } = await ada.channels.create({ members: ["bob"], name: `channel ${names}` });
  for (const client of [phone, laptop])
    await until(client, (state) => state.channels[cid]?.channel);
  return cid;
}

const settingsOn = (client: ChatClient, cid: string) =>
  client.store.getState().channels[cid]?.channel?.settings;
const listedOn = (client: ChatClient, filter: ChannelFilter = {}) =>
  selectChannelList(filter)(client.store.getState()).map((channel) => channel.cid);

describe("[B7] how a member keeps a channel", () => {
  test("shows at once, is there on every device, and moves the channel in the list", async () => {
    const [first, second] = [await newChannel(), await newChannel()];
    expect(listedOn(phone).slice(0, 2)).toEqual([second, first]);
    const pinned = phone.channel(first).updateSettings({ pinned: true });
    expect(settingsOn(phone, first)?.pinnedAt).toBeInstanceOf(Date);
    expect(listedOn(phone)[0]).toBe(first);
    await pinned;
    await until(laptop, () => listedOn(laptop)[0] === first);
    expect(settingsOn(laptop, first)?.pinnedAt).toEqual(settingsOn(phone, first)?.pinnedAt);

    const archived = laptop.channel(second).updateSettings({ archived: true });
    expect(listedOn(laptop)).not.toContain(second);
    expect(listedOn(laptop, { state: "archived" })).toEqual([second]);
    await archived;
    await until(phone, () => !listedOn(phone).includes(second));
  });

  test("goes back when the server refuses it", async () => {
    const cid = await newChannel();
    const before = settingsOn(phone, cid);
    // Refused by its form: the server takes at most a year.
    const refused = phone.channel(cid).updateSettings({ muted: true, muteSeconds: 99_999_999 });
    expect(settingsOn(phone, cid)?.muted).toBe(true);
    await expect(refused).rejects.toMatchObject({ code: "request.invalid" });
    expect(settingsOn(phone, cid)).toEqual(before);
  });

  test("hides a channel until somebody writes in it", async () => {
    const cid = await newChannel();
    await ada.channel(cid).send({ text: "one" }).done;
    await until(phone, (state) => state.channels[cid]?.channel?.messageSeq === 1);
    await phone.channel(cid).updateSettings({ hidden: true });
    await until(laptop, () => !listedOn(laptop).includes(cid));
    expect(listedOn(phone)).not.toContain(cid);
    // Who starts afresh has it too, and hidden.
    const tablet = await chat.client("bob");
    expect(listedOn(tablet, { state: "hidden" })).toContain(cid);
    await ada.channel(cid).send({ text: "two" }).done;
    for (const client of [phone, laptop, tablet]) {
      await until(client, () => listedOn(client)[0] === cid || listedOn(client).includes(cid));
    }
  });
});

describe("[B9] a cleared channel", () => {
  test("is empty for everybody who has it open, and for those who come back", async () => {
    const cid = await newChannel();
    for (const client of [ada, phone]) await client.channel(cid).watch();
    for (const text of ["one", "two", "three"]) await ada.channel(cid).send({ text }).done;
    const window = (client: ChatClient) =>
      client.store.getState().channels[cid]?.window.confirmed.map(({ text }) => text);
    await until(phone, () => window(phone)?.length === 3);
    await until(laptop, (state) => state.channels[cid]?.channel?.unread.count === 3);
    await ada.channel(cid).truncate({ before: 3 });
    for (const client of [ada, phone]) {
      await until(client, () => JSON.stringify(window(client)) === JSON.stringify(["three"]));
    }
    await until(laptop, (state) => state.channels[cid]?.channel?.unread.count === 1);
    await ada.channel(cid).truncate();
    for (const client of [ada, phone]) await until(client, () => window(client)?.length === 0);
    await until(laptop, (state) => {
      const channel = state.channels[cid]?.channel;
      return channel?.unread.count === 0 && channel.lastMessage === null;
    });
    await phone.channel(cid).send({ text: "four" }).done;
    await until(ada, () => window(ada)?.length === 1);
    expect(window(ada)).toEqual(["four"]);
  });
});

test("[B5] a channel that was handed over shows what each may do in it now", async () => {
  const cid = await newChannel();
  await ada.channel(cid).transfer("bob");
  const can = (client: ChatClient) =>
    client.store.getState().channels[cid]?.channel?.capabilities.includes("delete-channel");
  await until(phone, () => can(phone) === true);
  await until(ada, () => can(ada) === false);
  expect([can(phone), can(ada)]).toEqual([true, false]);
});

test("[B1] a space that is open is found, joined and handed over", async () => {
  const space = await ada.spaces.create("Open");
  await ada.spaces.update(space.id, { joinPolicy: "open" });
  const { items } = await phone.spaces.listOpen();
  expect(items).toMatchObject([{ id: space.id, joined: false }]);
  await phone.spaces.join(space.id);
  await until(laptop, (state) => state.spaces[space.id]);
  await until(ada, (state) => state.spaces[space.id]?.memberCount === 2);
  await ada.spaces.transfer(space.id, "bob");
  await until(laptop, (state) => state.spaces[space.id]?.role === "owner");
  const { code } = await phone.spaces.invite(space.id);
  expect((await phone.spaces.listInvites(space.id)).items.map((item) => item.code)).toEqual([code]);
  await phone.spaces.revokeInvite(space.id, code);
  expect((await phone.spaces.listInvites(space.id)).items).toEqual([]);
});
