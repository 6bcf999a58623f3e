import type { ChannelEvent } from "@natter/contract";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const { call, must } = server;

beforeAll(() => server.users("ada", "bob", "cy"));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

let sends = 0;
function bodyOf(text: string, rest: { mentions?: string[]; quoteId?: string } = {}) {
  sends += 1;
  return { clientId: `client-id-${sends}`, text, ...rest };
}

async function newChannel(): Promise<string> {
  const { channel } = await must("ada", "channels.create", { body: { members: ["bob"] } });
  return channel.cid;
}

async function say(as: string, cid: string, text: string, rest = {}) {
  const body = bodyOf(text, rest);
  return (await must(as, "messages.send", { params: { cid }, body })).message;
}

async function textsIn(cid: string, as = "ada"): Promise<string[]> {
  const page = await must(as, "messages.list", { params: { cid }, query: { limit: 100 } });
  return page.items.map((message) => message.text);
}

const channelOf = async (cid: string, as = "bob") =>
  (await must(as, "channels.get", { params: { cid } })).channel;

function truncate(as: string | null, cid: string, body = {}) {
  return call(as, "channels.truncate", { params: { cid }, body });
}

describe("[B9] a cleared channel", () => {
  it("has no messages for anybody, nothing unread, and goes on with its numbers", async () => {
    const cid = await newChannel();
    const first = await say("ada", cid, "one", { mentions: ["bob"] });
    await say("ada", cid, "two");
    expect((await channelOf(cid)).unread).toEqual({ count: 2, mentions: 1 });
    const { status, body } = await truncate("ada", cid);
    expect([status, body.channel.lastMessage, body.channel.messageSeq]).toEqual([200, null, 2]);
    expect(await textsIn(cid)).toEqual([]);
    expect((await channelOf(cid)).unread).toEqual({ count: 0, mentions: 0 });
    const params = { messageId: first.id };
    expect((await call("bob", "messages.get", { params })).status).toBe(404);
    expect((await say("ada", cid, "three")).seq).toBe(3);
    expect((await channelOf(cid)).unread).toEqual({ count: 1, mentions: 0 });
  });

  it("keeps what came from the given message on", async () => {
    const cid = await newChannel();
    for (const text of ["one", "two", "three"]) await say("ada", cid, text);
    const three = await say("ada", cid, "four");
    const { body } = await truncate("ada", cid, { before: 3 });
    expect(body.channel.lastMessage?.id).toBe(three.id);
    expect(await textsIn(cid)).toEqual(["three", "four"]);
    expect((await channelOf(cid)).unread.count).toBe(2);
    // Nothing older is there any more, and what is to come is not taken by a number too high.
    await truncate("ada", cid, { before: 3 });
    expect(await textsIn(cid)).toEqual(["three", "four"]);
    await truncate("ada", cid, { before: 99 });
    await say("ada", cid, "five");
    expect(await textsIn(cid)).toEqual(["five"]);
  });

  it("begins its line anew: it is told first, and no old position goes on", async () => {
    const cid = await newChannel();
    await say("ada", cid, "one");
    const { position } = await channelOf(cid);
    await truncate("ada", cid);
    const after = (await channelOf(cid)).position;
    expect(after.epoch).not.toBe(position.epoch);
    expect(after.eventSeq).toBe(position.eventSeq + 1);
    await server.chat.engine.relay.drained();
    const told = server.recorded.flatMap((item) =>
      item.kind === "publish" && item.stream === `user:${server.appId}.bob`
        ? [item.event as ChannelEvent]
        : [],
    );
    expect(
      told.find((event) => event.type === "channel.truncated" && event.cid === cid),
    ).toMatchObject({
      ...{ cid, messageSeq: 1, ...after },
    });
    const old = await call("bob", "events.list", {
      ...{ params: { cid }, query: { after: position.eventSeq, epoch: position.epoch } },
    });
    expect(old.error?.code).toBe("sync.resync");
  });

  it("shows a quote of what is gone as none, and answers a late repeat as deleted", async () => {
    const cid = await newChannel();
    const body = bodyOf("one");
    const { message } = await must("ada", "messages.send", { params: { cid }, body });
    const quoting = await say("bob", cid, "two", { quoteId: message.id });
    expect(quoting.quote?.text).toBe("one");
    await truncate("ada", cid, { before: 2 });
    const page = await must("bob", "messages.list", { params: { cid }, query: {} });
    expect(page.items.map((item) => [item.text, item.quote])).toEqual([["two", null]]);
    const repeat = () => call("ada", "messages.send", { params: { cid }, body });
    expect((await repeat()).error?.code).toBe("message.deleted");
    // Cleared hard, even that it was sent is forgotten.
    const hard = bodyOf("three");
    await must("ada", "messages.send", { params: { cid }, body: hard });
    await truncate("ada", cid, { hard: true });
    const again = await call("ada", "messages.send", { params: { cid }, body: hard });
    expect([again.status, again.body.message.text]).toEqual([201, "three"]);
  });

  it("is cleared by its owner or a server key, and by nobody else", async () => {
    const cid = await newChannel();
    await say("ada", cid, "one");
    const code = async (as: string | null, at = cid) => (await truncate(as, at)).error?.code;
    expect(await code("bob")).toBe("channel.forbidden");
    expect(await code("cy")).toBe("channel.not_found");
    expect(await code(null, "messaging:nowhere")).toBe("channel.not_found");
    const { channel } = await must("ada", "channels.direct", { body: { userId: "bob" } });
    expect(await code("ada", channel.cid)).toBe("channel.forbidden");
    expect(await textsIn(cid)).toEqual(["one"]);
    expect((await truncate(null, cid)).status).toBe(200);
    expect(await textsIn(cid)).toEqual([]);
  });

  it("loses no message that is sent meanwhile, and counts what is left truly", async () => {
    const cid = await newChannel();
    for (let index = 0; index < 20; index += 1) await say("ada", cid, `before ${index}`);
    const [, ...sent] = await Promise.all([
      truncate("ada", cid),
      ...Array.from({ length: 20 }, (_, index) => say("ada", cid, `meanwhile ${index}`)),
      truncate("ada", cid),
    ]);
    expect(sent).toHaveLength(21);
    const left = await textsIn(cid);
    expect(left.some((text) => text.startsWith("before"))).toBe(false);
    const channel = await channelOf(cid);
    expect(channel.messageSeq).toBe(40);
    expect(channel.unread.count).toBe(left.length);
    // Sent after the last clearing, it stays.
    await say("ada", cid, "after");
    expect((await textsIn(cid)).at(-1)).toBe("after");
  });

  it("of many messages is cleared in many short transactions", async () => {
    const cid = await newChannel();
    const lines = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({
        ...{ cid, externalId: `line-${from + index}`, text: "x", senderId: "ada" },
        createdAt: "2020-01-01T00:00:00Z",
      }));
    for (let from = 0; from < 2_100; from += 100) {
      await must(null, "messages.import", { body: { messages: lines(from) } });
    }
    expect((await truncate("ada", cid, { before: 2_051 })).status).toBe(200);
    const page = await must("ada", "messages.list", { params: { cid }, query: { limit: 100 } });
    expect([page.items.length, page.items[0]?.seq, page.previous]).toEqual([50, 2_051, null]);
    // Nor is it deleted in one long one.
    expect((await call("ada", "channels.delete", { params: { cid } })).status).toBe(204);
    expect((await call("ada", "channels.get", { params: { cid } })).status).toBe(404);
  });
});
