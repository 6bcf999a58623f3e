import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

let server: TestServer;
let owner: Client;
let cid: string;
const db = await testDatabase(import.meta.url);
const now = new Date();
let sends = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => now });
  await server.users("ada", "bob", "mod", "eve");
  // A type of channel whose moderators edit what others wrote: no built-in type lets them.
  await server.must(null, "channelTypes.create", { body: { name: "edited" } });
  const type = (await server.must(null, "channelTypes.get", { params: { type: "edited" } }))
    .channelType;
  const { group } = type.config.grants;
  const grants = {
    ...type.config.grants,
    group: { ...group, moderator: [...(group["moderator"] ?? []), "edit-any" as const] },
  };
  await server.must(null, "channelTypes.update", { params: { type: "edited" }, body: { grants } });
  cid = (
    await server.must("ada", "channels.create", {
      body: { name: "undo", type: "edited", members: ["bob"] },
    })
  ).channel.cid;
  await server.must("ada", "members.add", {
    params: { cid },
    body: { userIds: ["mod"], role: "moderator" },
  });
  owner = new Client({ connectionString: db.url });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});

const later = (seconds: number) => now.setTime(now.getTime() + seconds * 1_000);

async function send(as: string, body: Record<string, unknown> = {}) {
  sends += 1;
  return (
    await server.must(as, "messages.send", {
      params: { cid },
      body: { clientId: `undo-test-${sends}`, text: `said ${sends}`, ...body },
    })
  ).message;
}

const get = async (messageId: string) =>
  (await server.must("bob", "messages.get", { params: { messageId } })).message;
const edit = (as: string, messageId: string, text: string) =>
  server.call(as, "messages.edit", { params: { messageId }, body: { text } });
const remove = (as: string, messageId: string, query: { hard?: "true" | "false" } = {}) =>
  server.call(as, "messages.delete", { params: { messageId }, query });
const undelete = (as: string, messageId: string) =>
  server.call(as, "messages.undelete", { params: { messageId } });
const undoEdit = (as: string, messageId: string) =>
  server.call(as, "messages.undoEdit", { params: { messageId } });
const editsOf = async (messageId: string) =>
  (await server.must("bob", "messages.edits", { params: { messageId } })).items;
const shown = async () => {
  const query = { limit: 100 };
  return (await server.must("bob", "messages.list", { params: { cid }, query })).items;
};

/** Everywhere in the database where a text still stands. */
async function placesOf(text: string): Promise<string[]> {
  await owner.query("begin");
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
    [server.appId],
  );
  const { rows } = await owner.query<{ place: string }>(
    `select 'messages' as place from messages where text = $1
     union all select 'edits' from message_edits where content ->> 'text' = $1
     union all select 'deleted' from deleted_messages where content ->> 'text' = $1`,
    [text],
  );
  await owner.query("rollback");
  return rows.map((row) => row.place);
}

test("[C2] every edit is kept: what was said, since when, who replaced it and when", async () => {
  const message = await send("ada", { text: "one" });
  const written = now.toISOString();
  later(60);
  await edit("ada", message.id, "two");
  const replaced = now.toISOString();
  later(60);
  await edit("mod", message.id, "three");
  expect(await get(message.id)).toMatchObject({ text: "three", sender: { id: "ada" } });
  expect(await editsOf(message.id)).toEqual([
    {
      ...{ text: "two", writtenAt: replaced, replacedAt: now.toISOString() },
      replacedBy: expect.objectContaining({ id: "mod" }),
    },
    {
      ...{ text: "one", writtenAt: written, replacedAt: replaced },
      replacedBy: expect.objectContaining({ id: "ada" }),
    },
  ]);
  const first = await server.must("bob", "messages.edits", {
    params: { messageId: message.id },
    query: { limit: 1 },
  });
  const second = await server.must("bob", "messages.edits", {
    params: { messageId: message.id },
    query: { limit: 1, cursor: first.next ?? "" },
  });
  expect([...first.items, ...second.items].map(({ text }) => text)).toEqual(["two", "one"]);
  expect(second.next).toBeNull();
});

test("[C2] another's message is edited by right only", async () => {
  const message = await send("ada");
  const answer = await edit("bob", message.id, "mine");
  expect([answer.status, answer.error?.code]).toEqual([403, "message.forbidden"]);
  expect(await editsOf(message.id)).toEqual([]);
});

test("[C2] an edit is taken back within five seconds by whoever made it: the message was never edited", async () => {
  const message = await send("ada", { mentions: ["bob"] });
  later(60);
  await edit("ada", message.id, "slip");
  later(4);
  expect((await undoEdit("mod", message.id)).error?.code).toBe("message.undo_expired");
  const { version, ...undone } = (await undoEdit("ada", message.id)).body.message;
  expect({ ...undone, version: message.version }).toEqual(message);
  expect(version).toBeGreaterThan(message.version);
  expect(await editsOf(message.id)).toEqual([]);
  expect(await placesOf("slip")).toEqual([]);
});

