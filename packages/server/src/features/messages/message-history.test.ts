import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let cid: string;
const db = await testDatabase(import.meta.url);
const ids: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "eve");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
  for (let number = 1; number <= 25; number += 1) {
    const { message } = await server.must("ada", "messages.send", {
      params: { cid },
      body: { clientId: `history-${number}`, text: `${number}` },
    });
    ids.push(message.id);
  }
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

const list = async (query: Record<string, string | number>) => {
  const page = await server.must("bob", "messages.list", { params: { cid }, query });
  return { ...page, texts: page.items.map((message) => message.text) };
};
const span = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_none, index) => `${from + index}`);

test("the newest page comes first, in ascending order, with the position to go on from", async () => {
  const page = await list({ limit: 10 });
  expect(page.texts).toEqual(span(16, 25));
  expect(page.next).toBeNull();
  const { channel } = await server.must("bob", "channels.get", { params: { cid } });
  expect(page.position).toEqual(channel.position);
});

test("the whole history is walked backwards and forwards without a gap or a repeat", async () => {
  const back: string[] = [];
  for (
    let page = await list({ limit: 7 });
    ;
    page = await list({ limit: 7, before: page.previous ?? "" })
  ) {
    back.unshift(...page.texts);
    if (!page.previous) break;
  }
  expect(back).toEqual(span(1, 25));
  const forth: string[] = [];
  for (
    let page = await list({ limit: 7, after: ids[0] ?? "" });
    ;
    page = await list({ limit: 7, after: page.next ?? "" })
  ) {
    forth.push(...page.texts);
    if (!page.next) break;
  }
  expect(forth).toEqual(span(2, 25));
});

test("a page around a message holds both sides of it", async () => {
  expect((await list({ around: ids[12] ?? "", limit: 5 })).texts).toEqual(span(11, 15));
  expect((await list({ around: ids[0] ?? "", limit: 4 })).texts).toEqual(span(1, 2));
});

test.each([
  [{ before: "nonsense" }, 400, "request.invalid"],
  [{ before: "s_0zz!" }, 400, "request.invalid"],
  [{ before: "0199f3a0-0000-7000-8000-00000000abcd" }, 404, "message.not_found"],
  [{ before: "s_1", after: "s_1" }, 400, "request.invalid"],
  [{ limit: 0 }, 400, "request.invalid"],
  [{ limit: 101 }, 400, "request.invalid"],
  [{ limit: "many" }, 400, "request.invalid"],
  [{ offset: 3 }, 400, "request.invalid"],
])("a bad place in the list is refused: %j", async (query, status, code) => {
  const answer = await server.call("bob", "messages.list", {
    params: { cid },
    query: query as { limit?: number },
  });
  expect([answer.status, answer.error?.code]).toEqual([status, code]);
});

test("only the author edits; saving the same again tells nobody", async () => {
  const messageId = ids[3] ?? "";
  expect(
    (await server.call("bob", "messages.edit", { params: { messageId }, body: { text: "mine" } }))
      .error?.code,
  ).toBe("message.forbidden");
  const { message } = await server.must("ada", "messages.edit", {
    params: { messageId },
    body: { text: "four" },
  });
  expect(message).toMatchObject({ text: "four", editedAt: expect.any(String), seq: 4 });
  const again = await server.must("ada", "messages.edit", {
    params: { messageId },
    body: { text: "four" },
  });
  expect(again.message.version).toBe(message.version);
});

test("an edit to nothing is refused", async () => {
  const answer = await server.call("ada", "messages.edit", {
    params: { messageId: ids[4] ?? "" },
    body: { text: "" },
  });
  expect(answer.error?.code).toBe("message.empty");
});

