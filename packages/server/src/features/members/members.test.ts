import { ChatEvent, type ChannelEvent, type Member } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
const crowd = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, "0")}`);

beforeAll(async () => {
  server = await startTestServer({
    databaseUrl: db.url,
    // Small, so that a test can cross them.
    limits: { roomMembers: 8, feedMembers: 6 },
  });
  await server.users("ada", "bob", "cy", "dan", ...crowd);
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

async function newGroup(owner: string, ...members: string[]): Promise<string> {
  return (await server.must(owner, "channels.create", { body: { members } })).channel.cid;
}

const add = (by: string, cid: string, userIds: string[], role?: "admin" | "moderator") =>
  server.call(by, "members.add", { params: { cid }, body: { userIds, ...(role ? { role } : {}) } });
const remove = (by: string, cid: string, userId: string) =>
  server.call(by, "members.remove", { params: { cid, userId } });
const setRole = (by: string, cid: string, userId: string, role: "admin" | "moderator" | "member") =>
  server.call(by, "members.update", { params: { cid, userId }, body: { role } });
const get = async (by: string, cid: string) =>
  (await server.must(by, "channels.get", { params: { cid } })).channel;

async function membersOf(by: string, cid: string): Promise<Member[]> {
  const all: Member[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 5, ...(cursor ? { cursor } : {}) };
    const page = await server.must(by, "members.list", { params: { cid }, query });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}

async function eventsOf(by: string, cid: string, after: number): Promise<ChannelEvent[]> {
  const { position } = await get(by, cid);
  const query = { after, epoch: position.epoch };
  return (await server.must(by, "events.list", { params: { cid }, query })).items;
}

type Known = { memberCount: number; mode: string; members: Map<string, Member> };

/** What a client makes of a channel's events about its members. */
function applyEvent(state: Known, event: ChannelEvent): Known {
  const members = new Map(state.members);
  if (event.type === "member.added" || event.type === "member.updated")
    members.set(event.member.user.id, event.member);
  if (event.type === "member.removed") members.delete(event.userId);
  const memberCount = "memberCount" in event ? event.memberCount : state.memberCount;
  const mode = event.type === "channel.updated" ? event.channel.mode : state.mode;
  return { memberCount, mode, members };
}

async function fetchState(by: string, cid: string): Promise<Known> {
  const { memberCount, mode } = await get(by, cid);
  const members = new Map((await membersOf(by, cid)).map((one) => [one.user.id as string, one]));
  return { memberCount, mode, members };
}

describe("the law", () => {
  it("old state and the events since make the new state, whatever happens to the members", async () => {
    const cid = await newGroup("ada", "bob");
    const before = await fetchState("ada", cid);
    const { position } = await get("ada", cid);
    await add("ada", cid, crowd.slice(0, 10), "moderator");
    await Promise.all(crowd.slice(0, 5).map((userId) => remove("ada", cid, userId)));
    await setRole("ada", cid, "bob", "admin");
    await add("bob", cid, ["cy", "dan", "p00"]);
    await remove("dan", cid, "dan");
    await Promise.all([
      setRole("ada", cid, "cy", "moderator"),
      add("bob", cid, ["dan", "p01", "p02"]),
      remove("ada", cid, "p08"),
      remove("bob", cid, "p09"),
    ]);
    const events = await eventsOf("ada", cid, position.eventSeq);
    const folded = events.reduce(applyEvent, before);
    expect(folded).toEqual(await fetchState("ada", cid));
    expect(events.map((event) => event.eventSeq)).toEqual(
      events.map((_event, index) => position.eventSeq + 1 + index),
    );
  });
});

describe("adding people", () => {
  it("answers with all of them in the order given, and tells each once", async () => {
    const cid = await newGroup("ada", "bob");
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;
    const first = await add("ada", cid, ["dan", "bob", "cy", "dan"]);
    expect(first.body.members.map((member) => member.user.id)).toEqual(["dan", "bob", "cy"]);
    await add("ada", cid, ["dan", "cy"]);
    expect((await get("ada", cid)).memberCount).toBe(4);
    await server.chat.engine.relay.drained();
    const told = server.recorded.flatMap((record) =>
      record.kind === "publish" &&
      ChatEvent.parse(record.event).type === "notification.channel_added"
        ? [record.stream]
        : [],
    );
    expect(told.toSorted()).toEqual(["cy", "dan"].map((id) => `user:${server.appId}.${id}`));
  });

  it("counts nothing as unread that was there before", async () => {
    const cid = await newGroup("ada", "bob");
    const say = (clientId: string) =>
      server.must("ada", "messages.send", { params: { cid }, body: { clientId, text: "hello" } });
    await say("before-0001");
    await add("ada", cid, ["cy"]);
    expect(await get("cy", cid)).toMatchObject({
      unread: { count: 0 },
      membership: { joinedSeq: 1 },
    });
    await say("after-00001");
    expect((await get("cy", cid)).unread.count).toBe(1);
  });

  it("is refused to plain members, for users who do not exist, and in a role not below one's own", async () => {
    const cid = await newGroup("ada", "bob");
    expect((await add("bob", cid, ["cy"])).error?.code).toBe("channel.forbidden");
    const unknown = await add("ada", cid, ["cy", "nobody"]);
    expect(unknown.error).toMatchObject({
      code: "user.not_found",
      details: { userIds: ["nobody"] },
    });
    expect((await get("ada", cid)).memberCount).toBe(2);
    await setRole("ada", cid, "bob", "moderator");
    expect((await add("bob", cid, ["cy"], "moderator")).error?.code).toBe("channel.forbidden");
    expect((await add("bob", cid, ["cy"])).status).toBe(200);
  });

  it("to a channel of a space is for members of that space", async () => {
    const { space } = await server.must("ada", "spaces.create", { body: { name: "Space" } });
    const cid = space.defaultCid ?? "";
    expect((await add("ada", cid, ["bob"])).error?.code).toBe("user.not_found");
    const params = { spaceId: space.id };
    const { invite } = await server.must("ada", "spaces.createInvite", { params, body: {} });
    await server.must("bob", "invites.accept", { params: { code: invite.code } });
    await remove("bob", cid, "bob");
    expect((await add("ada", cid, ["bob"])).status).toBe(200);
  });
});

describe("leaving and removing", () => {
  it("ends what the user listens to, and their view of a private channel", async () => {
    const cid = await newGroup("ada", "bob", "cy");
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;
    expect((await remove("bob", cid, "cy")).error?.code).toBe("channel.forbidden");
    expect((await remove("ada", cid, "cy")).status).toBe(204);
    await server.chat.engine.relay.drained();
    for (const line of ["chat", "ev"]) {
      expect(server.recorded).toContainEqual({
        kind: "unsubscribe",
        user: `${server.appId}.cy`,
        stream: `${line}:${server.appId}.${cid}`,
      });
    }
    const answer = await server.call("cy", "channels.get", { params: { cid } });
    expect(answer.error?.code).toBe("channel.not_found");
    expect((await remove("ada", cid, "cy")).error?.code).toBe("member.not_found");
    const before = server.recorded.length;
    const body = { clientId: "after-removal", text: "hello" };
    await server.must("ada", "messages.send", { params: { cid }, body });
    await server.chat.engine.relay.drained();
    const later = server.recorded.slice(before).flatMap((r) => ("stream" in r ? [r.stream] : []));
    expect(later).not.toContain(`user:${server.appId}.cy`);
  });

  it("hands a group without owner to the next in rank, then in time", async () => {
    const cid = await newGroup("ada", "bob");
    await add("ada", cid, ["cy"]);
    await add("ada", cid, ["dan"], "moderator");
    await remove("ada", cid, "ada");
    const roles = new Map(
      (await membersOf("dan", cid)).map((one) => [one.user.id as string, one.role]),
    );
    expect(Object.fromEntries(roles)).toEqual({ bob: "member", cy: "member", dan: "owner" });
    await remove("dan", cid, "dan");
    expect((await get("bob", cid)).membership?.role).toBe("owner");
    await remove("bob", cid, "bob");
    expect((await remove("cy", cid, "cy")).status).toBe(204);
    expect((await server.call("cy", "channels.get", { params: { cid } })).status).toBe(404);
  });

  it("works once when many remove the same member at once", async () => {
    const cid = await newGroup("ada", "bob", "cy");
    const answers = await Promise.all(Array.from({ length: 8 }, () => remove("ada", cid, "cy")));
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
    expect((await get("ada", cid)).memberCount).toBe(2);
  });
});

describe("roles", () => {
  it("are changed from above, and everybody in the channel hears of it once", async () => {
    const cid = await newGroup("ada", "bob", "cy");
    const { position } = await get("ada", cid);
    expect((await setRole("bob", cid, "cy", "moderator")).error?.code).toBe("channel.forbidden");
    expect((await setRole("ada", cid, "bob", "admin")).body.member.role).toBe("admin");
    expect((await setRole("ada", cid, "bob", "admin")).status).toBe(200);
    expect((await setRole("bob", cid, "ada", "member")).error?.code).toBe("channel.forbidden");
    expect((await setRole("bob", cid, "cy", "admin")).error?.code).toBe("channel.forbidden");
    expect((await setRole("ada", cid, "dan", "admin")).error?.code).toBe("member.not_found");
    const events = await eventsOf("ada", cid, position.eventSeq);
    expect(events).toMatchObject([{ type: "member.updated", member: { role: "admin" } }]);
  });
});

describe("the fan-out mode", () => {
  it("turns above one size and back below a smaller one, each time with an event", async () => {
    const cid = await newGroup("ada", ...crowd.slice(0, 7));
    expect((await get("ada", cid)).mode).toBe("feed");
    const { position } = await get("ada", cid);
    await add("ada", cid, ["bob"]);
    expect(await get("ada", cid)).toMatchObject({ mode: "room", memberCount: 9 });
    for (const userId of ["p00", "p01", "p02"]) await remove("ada", cid, userId);
    expect(await get("ada", cid)).toMatchObject({ mode: "room", memberCount: 6 });
    await remove("ada", cid, "p03");
    expect(await get("ada", cid)).toMatchObject({ mode: "feed", memberCount: 5 });
    const events = await eventsOf("ada", cid, position.eventSeq);
    expect(events.map((event) => event.type)).toEqual([
      "member.added",
      "channel.updated",
      "channel.degraded",
      "member.removed",
      "member.removed",
      "member.removed",
      "member.removed",
      "channel.updated",
      "channel.restored",
    ]);
  });

  it("follows the members truly when many come and go at once", async () => {
    const cid = await newGroup("ada", ...crowd.slice(0, 4));
    await Promise.all(crowd.slice(4).map((userId) => add("ada", cid, [userId])));
    await Promise.all(crowd.slice(0, 3).map((userId) => remove(userId, cid, userId)));
    const state = await fetchState("ada", cid);
    expect([state.memberCount, state.members.size, state.mode]).toEqual([10, 10, "room"]);
  });
});
