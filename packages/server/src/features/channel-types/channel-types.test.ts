import { defaultConfigOf } from "@natter/contract";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const other = await startTestServer({ databaseUrl: db.url });
const { call, must } = server;

beforeAll(async () => {
  await server.users("ada", "bob");
  await other.users("ada");
});

afterAll(async () => {
  await server.stop();
  await other.stop();
  await db.drop();
});

async function channelOf(type: string, members = ["bob"]) {
  const { channel } = await must("ada", "channels.create", { body: { type, members } });
  return channel;
}

let sends = 0;
function send(as: string, cid: string) {
  sends += 1;
  const body = { clientId: `client-id-${sends}`, text: "Hello" };
  return call(as, "messages.send", { params: { cid }, body });
}

describe("[B3] channel types", () => {
  it("are four for every app, each with its configuration", async () => {
    const { items } = await must(null, "channelTypes.list", { query: {} });
    expect(items.map((item) => [item.name, item.builtIn])).toEqual([
      ...[
        ["commerce", true],
        ["livestream", true],
        ["messaging", true],
        ["team", true],
      ],
    ]);
    for (const item of items) {
      expect(item.updatedAt).toBe(null);
      expect(item.config).toEqual(defaultConfigOf(item.name));
    }
    expect(items[1]?.config.features).toMatchObject({ typing: false, readReceipts: false });
  });

  it("of an app's own begin as messaging does, and their channels have what they say", async () => {
    const config = { reactionMode: "unique", features: { threads: false }, slowModeSeconds: 30 };
    const made = await call(null, "channelTypes.create", {
      body: { name: "support", config: config as { reactionMode: "unique" } },
    });
    expect(made.status).toBe(201);
    expect(made.body.channelType).toMatchObject({ name: "support", builtIn: false, config });
    expect(made.body.channelType.config.features.polls).toBe(true);
    const channel = await channelOf("support");
    expect(channel.cid).toMatch(/^support:/);
    expect(channel).toMatchObject({ type: "support", slowModeSeconds: 30 });
    expect(channel.config).toMatchObject({ reactionMode: "unique", features: { threads: false } });
    expect(channel.capabilities).not.toContain("send-reply");
    expect(channel.capabilities).toContain("react");
  });

  it("change at once for channels that are there, and are as they were when the change is deleted", async () => {
    const { cid } = await channelOf("commerce");
    expect((await send("bob", cid)).status).toBe(201);
    const grants = { group: { member: ["read", "see-history"] as ("read" | "see-history")[] } };
    await must(null, "channelTypes.update", { params: { type: "commerce" }, body: { grants } });
    expect((await send("bob", cid)).error?.code).toBe("channel.forbidden");
    expect((await send("ada", cid)).status).toBe(201);
    const { channel } = await must("bob", "channels.get", { params: { cid } });
    expect(channel.capabilities).toEqual(["read", "see-history"]);

    // A second change leaves the first as it is.
    const body = { features: { reactions: false } };
    const changed = await must(null, "channelTypes.update", { params: { type: "commerce" }, body });
    expect(changed.channelType.config.grants.group.member).toEqual(["read", "see-history"]);
    expect(changed.channelType.config.features.reactions).toBe(false);

    await must(null, "channelTypes.delete", { params: { type: "commerce" } });
    expect((await send("bob", cid)).status).toBe(201);
  });

  it("can keep what was written before somebody came from them, in lists, by id and in search", async () => {
    const { cid } = await channelOf("commerce");
    const before = (await send("ada", cid)).body.message;
    await must("ada", "members.remove", { params: { cid, userId: "bob" } });
    await must("ada", "members.add", { params: { cid }, body: { userIds: ["bob"] } });
    const grants = { group: { member: ["read", "send"] as ("read" | "send")[] } };
    await must(null, "channelTypes.update", { params: { type: "commerce" }, body: { grants } });
    const listed = await call("bob", "messages.list", { params: { cid }, query: {} });
    expect(listed.error?.code).toBe("channel.forbidden");
    const one = (id: string) => call("bob", "messages.get", { params: { messageId: id } });
    expect((await one(before.id)).error?.code).toBe("message.not_found");
    const later = (await send("ada", cid)).body.message;
    expect((await one(later.id)).status).toBe(200);
    const search = async (as: string) =>
      (await must(as, "search.query", { body: { query: "hello", cids: [cid] } })).items.length;
    await expect.poll(() => search("ada")).toBe(2);
    expect(await search("bob")).toBe(0);
    await must(null, "channelTypes.delete", { params: { type: "commerce" } });
    expect((await call("bob", "messages.list", { params: { cid }, query: {} })).status).toBe(200);
  });

  it("are one app's alone", async () => {
    await must(null, "channelTypes.create", { body: { name: "mine" } });
    const params = { type: "mine" };
    expect((await other.call(null, "channelTypes.get", { params })).error?.code).toBe(
      "channel_type.not_found",
    );
    const unknown = await other.call("ada", "channels.create", { body: { type: "mine" } });
    expect([unknown.status, unknown.error?.code]).toEqual([400, "channel.type_unknown"]);
    await must(null, "channelTypes.update", { params: { type: "team" }, body: { commands: [] } });
    const theirs = await other.must(null, "channelTypes.get", { params: { type: "team" } });
    expect(theirs.channelType.config.commands).toBe(null);
  });

  it("are refused when they are there already, are not there, or have channels", async () => {
    await must(null, "channelTypes.create", { body: { name: "twice" } });
    const code = async (name: string) =>
      (await call(null, "channelTypes.create", { body: { name } })).error?.code;
    expect(await code("twice")).toBe("channel_type.exists");
    expect(await code("messaging")).toBe("channel_type.exists");
    const params = { type: "nowhere" };
    for (const name of ["channelTypes.get", "channelTypes.delete"] as const) {
      expect((await call(null, name, { params })).error?.code).toBe("channel_type.not_found");
    }
    const changed = await call(null, "channelTypes.update", { params, body: {} });
    expect(changed.error?.code).toBe("channel_type.not_found");

    const { cid } = await channelOf("twice");
    const remove = () => call(null, "channelTypes.delete", { params: { type: "twice" } });
    expect((await remove()).error?.code).toBe("channel_type.in_use");
    await must("ada", "channels.delete", { params: { cid } });
    expect((await remove()).status).toBe(204);
  });

  it("never lose the race against a channel that is being made", async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = `race${round}`;
      await must(null, "channelTypes.create", { body: { name } });
      const [made, gone] = await Promise.all([
        call("ada", "channels.create", { body: { type: name } }),
        call(null, "channelTypes.delete", { params: { type: name } }),
      ]);
      const outcome = [made.status, gone.status];
      expect([
        [201, 409],
        [400, 204],
      ]).toContainEqual(outcome);
    }
  });

  it("page by name, and are for server keys alone", async () => {
    const first = await must(null, "channelTypes.list", { query: { limit: 2 } });
    expect(first.next).not.toBe(null);
    const names = first.items.map((item) => item.name);
    const rest = await must(null, "channelTypes.list", { query: { cursor: first.next ?? "" } });
    expect([...names, ...rest.items.map((item) => item.name)]).toEqual(
      [...names, ...rest.items.map((item) => item.name)].toSorted(),
    );
    expect((await call("ada", "channelTypes.list", { query: {} })).status).toBe(403);
  });
});