test("[C2] after five seconds an edit stays", async () => {
  const message = await send("ada");
  await edit("ada", message.id, "stays");
  later(5);
  const answer = await undoEdit("ada", message.id);
  expect([answer.status, answer.error?.code]).toEqual([409, "message.undo_expired"]);
  expect((await get(message.id)).text).toBe("stays");
});

test("[C2] a deletion is taken back within five seconds by whoever deleted: the message is as it was", async () => {
  const message = await send("ada", { mentions: ["bob"], custom: { a: 1 } });
  await edit("ada", message.id, "before it went");
  await server.must("bob", "reactions.add", { params: { messageId: message.id, type: "👍" } });
  const { version: _version, ...before } = await get(message.id);
  await remove("mod", message.id);
  later(4);
  expect((await undelete("ada", message.id)).error?.code).toBe("message.undo_expired");
  const answer = await undelete("mod", message.id);
  const { version: _later, ...after } = answer.body.message;
  expect(after).toEqual(before);
  expect(await editsOf(message.id)).toHaveLength(1);
  await server.chat.engine.relay.drained();
  const told = server.recorded.findLast(
    (one) => one.kind === "publish" && (one.event as { type: string }).type.startsWith("message."),
  );
  expect(told).toMatchObject({
    event: { type: "message.undeleted", message: { text: after.text } },
  });
});

test("[C2] after five seconds a deletion stays, and what was said is nowhere any more", async () => {
  const message = await send("ada", { text: "a secret" });
  await edit("ada", message.id, "another secret");
  await remove("ada", message.id);
  expect(await placesOf("another secret")).toEqual(["deleted"]);
  expect(
    (await server.call("bob", "messages.edits", { params: { messageId: message.id } })).error?.code,
  ).toBe("message.deleted");
  later(5);
  expect((await undelete("ada", message.id)).error?.code).toBe("message.undo_expired");
  // The purger of the server runs by itself; what an earlier process left is due just the same.
  await vi.waitFor(
    async () => {
      expect(await placesOf("a secret")).toEqual([]);
      expect(await placesOf("another secret")).toEqual([]);
    },
    { timeout: 10_000 },
  );
});

test("[C2] [SYNC-42] a hard delete leaves no trace: not in lists, not by its id, and no way back", async () => {
  const message = await send("ada", { text: "no trace" });
  const other = await send("bob", { quoteId: message.id });
  await edit("ada", message.id, "no trace either");
  const answer = await remove("ada", message.id, { hard: "true" });
  expect(answer.status).toBe(200);
  expect(answer.body.message).toMatchObject({ removed: true, text: "", seq: message.seq });
  expect((await shown()).map(({ id }) => id)).not.toContain(message.id);
  expect((await get(other.id)).quote).toMatchObject({ deleted: true, text: "" });
  for (const text of ["no trace", "no trace either"]) expect(await placesOf(text)).toEqual([]);
  for (const refused of [
    await server.call("bob", "messages.get", { params: { messageId: message.id } }),
    await undelete("ada", message.id),
  ]) {
    expect([refused.status, refused.error?.code]).toEqual([404, "message.not_found"]);
  }
  const next = await send("ada");
  expect(next.seq).toBe(other.seq + 1);
});

test("[C2] who may delete may not do it without a trace, unless they have that right too", async () => {
  const message = await send("bob");
  const answer = await remove("bob", message.id, { hard: "true" });
  expect([answer.status, answer.error?.code]).toEqual([403, "message.forbidden"]);
  expect((await get(message.id)).deletedAt).toBeNull();
});

test("[C2] deleted first and then without a trace, a message is counted as gone once", async () => {
  const reader = async () =>
    (await server.must("mod", "channels.get", { params: { cid } })).channel.unread.count;
  const message = await send("bob");
  const before = await reader();
  await remove("bob", message.id);
  await remove("ada", message.id, { hard: "true" });
  expect(await reader()).toBe(before - 1);
  await server.chat.engine.relay.drained();
  const told = server.recorded.flatMap((one) =>
    one.kind === "publish" && one.stream.endsWith(".mod") ? [one.event] : [],
  );
  expect(told.slice(-2)).toMatchObject([
    { type: "message.deleted", messageId: message.id, silent: false, removed: false },
    { type: "message.deleted", messageId: message.id, silent: true, removed: true },
  ]);
});

test("[C3] without a trace, a root with replies still leaves its place", async () => {
  const root = await send("ada");
  await send("bob", { threadId: root.id });
  const answer = await remove("ada", root.id, { hard: "true" });
  expect(answer.body.message).toMatchObject({
    removed: false,
    text: "",
    thread: { replyCount: 1 },
  });
  expect((await shown()).map(({ id }) => id)).toContain(root.id);
  expect((await undelete("ada", root.id)).error?.code).toBe("message.undo_expired");
});

test("[C2] of two who take a deletion back at once, one does", async () => {
  const message = await send("ada");
  await remove("ada", message.id);
  const answers = await Promise.all(Array.from({ length: 5 }, () => undelete("ada", message.id)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});
