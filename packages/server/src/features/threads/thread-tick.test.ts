import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Centrifuge } from "centrifuge";
import { afterAll, beforeAll, expect, test } from "vitest";

type Heard = { type: string; [key: string]: unknown };

let server: TestServer;
const db = await testDatabase(import.meta.url);
const open: Centrifuge[] = [];
const people = ["ada", "bob", "cem", "dee", "eve", "fay"];
let sends = 0;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    listen: true,
    limits: { roomMembers: 4, feedMembers: 3, receiptMembers: 3 },
  });
  await server.users(...people);
});

afterAll(async () => {
  for (const centrifuge of open) centrifuge.disconnect();
  await server.stop();
  await db.drop();
});

async function listen(userId: string): Promise<Heard[]> {
  const feed: Heard[] = [];
  const { path } = await server.must(userId, "realtime.token");
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, {
    getToken: async () => (await server.must(userId, "realtime.token")).token,
  });
  centrifuge.on("publication", ({ data }) => feed.push(data));
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  return feed;
}

async function send(
  as: string,
  cid: string,
  more: { threadId?: string; mentions?: string[] } = {},
) {
  sends += 1;
  const body = { clientId: `thread-tick-${sends}`, text: "x", ...more };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message;
}

const ofType = (feed: Heard[], type: string) => feed.filter((event) => event.type === type);

test("[UNREAD-26] in a large channel who follows a thread hears of its replies at once, and nobody else does", async () => {
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: "large", members: people.slice(1) },
  });
  const { cid } = channel;
  expect((await server.must("ada", "channels.get", { params: { cid } })).channel.mode).toBe("room");
  const root = await send("ada", cid);
  await send("bob", cid, { threadId: root.id });
  await send("dee", cid, { threadId: root.id });
  await server.must("dee", "members.remove", { params: { cid, userId: "dee" } });
  const [adas, bobs, cems, dees, eves] = await Promise.all(
    ["ada", "bob", "cem", "dee", "eve"].map(listen),
  );
  const reply = await send("bob", cid, { threadId: root.id, mentions: ["cem"] });
  const tick = { type: "thread.tick", cid, messageId: root.id, replySeq: reply.seq };
  await expect
    .poll(() => ofType(adas ?? [], "thread.tick"))
    .toEqual([{ ...tick, mentioned: false }]);
  await expect
    .poll(() => ofType(cems ?? [], "thread.tick"))
    .toEqual([{ ...tick, mentioned: true }]);
  // What comes to everybody shows that nothing else came before: the channel's tick follows what shows in it alone.
  const last = await send("fay", cid);
  for (const feed of [bobs, eves]) {
    await expect
      .poll(() => ofType(feed ?? [], "channel.tick"), { timeout: 5_000 })
      .toMatchObject([{ messageSeq: last.seq }]);
    expect(ofType(feed ?? [], "thread.tick")).toEqual([]);
  }
  expect(dees?.filter((event) => event["cid"] === cid)).toEqual([]);
});

test("[UNREAD-26] [SYNC-41] in a small channel a reply comes as any message, with the summary behind it", async () => {
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: "small", members: ["bob"] },
  });
  const { cid } = channel;
  const root = await send("ada", cid);
  const feed = await listen("ada");
  const reply = await send("bob", cid, { threadId: root.id });
  await expect
    .poll(() =>
      feed.filter((event) => event["cid"] === cid && Number(event["eventSeq"]) >= reply.version),
    )
    .toMatchObject([
      { type: "message.new", eventSeq: reply.version, message: { id: reply.id } },
      {
        ...{ type: "thread.updated", eventSeq: reply.version + 1, messageId: root.id },
        thread: { replyCount: 1, lastReplySeq: reply.seq, participants: [{ id: "bob" }] },
      },
    ]);
});
