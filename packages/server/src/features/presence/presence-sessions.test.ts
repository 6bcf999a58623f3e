import type { RouteAnswer, RouteInput, RouteName } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { Centrifuge } from "centrifuge";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

type Heard = { readonly type: string; readonly [field: string]: unknown };

const db = await testDatabase(import.meta.url);
const open: Centrifuge[] = [];
let server: TestServer;
let cid = "";

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    listen: true,
    limits: { roomMembers: 4, feedMembers: 3, presenceMembers: 4, receiptMembers: 3 },
  });
  await server.users("ada", "bob", "cem", "dee", "eve");
  const body = { name: "group", members: ["bob", "cem"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
});
afterEach(async () => {
  for (const centrifuge of open.splice(0)) centrifuge.disconnect();
  const isGone = async () => {
    for (const userId of ["bob", "cem"])
      if ((await seen(userId)).status !== "offline") throw new Error(`${userId} is still there.`);
  };
  await vi.waitFor(isGone, { timeout: 10_000 });
}, 15_000);
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function connect(userId: string): Promise<{ centrifuge: Centrifuge; feed: Heard[] }> {
  const feed: Heard[] = [];
  const { path } = await server.must(userId, "realtime.token");
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, {
    getToken: async () => (await server.must(userId, "realtime.token")).token,
  });
  centrifuge.on("publication", ({ data }) => feed.push(data));
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  return { centrifuge, feed };
}

/** Calls a route over the socket. */
async function rpc<Name extends RouteName>(
  centrifuge: Centrifuge,
  name: Name,
  input: RouteInput<Name>,
): Promise<{ status: number; body: RouteAnswer<Name> }> {
  return (await centrifuge.rpc(name, input)).data;
}

async function watch(centrifuge: Centrifuge, userId: string, of = cid) {
  const { signals } = await server.must(userId, "realtime.subscribe", { body: { cid: of } });
  const heard: Heard[] = [];
  const snapshots: Heard[] = [];
  const ended: number[] = [];
  const subscription = centrifuge.newSubscription(signals.channel, { token: signals.token });
  subscription.on("subscribed", ({ data }) => snapshots.push(data));
  subscription.on("publication", ({ data }) => heard.push(data));
  subscription.on("unsubscribed", ({ code }) => ended.push(code));
  subscription.subscribe();
  await subscription.ready(5_000);
  return { heard, snapshots, ended, line: signals.channel };
}

async function seen(userId: string) {
  const { items } = await server.must("ada", "presence.get", { query: { userIds: userId } });
  const [presence] = items;
  if (!presence) throw new Error(`Nobody knows ${userId}.`);
  return presence;
}

test("[D4] a session says that nobody looks at it; the others count on, and what it said ends with it", async () => {
  const [laptop, phone] = [await connect("bob"), await connect("bob")];
  expect(await seen("bob")).toMatchObject({ online: true, status: "online" });
  const away = (centrifuge: Centrifuge, deviceId: string) =>
    rpc(centrifuge, "presence.declare", { body: { deviceId, status: "away" } });
  const { status, body } = await away(laptop.centrifuge, "laptop");
  expect([status, body.status, body.sessions]).toEqual([200, "online", 2]);
  expect(await seen("bob")).toMatchObject({ status: "online" });
  await away(phone.centrifuge, "phone");
  expect(await seen("bob")).toMatchObject({ online: false, status: "away" });
  phone.centrifuge.disconnect();
  await expect.poll(async () => (await server.must("bob", "presence.own")).devices.length).toBe(1);
  expect(await seen("bob")).toMatchObject({ status: "away" });
  const tablet = await connect("bob");
  expect(await seen("bob")).toMatchObject({ status: "online" });
  tablet.centrifuge.disconnect();
  await expect.poll(async () => (await seen("bob")).status).toBe("away");
});

