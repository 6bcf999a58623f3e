import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Centrifuge, type Subscription } from "centrifuge";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

type Heard = { type: string; [key: string]: unknown };
type Listener = {
  readonly centrifuge: Centrifuge;
  readonly feed: Heard[];
  readonly closed: number[];
};

let server: TestServer;
const db = await testDatabase(import.meta.url);
const open: Centrifuge[] = [];

beforeAll(async () => {
  // Small limits, so that both modes are met with a handful of members.
  server = await startTestServer({
    databaseUrl: db.url,
    listen: true,
    limits: { roomMembers: 4, feedMembers: 3, receiptMembers: 3 },
  });
  await server.users("ada", "bob", "cem", "dee", "eve", "fay");
});

afterEach(() => {
  for (const centrifuge of open.splice(0)) centrifuge.disconnect();
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** Connects a user as a client does: a token, the user's own feed, nothing else. */
async function listen(userId: string): Promise<Listener> {
  const feed: Heard[] = [];
  const closed: number[] = [];
  const path = (await server.must(userId, "realtime.token")).path;
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, {
    getToken: async () => (await server.must(userId, "realtime.token")).token,
  });
  centrifuge.on("publication", ({ data }) => feed.push(data));
  centrifuge.on("disconnected", ({ code }) => closed.push(code));
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  return { centrifuge, feed, closed };
}

/** Opens a channel's streams as a client does. */
async function watch({ centrifuge }: Listener, userId: string, cid: string) {
  const { signals, durable } = await server.must(userId, "realtime.subscribe", { body: { cid } });
  const heard: Heard[] = [];
  const subscribe = async (stream: { channel: string; token: string }): Promise<Subscription> => {
    const subscription = centrifuge.newSubscription(stream.channel, { token: stream.token });
    subscription.on("publication", ({ data }) => heard.push(data));
    subscription.subscribe();
    await subscription.ready(5_000);
    return subscription;
  };
  const snapshots: unknown[] = [];
  const signal = centrifuge.newSubscription(signals.channel, { token: signals.token });
  signal.on("subscribed", ({ data }) => snapshots.push(data));
  signal.on("publication", ({ data }) => heard.push(data));
  signal.subscribe();
  await signal.ready(5_000);
  return { heard, snapshots, signal, durable: durable ? await subscribe(durable) : null };
}

const group = async (name: string, ...members: string[]) =>
  (await server.must("ada", "channels.create", { body: { name, members } })).channel.cid;
const send = (as: string, cid: string, text: string) =>
  server.must(as, "messages.send", {
    params: { cid },
    body: { clientId: `${as}-${text.replace(/\W/g, "-")}-id`, text },
  });
const texts = (heard: readonly Heard[]) =>
  heard
    .filter(({ type }) => type === "message.new")
    .map(({ message }) => (message as { text: string }).text);

test("[RT-5] in feed mode a member hears a channel by their own feed, once, and nobody else does", async () => {
  const cid = await group("Feed", "bob");
  const [bob, eve] = [await listen("bob"), await listen("eve")];
  const bobs = await watch(bob, "bob", cid);
  expect(bobs.durable).toBeNull();
  await send("ada", cid, "one");
  await send("ada", cid, "two");
  await expect.poll(() => texts(bob.feed)).toEqual(["one", "two"]);
  expect(texts(bobs.heard)).toEqual([]);
  expect(texts(eve.feed)).toEqual([]);
});

test("[RT-5] a reader who has not joined hears a space's channel by its stream", async () => {
  const { space } = await server.must("ada", "spaces.create", { body: { name: "Readers" } });
  const { invite } = await server.must("ada", "spaces.createInvite", {
    params: { spaceId: space.id },
    body: {},
  });
  await server.must("cem", "invites.accept", { params: { code: invite.code } });
  const { channel } = await server.must("ada", "spaces.createChannel", {
    params: { spaceId: space.id },
    body: { name: "open" },
  });
  const cem = await listen("cem");
  const cems = await watch(cem, "cem", channel.cid);
  await send("ada", channel.cid, "to whoever reads");
  await expect.poll(() => texts(cems.heard)).toEqual(["to whoever reads"]);
  expect(texts(cem.feed)).toEqual([]);
});

test("[RT-6] [RT-7] above the limit a channel turns to room mode: its stream for those who look, a tick for the others", async () => {
  const cid = await group("Room", "bob", "cem", "dee", "eve");
  const [bob, eve] = [await listen("bob"), await listen("eve")];
  expect((await server.must("bob", "channels.get", { params: { cid } })).channel.mode).toBe("room");
  const bobs = await watch(bob, "bob", cid);
  expect(bobs.durable).not.toBeNull();
  await send("ada", cid, "in the room");
  await expect.poll(() => texts(bobs.heard)).toEqual(["in the room"]);
  expect(texts(bob.feed)).toEqual([]);
  await expect
    .poll(() => eve.feed.filter(({ type }) => type === "channel.tick"), { timeout: 5_000 })
    .toMatchObject([{ cid, messageSeq: 1, mentioned: false }]);
  await server.must("ada", "messages.send", {
    params: { cid },
    body: { clientId: "mentions-eve", text: "@eve", mentions: ["eve"] },
  });
  await expect
    .poll(() => eve.feed.filter(({ type, mentioned }) => type === "channel.tick" && mentioned))
    .toHaveLength(1);
});

test("[RT-9] a channel's stream is recovered by the channel's own numbers", async () => {
  const cid = await group("Positions", "bob", "cem", "dee", "eve");
  const bob = await listen("bob");
  const bobs = await watch(bob, "bob", cid);
  await send("ada", cid, "before");
  await expect.poll(() => texts(bobs.heard)).toEqual(["before"]);
  const { position } = (await server.must("bob", "channels.get", { params: { cid } })).channel;
  const history = await server.must("bob", "events.list", {
    params: { cid },
    query: { after: position.eventSeq - 1, epoch: position.epoch },
  });
  expect(history.items.map((event) => event.eventSeq)).toEqual([position.eventSeq]);
  bob.centrifuge.disconnect();
  await send("ada", cid, "while away 1");
  await send("ada", cid, "while away 2");
  bob.centrifuge.connect();
  await expect.poll(() => texts(bobs.heard)).toEqual(["before", "while away 1", "while away 2"]);
});

test("what a member missed in their feed is recovered after a short absence", async () => {
  const cid = await group("Absence", "bob");
  const bob = await listen("bob");
  await send("ada", cid, "seen");
  await expect.poll(() => texts(bob.feed)).toEqual(["seen"]);
  bob.centrifuge.disconnect();
  await send("ada", cid, "missed");
  bob.centrifuge.connect();
  await expect.poll(() => texts(bob.feed)).toEqual(["seen", "missed"]);
});

test("[RT-4] [RT-10] nobody subscribes to what is not theirs, whatever token they show", async () => {
  const cid = await group("Private", "bob");
  const eve = await listen("eve");
  const bobs = (await server.must("bob", "realtime.subscribe", { body: { cid } })).signals;
  const refusals: number[] = [];
  for (const [channel, token] of [
    [bobs.channel, bobs.token],
    [bobs.channel, ""],
    [`chat:${server.appId}.${cid}`, bobs.token],
    [`user:${server.appId}.bob`, bobs.token],
    ["ev:other.messaging:x", bobs.token],
    ["nonsense", bobs.token],
  ] as const) {
    const subscription = eve.centrifuge.newSubscription(channel, token === "" ? {} : { token });
    const code = new Promise<number>((resolve) =>
      subscription.on("unsubscribed", (context) => resolve(context.code)),
    );
    subscription.subscribe();
    refusals.push(await code);
    eve.centrifuge.removeSubscription(subscription);
  }
  expect(refusals.every((code) => [102, 103].includes(code))).toBe(true);
  const answer = await server.call("eve", "realtime.subscribe", { body: { cid } });
  expect([answer.status, answer.error?.code]).toEqual([404, "channel.not_found"]);
});

test("[RT-11] whoever is removed hears nothing more, at once", async () => {
  const cid = await group("Removal", "bob");
  const bob = await listen("bob");
  const bobs = await watch(bob, "bob", cid);
  const ended = new Promise<number>((resolve) =>
    bobs.signal.on("unsubscribed", ({ code }) => resolve(code)),
  );
  await server.must("ada", "members.remove", { params: { cid, userId: "bob" } });
  await send("ada", cid, "not for bob");
  await expect
    .poll(() => bob.feed.some(({ type }) => type === "notification.channel_removed"))
    .toBe(true);
  expect(await ended).toBe(2000);
  await server.chat.engine.relay.drained();
  expect(texts(bob.feed)).toEqual([]);
});

test("[RT-12] log out everywhere ends the sessions, and their tokens do not come back", async () => {
  const register = await server.call({ "x-natter-key": server.appKey }, "accounts.register", {
    body: { username: "gil", password: "correct horse" },
  });
  const bearer = { authorization: `Bearer ${register.body.token}` };
  const { token, path } = (await server.call(bearer, "realtime.token")).body;
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, { token });
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  const ended = new Promise<number>((resolve) =>
    centrifuge.once("disconnected", ({ code }) => resolve(code)),
  );
  await server.call(bearer, "accounts.logoutEverywhere");
  expect(await ended).toBe(3503);
  const again = new Promise<number>((resolve) =>
    centrifuge.once("disconnected", ({ code }) => resolve(code)),
  );
  centrifuge.connect();
  expect(await again).toBe(3500);
  expect((await server.call(bearer, "me.get")).error?.code).toBe("auth.invalid_token");
});

