import type { ChannelListState, ChannelSettingsInput, UserEvent } from "@natter/contract";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let now = new Date("2026-05-01T12:00:00Z");
const server = await startTestServer({ databaseUrl: db.url, now: () => now });
const { call, must } = server;

beforeAll(() => server.users("ada", "bob", "eve"));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

let count = 0;
async function newChannel(): Promise<string> {
  count += 1;
  const body = { members: ["bob"], name: `Channel ${count}` };
  return (await must("ada", "channels.create", { body })).channel.cid;
}

async function send(as: string, cid: string): Promise<void> {
  count += 1;
  now = new Date(now.getTime() + 1_000);
  const body = { clientId: `client-id-${count}`, text: "Hello" };
  await must(as, "messages.send", { params: { cid }, body });
}

async function set(as: string, cid: string, body: ChannelSettingsInput) {
  return (await must(as, "channels.settings", { params: { cid }, body })).settings;
}

async function listed(as: string, state?: ChannelListState): Promise<string[]> {
  const query = state === undefined ? {} : { state };
  return (await must(as, "channels.list", { query })).items.map((channel) => channel.cid);
}

it("[B7] begin as everybody's do, and a change leaves the rest as it is", async () => {
  const cid = await newChannel();
  const at = { params: { cid } };
  const plain = {
    ...{ hiddenSeq: null, archived: false, pinnedAt: null, muted: false, mutedUntil: null },
    notifications: "all",
  };
  expect((await must("bob", "channels.get", at)).channel.settings).toEqual(plain);
  expect(await set("bob", cid, { notifications: "mentions" })).toEqual({
    ...{ ...plain, notifications: "mentions" },
  });
  const pinned = { ...plain, notifications: "mentions", pinnedAt: now.toISOString() };
  expect(await set("bob", cid, { pinned: true })).toEqual(pinned);
  now = new Date(now.getTime() + 60_000);
  expect(await set("bob", cid, { pinned: true })).toEqual(pinned);
  expect((await must("bob", "channels.get", at)).channel.settings).toEqual(pinned);
  expect((await must("ada", "channels.get", at)).channel.settings).toEqual(plain);
});

it("[B7] a hidden channel is out of the list until somebody writes in it", async () => {
  const cid = await newChannel();
  await send("ada", cid);
  expect(await set("bob", cid, { hidden: true })).toMatchObject({ hiddenSeq: 1 });
  expect(await listed("bob")).not.toContain(cid);
  expect(await listed("bob", "hidden")).toEqual([cid]);
  expect(await listed("bob", "all")).toContain(cid);
  expect(await listed("ada")).toContain(cid);
  await send("ada", cid);
  expect(await listed("bob")).toContain(cid);
  expect(await listed("bob", "hidden")).toEqual([]);
  await set("bob", cid, { hidden: true });
  await set("bob", cid, { hidden: false });
  expect(await listed("bob")).toContain(cid);
});

it("[B7] an archived channel stays out of the list, whatever is written in it", async () => {
  const cid = await newChannel();
  await set("bob", cid, { archived: true });
  await send("ada", cid);
  expect(await listed("bob")).not.toContain(cid);
  expect(await listed("bob", "archived")).toEqual([cid]);
  expect(await listed("bob", "hidden")).toEqual([]);
  await set("bob", cid, { archived: false });
  expect(await listed("bob")).toContain(cid);
});

it("[B7] pinned channels come first, and pages go on from there without gap or repeat", async () => {
  const cids = [];
  for (let index = 0; index < 5; index += 1) cids.push(await newChannel());
  for (const cid of cids) await send("ada", cid);
  const [first, second] = cids as [string, string];
  await set("ada", second, { pinned: true });
  await set("ada", first, { pinned: true });
  const all = await listed("ada");
  expect(all.slice(0, 2)).toEqual([second, first]);
  expect(all.slice(2, 5)).toEqual(cids.slice(2).toReversed());
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 1, ...(cursor ? { cursor } : {}) };
    const page = await must("ada", "channels.list", { query });
    paged.push(...page.items.map((channel) => channel.cid as string));
    cursor = page.next;
  } while (cursor !== null);
  expect(paged).toEqual(all);
});

