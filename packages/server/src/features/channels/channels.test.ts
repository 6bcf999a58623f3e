import { ChatEvent, type ChannelEvent } from "@natter/contract";
import { askedByCallers } from "@natter/testing/asked-by-callers";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { directCid } from "./channel-address.ts";

const db = await testDatabase(import.meta.url);
let clock = Date.parse("2026-06-01T12:00:00Z");
const statements: { text: string; transaction: number; params: readonly unknown[] }[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    now: () => new Date((clock += 1)),
    onQuery: (statement) => statements.push(statement),
  });
  await server.users("ada", "bob", "cy", "dan", "eve");
});
afterEach(async () => {
  await server.chat.engine.relay.drained();
  for (const record of server.recorded) if ("event" in record) ChatEvent.parse(record.event);
  server.recorded.length = 0;
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const get = (userId: string, cid: string) =>
  server.call(userId, "channels.get", { params: { cid } });
const say = (userId: string, cid: string, clientId: string, text = "hello") =>
  server.must(userId, "messages.send", { params: { cid }, body: { clientId, text } });

async function newGroup(owner: string, ...members: string[]) {
  const { channel } = await server.must(owner, "channels.create", { body: { members } });
  return channel;
}

async function newSpaceChannel(
  owner: string,
  visibility: "space" | "private",
  ...others: string[]
) {
  const { space } = await server.must(owner, "spaces.create", { body: { name: "Space" } });
  const params = { spaceId: space.id };
  const { invite } = await server.must(owner, "spaces.createInvite", { params, body: {} });
  const { code } = invite;
  for (const userId of others) await server.must(userId, "invites.accept", { params: { code } });
  const made = await server.must(owner, "spaces.createChannel", {
    params,
    body: { name: "talk", visibility },
  });
  return { ...made.channel, spaceId: space.id };
}

/** The events of a channel that were published, each once, by their number. */
async function eventsOf(cid: string): Promise<ChannelEvent[]> {
  await server.chat.engine.relay.drained();
  const found = new Map<number, ChannelEvent>();
  for (const record of server.recorded) {
    if (record.kind !== "publish") continue;
    const event = ChatEvent.parse(record.event);
    if ("eventSeq" in event && "cid" in event && event.cid === cid && "at" in event) {
      found.set(event.eventSeq, event as ChannelEvent); // of the user's events only notification.read has both
    }
  }
  return [...found.values()].toSorted((one, other) => one.eventSeq - other.eventSeq);
}

describe("a direct channel", () => {
  it("is one for the pair, whoever asks and however often", async () => {
    const one = await server.must("ada", "channels.direct", { body: { userId: "bob" } });
    const other = await server.must("bob", "channels.direct", { body: { userId: "ada" } });
    expect(other.channel.cid).toBe(one.channel.cid);
    expect(one.channel).toMatchObject({
      ...{ type: "messaging", kind: "direct", visibility: "private", memberCount: 2 },
      ...{ title: "bob", other: { id: "bob" }, name: null, membership: { role: "member" } },
    });
    expect(other.channel).toMatchObject({ title: "ada", other: { id: "ada" } });
  });

  it("is made once when both ask many times at once, and each hears of it once", async () => {
    server.recorded.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? server.call("cy", "channels.direct", { body: { userId: "dan" } })
          : server.call("dan", "channels.direct", { body: { userId: "cy" } }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const cid = answers[0]?.body.channel.cid ?? "";
    expect(new Set(answers.map((answer) => answer.body.channel.cid))).toEqual(new Set([cid]));
    expect(answers[0]?.body.channel.memberCount).toBe(2);
    const events = await eventsOf(cid);
    expect(events.map((event) => event.type)).toEqual(["member.added", "member.added"]);
    const told = server.recorded.filter(
      (record) =>
        record.kind === "publish" &&
        ChatEvent.parse(record.event).type === "notification.channel_added",
    );
    expect(told).toHaveLength(2);
  });

  it("is not with oneself and not with nobody, and its address cannot be taken by a group", async () => {
    const open = (userId: string) => server.call("ada", "channels.direct", { body: { userId } });
    expect((await open("ada")).error?.code).toBe("request.invalid");
    expect((await open("nobody")).error?.code).toBe("user.not_found");
    const cid = await directCid("ada", "eve");
    const id = cid.slice("messaging:".length);
    const taken = await server.call(null, "channels.create", { body: { id, members: [] } });
    expect(taken.error?.code).toBe("request.invalid");
    expect((await open("eve")).body.channel.cid).toBe(cid);
  });

  it("takes nobody in, lets nobody out, and cannot be changed or deleted", async () => {
    const { channel } = await server.must("ada", "channels.direct", { body: { userId: "bob" } });
    const params = { cid: channel.cid };
    const codes = [
      await server.call("ada", "members.add", { params, body: { userIds: ["cy"] } }),
      await server.call("ada", "members.remove", { params: { ...params, userId: "ada" } }),
      await server.call("ada", "members.remove", { params: { ...params, userId: "bob" } }),
      await server.call("ada", "channels.update", { params, body: { name: "Ours" } }),
      await server.call("ada", "channels.delete", { params }),
    ].map((answer) => answer.error?.code);
    expect(codes).toEqual([
      ...Array.from({ length: 3 }, () => "member.direct_is_fixed"),
      "channel.forbidden",
      "channel.forbidden",
    ]);
  });
});

describe("a group", () => {
  it("belongs to its creator, and its members are told with the channel as they see it", async () => {
    const channel = await newGroup("ada", "bob", "cy", "bob", "ada");
    expect(channel).toMatchObject({
      ...{ kind: "group", title: "bob, cy", memberCount: 3, createdBy: "ada" },
      membership: { role: "owner" },
    });
    await server.chat.engine.relay.drained();
    const told = server.recorded.flatMap((record) =>
      record.kind === "publish" ? [[record.stream, ChatEvent.parse(record.event)] as const] : [],
    );
    const added = told.find(
      ([stream, event]) =>
        stream === `user:${server.appId}.bob` && event.type === "notification.channel_added",
    )?.[1];
    const seen = (await get("bob", channel.cid)).body.channel;
    expect(added).toMatchObject({ channel: seen });
    expect(seen).toMatchObject({ title: "ada, cy", membership: { role: "member" } });
  });

  it("is called by its name, else by some of its members, else by the one who is alone in it", async () => {
    const named = await server.must("ada", "channels.create", { body: { name: "Plans" } });
    expect(named.channel.title).toBe("Plans");
    expect((await newGroup("ada")).title).toBe("ada");
    expect((await newGroup("ada", "bob", "cy", "dan", "eve")).title).toBe("bob, cy, dan, …");
  });

  it("is refused with members who do not exist, and then nothing is left of it", async () => {
    const body = { id: "half", type: "commerce", members: ["ada", "nobody", "noone"] } as const;
    const answer = await server.call(null, "channels.create", {
      body: { ...body, members: [...body.members] },
    });
    expect(answer.error).toMatchObject({
      code: "user.not_found",
      details: { userIds: ["nobody", "noone"] },
    });
    expect((await get("ada", "commerce:half")).status).toBe(404);
  });

  it("gets its address from a server key alone, once", async () => {
    const body = { type: "livestream" as const, id: "match-1", members: ["ada"], name: "Match" };
    const made = await server.call(null, "channels.create", { body });
    expect(made.status).toBe(201);
    expect(made.body.channel).toMatchObject({
      ...{ cid: "livestream:match-1", createdBy: null, memberCount: 1, membership: null },
      capabilities: [],
    });
    expect((await server.call(null, "channels.create", { body })).error?.code).toBe(
      "channel.exists",
    );
    const token = { authorization: `Bearer ${await server.token("ada")}` };
    const byUser = await server.call(token, "channels.create", { body });
    expect(byUser.error?.code).toBe("auth.forbidden");
    const forUser = await server.must("ada", "channels.create", {
      body: { ...body, id: "match-2" },
    });
    expect(forUser.channel).toMatchObject({ createdBy: "ada", membership: { role: "owner" } });
    expect((await get("ada", "livestream:match-1")).body.channel.membership?.role).toBe("member");
  });
});

describe("who may see a channel", () => {
  it("is decided at every level, and what one may not see answers like what is not there", async () => {
    const group = await newGroup("ada", "bob");
    const open = await newSpaceChannel("ada", "space", "bob");
    const secret = await newSpaceChannel("ada", "private", "bob");
    const absent = await get("eve", "messaging:no-such-channel");
    for (const cid of [group.cid, open.cid, secret.cid]) {
      const answer = await get("eve", cid);
      expect([answer.status, answer.error?.code, answer.error?.message]).toEqual([
        404,
        "channel.not_found",
        absent.error?.message,
      ]);
    }
    expect((await get("bob", open.cid)).body.channel).toMatchObject({ membership: null });
    expect((await get("bob", secret.cid)).status).toBe(404);
    const list = await server.must("bob", "spaces.listChannels", {
      params: { spaceId: secret.spaceId },
      query: {},
    });
    expect(list.items.map((channel) => channel.name)).toEqual(["general"]);
  });

  it("is the same for every route of a channel", async () => {
    const { cid } = await newGroup("ada", "bob");
    const at = { params: { cid } };
    const of = { params: { cid, userId: "bob" } };
    const answers = [
      await server.call("eve", "channels.update", { ...at, body: { name: "x" } }),
      await server.call("eve", "channels.delete", at),
      await server.call("eve", "channels.join", at),
      await server.call("eve", "members.list", { ...at, query: {} }),
      await server.call("eve", "members.add", { ...at, body: { userIds: ["eve"] } }),
      await server.call("eve", "members.update", { ...of, body: { role: "guest" } }),
      await server.call("eve", "members.remove", of),
      await server.call("eve", "messages.list", { ...at, query: {} }),
      await server.call("eve", "messages.send", {
        ...at,
        body: { clientId: "client-0001", text: "x" },
      }),
      await server.call("eve", "events.list", { ...at, query: { after: 0, epoch: "x" } }),
      await server.call("eve", "readState.receipts", at),
      await server.call("eve", "typing.set", { ...at, body: { state: "start" } }),
      await server.call("eve", "realtime.subscribe", { body: { cid } }),
    ];
    expect(answers.map((answer) => answer.error?.code)).toEqual(
      answers.map(() => "channel.not_found"),
    );
  });
});

describe("joining", () => {
  it("is for channels the whole space can read; a second time changes nothing", async () => {
    const open = await newSpaceChannel("ada", "space", "bob");
    const join = () => server.must("bob", "channels.join", { params: { cid: open.cid } });
    expect((await join()).channel).toMatchObject({
      memberCount: 2,
      membership: { role: "member" },
    });
    expect((await join()).channel.memberCount).toBe(2);
    const group = await newGroup("ada", "bob");
    const again = await server.call("bob", "channels.join", { params: { cid: group.cid } });
    expect(again.status).toBe(200);
  });

  it("happens once when one posts many times at once without having joined", async () => {
    const open = await newSpaceChannel("ada", "space", "bob");
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => say("bob", open.cid, `parallel-${index}`)),
    );
    const { channel } = (await get("bob", open.cid)).body;
    expect(channel).toMatchObject({ memberCount: 2, messageSeq: 8 });
    const types = (await eventsOf(open.cid)).map((event) => event.type);
    expect(types.filter((type) => type === "member.added")).toHaveLength(1);
    expect(types[0]).toBe("member.added");
    expect(types).toHaveLength(9);
  });
});

describe("the list of channels", () => {
  it("has the newest message first, and pages through all without gap or repeat", async () => {
    await server.users("frank");
    const cids: string[] = [];
    for (let index = 0; index < 7; index += 1) cids.push((await newGroup("frank", "ada")).cid);
    await say("ada", cids[2] ?? "", "list-0001");
    await say("ada", cids[5] ?? "", "list-0002");
    const expected = [5, 2, 6, 4, 3, 1, 0].map((index) => cids[index]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: 3, ...(cursor ? { cursor } : {}) };
      const page = await server.must("frank", "channels.list", { query });
      seen.push(...page.items.map((channel) => channel.cid as string));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(expected);
    const direct = await server.must("frank", "channels.list", { query: { kind: "direct" } });
    expect(direct.items).toEqual([]);
  });

  it("shows each channel's last message, unread count and position", async () => {
    await server.users("gus");
    const { cid } = await newGroup("gus", "ada");
    await say("ada", cid, "view-0001", "one");
    const { message } = await say("ada", cid, "view-0002", "two");
    const { items } = await server.must("gus", "channels.list", { query: {} });
    expect(items[0]).toMatchObject({
      ...{ cid, messageSeq: 2, lastMessage: message, unread: { count: 2, mentions: 0 } },
      position: { eventSeq: 4 },
    });
    expect((await get("ada", cid)).body.channel.unread).toEqual({ count: 0, mentions: 0 });
  });

  it("takes as many queries for many channels as for one", async () => {
    const count = async (limit: number) => {
      const before = statements.length;
      const { items } = await server.must("frank", "channels.list", { query: { limit } });
      expect(items).toHaveLength(limit);
      return askedByCallers(statements.slice(before)).length;
    };
    await count(1);
    expect(await count(7)).toBe(await count(1));
  });

  it("refuses a cursor of another list", async () => {
    const cursor = Buffer.from('["-271821-04-20T00:00:00.000Z","x"]').toString("base64url");
    const answer = await server.call("ada", "channels.list", { query: { cursor } });
    expect(answer.error?.code).toBe("request.invalid");
  });
});

describe("a change of a channel", () => {
  it("is told as what changed, and not at all when nothing did", async () => {
    const { cid } = await newGroup("ada", "bob");
    server.recorded.length = 0;
    const update = (body: { name?: string; frozen?: boolean; slowModeSeconds?: number }) =>
      server.must("ada", "channels.update", { params: { cid }, body });
    await update({ name: "Plans", frozen: true });
    await update({ name: "Plans", frozen: true });
    await update({ frozen: false, slowModeSeconds: 5 });
    const events = await eventsOf(cid);
    const types = events.map((event) => event.type);
    const told = ["channel.frozen", "channel.updated", "channel.unfrozen", "channel.updated"];
    expect(types.filter((type) => type.startsWith("channel."))).toEqual(told);
    const { channel } = (await get("bob", cid)).body;
    expect(channel).toMatchObject({ name: "Plans", frozen: false, slowModeSeconds: 5 });
    const last = events.at(-1);
    expect(last?.type === "channel.updated" && channel).toMatchObject(
      last?.type === "channel.updated" ? last.channel : {},
    );
  });

  it("by freezing stops members from writing, but not whoever may change it", async () => {
    const { cid } = await newGroup("ada", "bob");
    await server.must("ada", "channels.update", { params: { cid }, body: { frozen: true } });
    const body = { clientId: "frozen-0001", text: "hello" };
    const refused = await server.call("bob", "messages.send", { params: { cid }, body });
    expect([refused.status, refused.error?.code]).toEqual([403, "channel.frozen"]);
    expect((await server.call("ada", "messages.send", { params: { cid }, body })).status).toBe(201);
    expect((await get("bob", cid)).body.channel.capabilities).not.toContain("send");
  });

  it("is for owners and admins", async () => {
    const { cid } = await newGroup("ada", "bob");
    const update = { params: { cid }, body: { name: "Mine" } };
    expect((await server.call("bob", "channels.update", update)).error?.code).toBe(
      "channel.forbidden",
    );
    await server.must("ada", "members.update", {
      params: { cid, userId: "bob" },
      body: { role: "admin" },
    });
    expect((await server.call("bob", "channels.update", update)).status).toBe(200);
  });

  it("cannot give it the name of another channel of the space, in any case of letters", async () => {
    const talk = await newSpaceChannel("ada", "space", "bob");
    const params = { spaceId: talk.spaceId };
    const again = await server.call("bob", "spaces.createChannel", {
      params,
      body: { name: "TALK" },
    });
    expect([again.status, again.error?.code]).toEqual([409, "channel.name_taken"]);
    const update = { params: { cid: talk.cid }, body: { name: "General" } };
    expect((await server.call("ada", "channels.update", update)).error?.code).toBe(
      "channel.name_taken",
    );
    expect((await get("ada", talk.cid)).body.channel.name).toBe("talk");
  });
});

describe("a deleted channel", () => {
  it("is gone with its messages, and its members are told", async () => {
    const { cid } = await newGroup("ada", "bob");
    const { message } = await say("bob", cid, "delete-0001");
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;
    expect((await server.call("bob", "channels.delete", { params: { cid } })).status).toBe(403);
    expect((await server.call("ada", "channels.delete", { params: { cid } })).status).toBe(204);
    for (const userId of ["ada", "bob"]) {
      expect((await get(userId, cid)).status).toBe(404);
      const params = { messageId: message.id };
      expect((await server.call(userId, "messages.get", { params })).status).toBe(404);
    }
    await server.chat.engine.relay.drained();
    const told = server.recorded.flatMap((record) =>
      record.kind === "publish" ? [[record.stream, ChatEvent.parse(record.event).type]] : [],
    );
    for (const userId of ["ada", "bob"]) {
      expect(told).toContainEqual([
        `user:${server.appId}.${userId}`,
        "notification.channel_removed",
      ]);
    }
    expect((await server.call("ada", "channels.delete", { params: { cid } })).status).toBe(404);
  });

  it("whose address is taken again shows nothing of before, and no old position goes on", async () => {
    const body = { id: "phoenix", members: ["bob"] };
    const { cid } = (await server.must("ada", "channels.create", { body })).channel;
    await say("ada", cid, "phoenix-0001", "from before");
    const before = (await get("ada", cid)).body.channel;
    await server.must("ada", "channels.delete", { params: { cid } });
    await server.must("ada", "channels.create", { body });
    const after = (await get("ada", cid)).body.channel;
    expect(after).toMatchObject({ lastMessage: null, unread: { count: 0, mentions: 0 } });
    expect(after.position.epoch).not.toBe(before.position.epoch);
    const page = await server.must("ada", "messages.list", { params: { cid }, query: {} });
    expect(page.items).toEqual([]);
    const gap = await server.call("ada", "events.list", {
      params: { cid },
      query: { after: 0, epoch: before.position.epoch },
    });
    expect(gap.error?.code).toBe("sync.resync");
  });
});