test("[D6] whoever joins is given who is online, without who is invisible; comings and goings are told", async () => {
  const [ada, bob] = [await connect("ada"), await connect("bob")];
  await connect("cem");
  await server.must("cem", "settings.update", { body: { privacy: { invisible: true } } });
  const adas = await watch(ada.centrifuge, "ada");
  expect(adas.snapshots[0]).toMatchObject({
    online: [{ userId: "ada" }, { userId: "bob", status: "online" }],
    onlineCount: 2,
  });
  bob.centrifuge.disconnect();
  // That Cem was there before he hid may still be told, and then that he is not.
  const last = (userId: string) =>
    adas.heard
      .map(({ presence }) => presence as { userId: string })
      .findLast((presence) => presence?.userId === userId);
  await expect
    .poll(() => last("bob"), { timeout: 10_000 })
    .toMatchObject({ online: false, lastSeenAt: expect.any(String) });
  expect(last("cem") ?? { online: false }).toMatchObject({ online: false });
  await server.must("cem", "settings.update", { body: { privacy: { invisible: false } } });
  await expect.poll(() => last("cem"), { timeout: 10_000 }).toMatchObject({ online: true });
});

test("[D4] above the size limit only the number of those online is told", async () => {
  const body = { name: "large", members: ["bob", "cem", "dee", "eve"] };
  const large = (await server.must("ada", "channels.create", { body })).channel.cid;
  const ada = await connect("ada");
  await connect("bob");
  const adas = await watch(ada.centrifuge, "ada", large);
  expect(adas.snapshots[0]).toMatchObject({ online: null, onlineCount: 2 });
});

test("[D1] who hides receipts is moved to a line without them, and is refused the other", async () => {
  const bob = await connect("bob");
  const before = await watch(bob.centrifuge, "bob");
  const { token } = (await server.must("bob", "realtime.subscribe", { body: { cid } })).signals;
  await server.must("bob", "settings.update", { body: { privacy: { readReceipts: false } } });
  await expect.poll(() => before.ended).toHaveLength(1);
  const after = await watch(bob.centrifuge, "bob");
  expect(after.line).not.toBe(before.line);
  // A token from before does not bring the old line back.
  const other = await connect("bob");
  const again = other.centrifuge.newSubscription(before.line, { token });
  const refused = new Promise((resolve) => again.on("unsubscribed", ({ code }) => resolve(code)));
  again.subscribe();
  expect(await refused).toBe(103);
  await server.must("bob", "settings.update", { body: { privacy: { readReceipts: true } } });
});

test("[D1] receipts of a message are asked over the socket as over HTTP; in a large channel they are counts", async () => {
  const body = { name: "receipts", members: ["bob", "cem", "dee", "eve"] };
  const large = (await server.must("ada", "channels.create", { body })).channel.cid;
  const { message } = await server.must("ada", "messages.send", {
    params: { cid: large },
    body: { clientId: "large-receipts", text: "x" },
  });
  await server.must("bob", "readState.mark", {
    params: { cid: large },
    body: { seq: 1, generation: 0 },
  });
  await server.must("cem", "readState.markDelivered", { params: { cid: large }, body: { seq: 1 } });
  const ada = await connect("ada");
  const params = { messageId: message.id };
  const ask = () => rpc(ada.centrifuge, "readState.messageReceipts", { params });
  // Marks are gathered before they are written.
  const expected = { status: 200, body: { items: [], counts: { delivered: 2, read: 1 } } };
  await expect.poll(ask, { timeout: 10_000 }).toEqual(expected);
  const answer = await ask();
  expect(answer.body).toEqual(await server.must("ada", "readState.messageReceipts", { params }));
});

test("[C7] in a large channel those whom a group means are told at once", async () => {
  const body = { name: "mentions", members: ["bob", "cem", "dee", "eve"] };
  const large = (await server.must("ada", "channels.create", { body })).channel.cid;
  const [bob, cem] = [await connect("bob"), await connect("cem")];
  await server.must("ada", "members.update", {
    params: { cid: large, userId: "cem" },
    body: { role: "moderator" },
  });
  const send = (clientId: string, group: "channel" | "role:moderator") =>
    server.must("ada", "messages.send", {
      params: { cid: large },
      body: { clientId, text: "x", mentionGroups: [group] },
    });
  const mentions = ({ feed }: { feed: Heard[] }) =>
    feed.filter(({ type, mentioned }) => type === "channel.tick" && mentioned).length;
  await send("to-moderators", "role:moderator");
  await expect.poll(() => mentions(cem)).toBe(1);
  await send("to-everybody", "channel");
  await expect.poll(() => [mentions(bob), mentions(cem)]).toEqual([1, 2]);
});