it("[B7] muting ends by itself, by the server's clock, or never", async () => {
  const cid = await newChannel();
  const at = { params: { cid } };
  const mutedUntil = new Date(now.getTime() + 3_600_000).toISOString();
  expect(await set("bob", cid, { muted: true, muteSeconds: 3_600 })).toMatchObject({
    ...{ muted: true, mutedUntil },
  });
  now = new Date(now.getTime() + 3_600_001);
  expect((await must("bob", "channels.get", at)).channel.settings).toMatchObject({
    ...{ muted: false, mutedUntil: null },
  });
  expect(await set("bob", cid, { muted: true })).toMatchObject({ muted: true, mutedUntil: null });
  expect(await set("bob", cid, { archived: false })).toMatchObject({ muted: true });
  expect(await set("bob", cid, { muted: false })).toMatchObject({ muted: false });
  const body = { muteSeconds: 10 };
  expect((await call("bob", "channels.settings", { ...at, body })).status).toBe(400);
});

it("[B7] a change is told to the member's own devices alone, and only when something changed", async () => {
  const cid = await newChannel();
  const told = () =>
    server.recorded
      .flatMap((item) => (item.kind === "publish" ? [item] : []))
      .filter(({ event }) => (event as UserEvent).type === "notification.channel_settings")
      .filter(({ event }) => (event as { cid: string }).cid === cid);
  const settings = await set("bob", cid, { archived: true });
  await expect.poll(told).toHaveLength(1);
  expect(told()[0]?.stream).toBe(`user:${server.appId}.bob`);
  expect(told()[0]?.event).toMatchObject({ cid, settings });
  await set("bob", cid, { archived: true });
  await set("bob", cid, { notifications: "none" });
  await expect.poll(() => told().length).toBe(2);
});

it("[B7] are kept by members alone, and gone with the membership", async () => {
  const cid = await newChannel();
  const at = { params: { cid } };
  const strange = await call("eve", "channels.settings", { ...at, body: { pinned: true } });
  expect(strange.error?.code).toBe("channel.not_found");
  await set("bob", cid, { pinned: true });
  await must("bob", "members.remove", { params: { cid, userId: "bob" } });
  await must("ada", "members.add", { ...at, body: { userIds: ["bob"] } });
  expect((await must("bob", "channels.get", at)).channel.settings?.pinnedAt).toBe(null);

  const { space } = await must("ada", "spaces.create", { body: { name: "Space" } });
  const spaceId = space.id;
  const { invite } = await must("ada", "spaces.createInvite", { params: { spaceId }, body: {} });
  await must("eve", "invites.accept", { params: { code: invite.code } });
  const body = { name: "open" };
  const { channel } = await must("ada", "spaces.createChannel", { params: { spaceId }, body });
  const visited = { params: { cid: channel.cid } };
  expect((await must("eve", "channels.get", visited)).channel.settings).toBe(null);
  const refused = await call("eve", "channels.settings", { ...visited, body: { pinned: true } });
  expect(refused.error?.code).toBe("member.not_found");
});

it("[B7] two devices that change at once do not undo each other", async () => {
  const cid = await newChannel();
  await Promise.all([
    set("bob", cid, { pinned: true }),
    set("bob", cid, { archived: true }),
    set("bob", cid, { muted: true }),
    set("bob", cid, { notifications: "none" }),
  ]);
  const { channel } = await must("bob", "channels.get", { params: { cid } });
  expect(channel.settings).toMatchObject({ archived: true, muted: true, notifications: "none" });
  expect(channel.settings?.pinnedAt).not.toBe(null);
});