test("[RT-8] typing and presence reach those who look, and whoever comes later begins with them", async () => {
  const cid = await group("Signals", "bob");
  const bob = await listen("bob");
  const bobs = await watch(bob, "bob", cid);
  const ada = await listen("ada");
  await expect
    .poll(() => bobs.heard.filter(({ type }) => type === "user.presence.changed"))
    .toMatchObject([{ presence: { userId: "ada", online: true } }]);
  await server.must("ada", "typing.set", { params: { cid }, body: { state: "start" } });
  await server.must("ada", "typing.set", { params: { cid }, body: { state: "start" } });
  await expect
    .poll(() => bobs.heard.filter(({ type }) => type === "typing.start"))
    .toMatchObject([{ user: { id: "ada" }, cid }]);
  const adas = await watch(ada, "ada", cid);
  expect(adas.snapshots).toMatchObject([{ typing: [{ user: { id: "ada" } }], onlineCount: 2 }]);
  await server.must("ada", "typing.set", { params: { cid }, body: { state: "stop" } });
  await expect.poll(() => bobs.heard.filter(({ type }) => type === "typing.stop")).toHaveLength(1);
  ada.centrifuge.disconnect();
  await expect
    .poll(() => bobs.heard.filter(({ type }) => type === "user.presence.changed").at(-1), {
      timeout: 6_000,
    })
    .toMatchObject({ presence: { userId: "ada", online: false, lastSeenAt: expect.any(String) } });
});