describe("[B3] what a type says of messages", () => {
  it("holds for each of them: their length, quotes, and slow mode for whoever may not change it", async () => {
    const config = { messageCharacters: 5, slowModeSeconds: 600, features: { quotes: false } };
    await must(null, "channelTypes.create", { body: { name: "short", config } });
    const { cid } = await channelOf("short");
    const code = async (as: string, text: string, rest = {}) => {
      sends += 1;
      const body = { clientId: `client-id-${sends}`, text, ...rest };
      const answer = await call(as, "messages.send", { params: { cid }, body });
      return answer.error?.code ?? answer.status;
    };
    expect(await code("ada", "123456")).toBe("message.too_large");
    expect(await code("ada", "12345")).toBe(201);
    expect(await code("ada", "again")).toBe(201);
    expect(await code("bob", "one")).toBe(201);
    expect(await code("bob", "two")).toBe("channel.slow_mode");
    const { items } = await must("ada", "messages.list", { params: { cid }, query: {} });
    const params = { messageId: items[0]?.id ?? "" };
    expect(await code("ada", "q", { quoteId: params.messageId })).toBe("channel.forbidden");
    const edit = await call("ada", "messages.edit", { params, body: { text: "123456" } });
    expect(edit.error?.code).toBe("message.too_large");
  });
});
