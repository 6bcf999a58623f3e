import type { Message, MentionGroup } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  // Small, so that a few people are many.
  server = await startTestServer({
    databaseUrl: db.url,
    limits: { roomMembers: 5, feedMembers: 4 },
  });
  await server.users("ada", "bob", "cem", "dan", "eve", "fay", "gil");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function group(...members: string[]): Promise<string> {
  return (await server.must("ada", "channels.create", { body: { name: "group", members } })).channel
    .cid;
}

let sends = 0;
async function send(
  as: string,
  cid: string,
  mentionGroups: MentionGroup[],
  mentions: string[] = [],
): Promise<Message> {
  const body = { clientId: `mentions-${(sends += 1)}`, text: "x", mentionGroups, mentions };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message;
}

const mentionsOf = async (as: string, cid: string) =>
  (await server.must(as, "channels.get", { params: { cid } })).channel.unread.mentions;

const listed = async (as: string) =>
  (await server.must(as, "bookmarks.list", { query: { flag: "mentioned" } })).items.map(
    ({ message }) => message.id,
  );

const goOnline = (as: string, status: "online" | "offline" = "online") =>
  server.must(as, "presence.declare", { body: { deviceId: "here", status } });

test("[C7] `channel` mentions every member there was, and nobody who comes later", async () => {
  const cid = await group("bob", "cem");
  const message = await send("ada", cid, ["channel"]);
  expect(message).toMatchObject({ mentionGroups: ["channel"] });
  await server.must("ada", "members.add", { params: { cid }, body: { userIds: ["dan"] } });
  const counts = await Promise.all(
    ["ada", "bob", "cem", "dan"].map((user) => mentionsOf(user, cid)),
  );
  expect(counts).toEqual([0, 1, 1, 0]);
  await server.chat.engine.relay.drained();
  expect(await listed("bob")).toContain(message.id);
  expect(await listed("dan")).not.toContain(message.id);
});

test("[C7] `here` mentions the members who are online when it is sent, and stays so", async () => {
  const cid = await group("bob", "cem");
  await goOnline("bob");
  const message = await send("ada", cid, ["here"]);
  await goOnline("cem");
  await goOnline("bob", "offline");
  expect(message.mentionedIds).toEqual(["bob"]);
  expect([await mentionsOf("bob", cid), await mentionsOf("cem", cid)]).toEqual([1, 0]);
  await goOnline("cem", "offline");
});

test("[C7] `here` does not tell that somebody invisible is online", async () => {
  const cid = await group("bob", "cem");
  await Promise.all([goOnline("bob"), goOnline("cem")]);
  await server.must("cem", "settings.update", { body: { privacy: { invisible: true } } });
  expect((await send("ada", cid, ["here"])).mentionedIds).toEqual(["bob"]);
  expect(await mentionsOf("cem", cid)).toBe(0);
  await server.must("cem", "settings.update", { body: { privacy: { invisible: false } } });
  await Promise.all([goOnline("bob", "offline"), goOnline("cem", "offline")]);
});

test("[C7] a role mentions those who have it when it is sent, whatever they become", async () => {
  const cid = await group("bob", "cem");
  const at = { params: { cid, userId: "bob" } };
  await server.must("ada", "members.update", { ...at, body: { role: "moderator" } });
  const first = await send("ada", cid, ["role:moderator"]);
  await server.must("ada", "members.update", { ...at, body: { role: "member" } });
  const second = await send("ada", cid, ["role:moderator"]);
  expect([first.mentionedIds, second.mentionedIds]).toEqual([["bob"], []]);
  expect([await mentionsOf("bob", cid), await mentionsOf("cem", cid)]).toEqual([1, 0]);
});

test("[C7] who is mentioned twice over is mentioned once", async () => {
  const cid = await group("bob");
  await send("ada", cid, ["channel", "role:member"], ["bob"]);
  expect(await mentionsOf("bob", cid)).toBe(1);
});

test("[C7] an edit changes who is mentioned, and saving the same groups again does not", async () => {
  const cid = await group("bob", "cem");
  await goOnline("bob");
  const message = await send("ada", cid, ["here"]);
  await goOnline("bob", "offline");
  const edit = (mentionGroups: MentionGroup[]) =>
    server.must("ada", "messages.edit", {
      params: { messageId: message.id },
      body: { mentionGroups },
    });
  expect((await edit(["here"])).message).toMatchObject({ mentionedIds: ["bob"], editedAt: null });
  await edit(["channel"]);
  expect([await mentionsOf("bob", cid), await mentionsOf("cem", cid)]).toEqual([1, 1]);
  await server.chat.engine.relay.drained();
  expect(await listed("cem")).toContain(message.id);
  await edit([]);
  expect([await mentionsOf("bob", cid), await mentionsOf("cem", cid)]).toEqual([0, 0]);
  await server.chat.engine.relay.drained();
  expect(await listed("cem")).not.toContain(message.id);
});

test("[C7] who may not reach everybody mentions no group: neither sending nor editing", async () => {
  const cid = await group("bob");
  const at = { params: { cid, userId: "bob" } };
  await server.must("ada", "members.update", { ...at, body: { role: "guest" } });
  const body = { clientId: "guest-channel", text: "x", mentionGroups: ["channel" as const] };
  const sent = await server.call("bob", "messages.send", { params: { cid }, body });
  expect([sent.status, sent.error?.code]).toEqual([403, "channel.forbidden"]);
  const plain = await send("bob", cid, []);
  const edited = await server.call("bob", "messages.edit", {
    params: { messageId: plain.id },
    body: { mentionGroups: ["here"] },
  });
  expect([edited.status, edited.error?.code]).toEqual([403, "channel.forbidden"]);
});

test("[C7] in a large channel only those who are mentioned get rows, behind the send", async () => {
  const cid = await group("bob", "cem", "dan", "eve", "fay");
  const plain = await send("ada", cid, []);
  const message = await send("ada", cid, ["channel"]);
  expect(await mentionsOf("fay", cid)).toBe(1);
  await server.chat.engine.relay.drained();
  expect(await listed("fay")).toContain(message.id);
  expect(await listed("fay")).not.toContain(plain.id);
});

test("[C7] the same client id with other groups is another message", async () => {
  const cid = await group("bob");
  const body = { clientId: "same-client-id", text: "x" };
  await server.must("ada", "messages.send", { params: { cid }, body });
  const other = await server.call("ada", "messages.send", {
    params: { cid },
    body: { ...body, mentionGroups: ["channel"] },
  });
  expect(other.error?.code).toBe("message.conflict");
});

test.each([[["everyone"]], [["role:king"]], [["channel", "channel"]], ["channel"], [[{}]]])(
  "%j is no list of groups",
  async (mentionGroups) => {
    const cid = await group("bob");
    const body = { clientId: "bad-groups-1", text: "x", mentionGroups } as never; // what the types refuse
    const answer = await server.call("ada", "messages.send", { params: { cid }, body });
    expect([answer.status, answer.error?.code]).toEqual([400, "request.invalid"]);
  },
);