test("receipts reach the other members, and one's own devices know at once", async () => {
  const cid = await group("Receipts", "bob");
  const [ada, bob] = [await listen("ada"), await listen("bob")];
  const adas = await watch(ada, "ada", cid);
  await send("ada", cid, "read me");
  const answer = await server.must("bob", "readState.mark", {
    params: { cid },
    body: { seq: 1, generation: 0 },
  });
  expect(answer).toMatchObject({ watermark: { generation: 0, seq: 1 }, unread: { count: 0 } });
  await expect
    .poll(() => bob.feed.filter(({ type }) => type === "notification.read"))
    .toMatchObject([{ cid, unread: { count: 0 } }]);
  await expect
    .poll(() => adas.heard.filter(({ type }) => type === "message.read"))
    .toMatchObject([{ receipts: [{ userId: "bob", readSeq: 1 }] }]);
});

test("[RT-13] a call over the socket is the same call: same message, same repeat, same refusal", async () => {
  const cid = await group("Calls", "bob");
  const bob = await listen("bob");
  const call = async (data: object) => (await bob.centrifuge.rpc("messages.send", data)).data;
  const body = { clientId: "over-the-socket", text: "by socket" };
  const first = await call({ params: { cid }, body });
  expect(first).toMatchObject({
    status: 201,
    body: { message: { text: "by socket", sender: { id: "bob" } } },
  });
  const overHttp = await server.call("bob", "messages.send", { params: { cid }, body });
  expect([overHttp.status, overHttp.body.message.id]).toEqual([200, first.body.message.id]);
  expect(await call({ params: { cid }, body: { clientId: "bad", text: "" } })).toMatchObject({
    status: 400,
    body: { error: { code: "request.invalid" } },
  });
  expect((await bob.centrifuge.rpc("apps.create", {})).data).toMatchObject({
    status: 404,
    body: { error: { code: "route.not_found" } },
  });
});

test("[RT-7] the event that changes the mode reaches members by the way that ends with it", async () => {
  const cid = await group("Grows", "bob");
  const bob = await listen("bob");
  const modes = () =>
    bob.feed
      .filter(({ type, cid: of }) => type === "channel.updated" && of === cid)
      .map(({ channel }) => (channel as { mode: string }).mode);
  await server.must("ada", "members.add", {
    params: { cid },
    body: { userIds: ["cem", "dee", "eve"] },
  });
  await expect.poll(modes).toEqual(["room"]);
  const bobs = await watch(bob, "bob", cid);
  expect(bobs.durable).not.toBeNull();
  await server.must("ada", "members.remove", { params: { cid, userId: "eve" } });
  await server.must("ada", "members.remove", { params: { cid, userId: "dee" } });
  await server.must("ada", "members.remove", { params: { cid, userId: "cem" } });
  await expect
    .poll(() => bobs.heard.filter(({ type }) => type === "channel.updated"))
    .toMatchObject([{ channel: { mode: "feed" } }]);
});

test("who cannot open a WebSocket hears the same over an HTTP stream", async () => {
  const cid = await group("Streams", "bob");
  const feed: Heard[] = [];
  const centrifuge = new Centrifuge(
    [{ transport: "http_stream", endpoint: `${server.url}/connection/http_stream` }],
    {
      emulationEndpoint: `${server.url}/emulation`,
      getToken: async () => (await server.must("bob", "realtime.token")).token,
    },
  );
  open.push(centrifuge);
  centrifuge.on("publication", ({ data }) => feed.push(data));
  centrifuge.connect();
  await centrifuge.ready(5_000);
  await send("ada", cid, "over a stream");
  await expect.poll(() => texts(feed)).toEqual(["over a stream"]);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