test("a deleted message keeps its place and says nothing more", async () => {
  const messageId = ids[9] ?? "";
  await server.must("bob", "reactions.add", { params: { messageId, type: "👍" } });
  const { message } = await server.must("ada", "messages.delete", { params: { messageId } });
  expect(message).toMatchObject({ seq: 10, text: "", reactions: [], custom: {}, mentions: [] });
  expect(
    (await server.must("ada", "messages.delete", { params: { messageId } })).message.version,
  ).toBe(message.version);
  expect(
    (await server.call("ada", "messages.edit", { params: { messageId }, body: { text: "back" } }))
      .error?.code,
  ).toBe("message.deleted");
  expect(
    (await server.call("bob", "reactions.add", { params: { messageId, type: "👍" } })).error?.code,
  ).toBe("message.deleted");
});

test("of a direct channel's two, neither deletes the other's message", async () => {
  expect(
    (await server.call("bob", "messages.delete", { params: { messageId: ids[5] ?? "" } })).error
      ?.code,
  ).toBe("message.forbidden");
});

test("reactions toggle once each, in the order in which their kinds came", async () => {
  const messageId = ids[20] ?? "";
  await server.must("bob", "reactions.add", { params: { messageId, type: "🎉" } });
  await server.must("ada", "reactions.add", { params: { messageId, type: "👍" } });
  const { message } = await server.must("bob", "reactions.add", {
    params: { messageId, type: "👍" },
  });
  expect(message.reactions).toEqual([
    { type: "🎉", count: 1, userIds: ["bob"] },
    { type: "👍", count: 2, userIds: ["ada", "bob"] },
  ]);
  const again = await server.must("bob", "reactions.add", { params: { messageId, type: "👍" } });
  expect(again.message.version).toBe(message.version);
  const removed = await server.must("bob", "reactions.remove", {
    params: { messageId, type: "🎉" },
  });
  expect(removed.message.reactions).toEqual([{ type: "👍", count: 2, userIds: ["ada", "bob"] }]);
  const page = await server.must("ada", "reactions.list", {
    params: { messageId },
    query: { limit: 1 },
  });
  expect(page.items).toMatchObject([{ type: "👍", user: { id: "ada" } }]);
  const rest = await server.must("ada", "reactions.list", {
    params: { messageId },
    query: { cursor: page.next ?? "" },
  });
  expect(rest.items).toMatchObject([{ type: "👍", user: { id: "bob" } }]);
});

test("a message takes fifty kinds of reaction, also when they come at once", async () => {
  const messageId = ids[21] ?? "";
  const answers = await Promise.all(
    Array.from({ length: 55 }, (_none, index) =>
      server.call("bob", "reactions.add", { params: { messageId, type: `kind-${index}` } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
  expect(answers.filter(({ error }) => error?.code === "reaction.too_many")).toHaveLength(5);
});

test("nobody outside reads, reacts or asks who did", async () => {
  const messageId = ids[0] ?? "";
  const answers = [
    await server.call("eve", "messages.get", { params: { messageId } }),
    await server.call("eve", "messages.delete", { params: { messageId } }),
    await server.call("eve", "reactions.add", { params: { messageId, type: "👍" } }),
    await server.call("eve", "reactions.list", { params: { messageId }, query: {} }),
    await server.call("eve", "readState.messageReceipts", { params: { messageId } }),
    await server.call("ada", "messages.get", {
      params: { messageId: "0199f3a0-0000-7000-8000-00000000abcd" },
    }),
  ];
  expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(
    answers.map(() => [404, "message.not_found"]),
  );
  expect(new Set(answers.map(({ error }) => error?.message)).size).toBe(1);
});

test("events after a position complete an old state", async () => {
  const page = await server.must("bob", "events.list", {
    params: { cid },
    query: { after: 0, epoch: (await list({})).position.epoch, limit: 5 },
  });
  expect(page.items.map((event) => event.eventSeq)).toEqual([1, 2, 3, 4, 5]);
  expect(page.more).toBe(true);
  for (const query of [
    { after: 0, epoch: "another" },
    { after: 10_000, epoch: (await list({})).position.epoch },
  ]) {
    expect((await server.call("bob", "events.list", { params: { cid }, query })).error?.code).toBe(
      "sync.resync",
    );
  }
});
