import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
let number = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "eve");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

const waitFor = (isSo: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await isSo()).toBe(true), 10_000);

/** A user of the test's own, with a name that is theirs. */
async function person(): Promise<string> {
  const id = `person-${(number += 1)}`;
  await server.must(null, "users.upsert", {
    params: { userId: id },
    body: { name: `Name of ${id}`, image: "https://a.example/1.png", custom: { secret: id } },
  });
  return id;
}

async function send(as: string, cid: string, text: string) {
  const body = { clientId: `client-${(number += 1)}-${as}`, text };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message;
}

async function group(as: string, ...members: string[]): Promise<string> {
  const { channel } = await server.must(as, "channels.create", {
    body: { members, name: "Group" },
  });
  return channel.cid;
}

async function remove(userId: string, messages: "keep" | "erase") {
  const params = { userId };
  await server.must(null, "users.delete", { params, query: { messages } });
  await waitFor(async () => {
    const { deletion } = await server.must(null, "users.deletion", { params });
    return deletion.doneAt !== null;
  });
}

const history = (as: string, cid: string) =>
  server.must(as, "messages.list", { params: { cid }, query: {} });

describe("deleting a user [A2]", () => {
  it("keeps their messages under a name that is nobody's, and tells who sees them", async () => {
    const id = await person();
    const cid = await group(id, "ada", "bob");
    await send(id, cid, "stays");
    await remove(id, "keep");
    const { items } = await history("ada", cid);
    expect(items.find((message) => message.text === "stays")?.sender).toEqual({
      id,
      name: "Deleted user",
      image: null,
    });
    const told = server.recorded.filter(
      (record) => record.kind === "signal" && JSON.stringify(record.event).includes("user.deleted"),
    );
    expect(told).toContainEqual({
      kind: "signal",
      stream: `ev:${server.appId}.${cid}`,
      event: { type: "user.deleted", user: { id, name: "Deleted user", image: null } },
    });
    const stored = await server.must(null, "users.get", { params: { userId: id } });
    expect(stored.user).toMatchObject({ name: "Deleted user", image: null, custom: {} });
    expect(JSON.stringify(stored)).not.toContain("secret");
  });

  it("erases what they said, as deletions that everyone hears of, and leaves what others said", async () => {
    const id = await person();
    const cid = await group("ada", id, "bob");
    const mine = await send(id, cid, "mine to erase");
    const yours = await send("ada", cid, "yours to keep");
    await remove(id, "erase");
    const { items } = await history("bob", cid);
    const texts = items.filter((message) => message.sender).map(({ text }) => text);
    expect(texts).toEqual(["", "yours to keep"]);
    expect(items.find((message) => message.id === mine.id)?.deletedAt).not.toBeNull();
    await server.chat.engine.relay.drained();
    const deleted = server.recorded.flatMap((record) =>
      "event" in record && record.stream === `user:${server.appId}.bob` ? [record.event] : [],
    );
    expect(deleted).toContainEqual(
      expect.objectContaining({ type: "message.deleted", messageId: mine.id }),
    );
    expect(deleted).not.toContainEqual(
      expect.objectContaining({ type: "message.deleted", messageId: yours.id }),
    );
  });

  it("leaves a direct channel to the other, with what was said, and without a way to write to nobody", async () => {
    const id = await person();
    const { channel } = await server.must("ada", "channels.direct", { body: { userId: id } });
    await send(id, channel.cid, "hello ada");
    await remove(id, "keep");
    const left = (await server.must("ada", "channels.get", { params: { cid: channel.cid } }))
      .channel;
    expect(left).toMatchObject({
      title: "Deleted user",
      other: null,
      frozen: true,
      memberCount: 1,
    });
    expect(left.capabilities).not.toContain("send");
    expect((await history("ada", channel.cid)).items[0]?.text).toBe("hello ada");
    const list = await server.must("ada", "channels.list", { query: { limit: 100 } });
    expect(list.items.map((one) => one.cid)).toContain(channel.cid);
  });

  it("may erase later what was kept first, and never the other way", async () => {
    const id = await person();
    const cid = await group("ada", id);
    await send(id, cid, "kept for now");
    await remove(id, "keep");
    expect((await history("ada", cid)).items.some(({ text }) => text === "kept for now")).toBe(
      true,
    );
    await remove(id, "erase");
    expect((await history("ada", cid)).items.some(({ text }) => text === "kept for now")).toBe(
      false,
    );
    const again = { params: { userId: id }, query: { messages: "keep" as const } };
    const { deletion } = await server.must(null, "users.delete", again);
    expect(deletion).toMatchObject({ messages: "erase", doneAt: expect.any(String) });
  });

  it("takes their memberships, reactions and read marks, wherever they are", async () => {
    const id = await person();
    const groups = await Promise.all(
      Array.from({ length: 45 }, () => group("ada", id)), // more than two batches
    );
    const [cid = ""] = groups;
    const { message } = { message: await send("ada", cid, "react to this") };
    const params = { messageId: message.id, type: "👍" };
    await server.must(id, "reactions.add", { params, query: {} });
    await server.must("ada", "reactions.add", { params, query: {} });
    const mark = { generation: 0, seq: message.seq };
    await server.must(id, "readState.mark", { params: { cid }, body: mark });
    const { space } = await server.must("eve", "spaces.create", { body: { name: "Space" } });
    const inSpace = { params: { spaceId: space.id } };
    const { invite } = await server.must("eve", "spaces.createInvite", { ...inSpace, body: {} });
    await server.must(id, "invites.accept", { params: { code: invite.code } });
    await remove(id, "keep");
    for (const one of groups) {
      const members = await server.must("ada", "members.list", { params: { cid: one }, query: {} });
      expect(members.items.map((member) => member.user.id)).toEqual(["ada"]);
    }
    const people = await server.must("eve", "spaces.listMembers", { ...inSpace, query: {} });
    expect(people.items.map((member) => member.user.id)).toEqual(["eve"]);
    expect((await server.must("eve", "spaces.get", inSpace)).space.memberCount).toBe(1);
    const seen = await server.must("ada", "messages.get", { params: { messageId: message.id } });
    expect(seen.message.reactions).toMatchObject([{ type: "👍", count: 1, userIds: ["ada"] }]);
    const receipts = await server.must("ada", "readState.receipts", { params: { cid } });
    expect(JSON.stringify(receipts)).not.toContain(id);
  });

  it("hands what they alone owned to the next in rank, then in time", async () => {
    const id = await person();
    const cid = await group(id, "ada", "bob");
    const member = { params: { cid, userId: "bob" }, body: { role: "admin" as const } };
    await server.must(id, "members.update", member);
    const { space } = await server.must(id, "spaces.create", { body: { name: "Mine" } });
    const inSpace = { params: { spaceId: space.id } };
    const { invite } = await server.must(id, "spaces.createInvite", { ...inSpace, body: {} });
    for (const one of ["eve", "ada"])
      await server.must(one, "invites.accept", { params: { code: invite.code } });
    await remove(id, "keep");
    const preview = await server.call("bob", "invites.get", { params: { code: invite.code } });
    expect(preview.error?.code).toBe("invite.not_found");
    const roles = async (name: "members.list" | "spaces.listMembers") => {
      const input = { params: { cid, spaceId: space.id }, query: {} };
      const only = { params: name === "members.list" ? { cid } : { spaceId: space.id }, query: {} };
      const { items } = await server.must("ada", name, { ...input, ...only } as never);
      return Object.fromEntries(items.map((one) => [one.user.id, one.role]));
    };
    expect(await roles("members.list")).toEqual({ ada: "member", bob: "owner" });
    expect(await roles("spaces.listMembers")).toEqual({ eve: "owner", ada: "member" });
  });

  it("is for good: the id comes back to nobody, and finds its way into nothing", async () => {
    const id = await person();
    const token = await server.token(id);
    await remove(id, "keep");
    const as = { authorization: `Bearer ${token}` };
    expect((await server.call(as, "me.get")).error?.code).toBe("user.deactivated");
    expect((await server.call(id, "me.get")).error?.code).toBe("user.not_found");
    const codes = async () => [
      (await server.call(null, "users.upsert", { params: { userId: id }, body: {} })).error?.code,
      (await server.call(null, "users.upsertMany", { body: { users: [{ id }, { id: "bob" }] } }))
        .error?.code,
      (await server.call(null, "users.update", { params: { userId: id }, body: {} })).error?.code,
      (await server.call(null, "users.reactivate", { params: { userId: id } })).error?.code,
      (await server.call(null, "users.createToken", { params: { userId: id }, body: {} })).error
        ?.code,
      (await server.call("ada", "channels.direct", { body: { userId: id } })).error?.code,
      (await server.call("ada", "channels.create", { body: { members: [id] } })).error?.code,
    ];
    expect(await codes()).toEqual([
      "user.deleted",
      "user.deleted",
      "user.deleted",
      "user.deleted",
      "user.not_found",
      "user.not_found",
      "user.not_found",
    ]);
    const found = await server.must(null, "users.list", { query: { q: "Deleted" } });
    expect(found.items).toEqual([]);
  });

  it("of many is all or nothing, and of nobody is refused", async () => {
    const [one, two] = [await person(), await person()];
    const wrong = { userIds: [one, "nobody-here"], messages: "keep" as const };
    expect((await server.call(null, "users.deleteMany", { body: wrong })).error?.code).toBe(
      "user.not_found",
    );
    expect((await server.call(one, "me.get")).status).toBe(200);
    const body = { userIds: [one, two, one], messages: "keep" as const };
    const { deletions } = await server.must(null, "users.deleteMany", { body });
    expect(deletions.map((deletion) => deletion.userId)).toEqual([one, two]);
    expect((await server.call(two, "me.get")).status).toBe(404);
    expect((await server.call(null, "users.deletion", { params: { userId: "ada" } })).status).toBe(
      404,
    );
  });

  it("that a crash interrupted is finished by the next start", async () => {
    const id = await person();
    const cid = await group("ada", id);
    await send(id, cid, "half erased");
    const { chat } = server;
    // As a process leaves it that dies right after the answer.
    await chat.engine.database.transaction({ app: server.appId }, (connection) =>
      connection.query(
        { text: "insert into user_deletions values ($1, $2, 'erase', now(), null)" },
        [server.appId, id],
      ),
    );
    await chat.start();
    await waitFor(async () => {
      const { deletion } = await server.must(null, "users.deletion", { params: { userId: id } });
      return deletion.doneAt !== null;
    });
    expect((await history("ada", cid)).items.some(({ text }) => text === "half erased")).toBe(
      false,
    );
  });
});

describe("what the tables hold of users [A2]", () => {
  const erased = [
    ...["account_sessions", "accounts", "channel_settings", "drafts", "members", "poll_ballots"],
    ...["reactions", "read_states", "reminders", "scheduled_messages", "space_members"],
    ...["thread_follows", "user_blocks", "user_messages", "user_settings"],
  ];
  // What was decided about somebody outlives them, as does that they were deleted.
  const kept = [
    ...["appeals", "audit_log", "bans", "moderation_decisions", "moderation_items"],
    ...["shadow_sends", "user_deletions"],
  ];

  async function rowsOf(userId: string): Promise<string[]> {
    return await server.chat.engine.database.transaction({ app: server.appId }, async (tx) => {
      const found = [];
      for (const table of erased) {
        const text = `select 1 from ${table} where user_id = $1 limit 1`;
        if ((await tx.query({ text }, [userId])).length > 0) found.push(table);
      }
      return found;
    });
  }

  it("goes or stays on purpose: no table is forgotten", async () => {
    const tables = await server.chat.engine.database.transaction({ app: server.appId }, (tx) =>
      tx.query<{ name: string }>(
        {
          text: "select c.table_name as name from information_schema.columns c where c.column_name = 'user_id' and c.table_schema = 'public'",
        },
        [],
      ),
    );
    expect(tables.map(({ name }) => name).toSorted()).toEqual([...erased, ...kept].toSorted());
  });

  it("is gone once a deletion is done", async () => {
    const id = await person();
    const cid = await group("ada", id);
    const root = await send("ada", cid, "a thread");
    await server.must(id, "threads.follow", { params: { messageId: root.id } });
    await server.must(id, "settings.update", { body: { privacy: { typing: false } } });
    const draft = { text: "unsent", writtenAt: new Date().toISOString() };
    await server.must(id, "drafts.save", { params: { cid }, body: draft });
    await server.must(id, "reactions.add", {
      params: { messageId: root.id, type: "👍" },
      query: {},
    });
    await server.must(id, "readState.mark", { params: { cid }, body: { generation: 0, seq: 1 } });
    await server.must(id, "me.mute", { params: { userId: "bob" } });
    await server.must("ada", "me.block", { params: { userId: id } });
    await server.chat.engine.relay.drained();
    expect((await rowsOf(id)).length).toBeGreaterThan(5);
    await remove(id, "keep");
    expect(await rowsOf(id)).toEqual([]);
    expect((await server.must("ada", "me.listBlocked", { query: {} })).items).toEqual([]);
  });
});

describe("shutting a user out [A2]", () => {
  it("ends tokens, log-in and connections at once, and lets them in again", async () => {
    const id = await person();
    const as = { authorization: `Bearer ${await server.token(id)}` };
    expect((await server.call(as, "me.get")).status).toBe(200);
    const { user } = await server.must(null, "users.deactivate", { params: { userId: id } });
    expect(user.deactivatedAt).toEqual(expect.any(String));
    expect(server.recorded.at(-1)).toEqual({
      kind: "end",
      selection: { appId: server.appId, userId: id },
    });
    expect((await server.call(as, "me.get")).error).toMatchObject({ code: "user.deactivated" });
    expect((await server.call(as, "me.get")).status).toBe(403);
    expect((await server.call(id, "me.get")).error?.code).toBe("user.deactivated");
    const token = await server.call(null, "users.createToken", {
      params: { userId: id },
      body: {},
    });
    expect(token.error?.code).toBe("user.deactivated");
    const added = await server.call("ada", "channels.create", { body: { members: [id] } });
    expect(added.error).toMatchObject({ code: "user.deactivated", details: { userIds: [id] } });
    await server.must(null, "users.reactivate", { params: { userId: id } });
    expect((await server.call(as, "me.get")).status).toBe(200);
  });

  it("holds for built-in accounts: neither password nor cookie opens", async () => {
    const password = "correct horse battery";
    const body = { username: "carol", password };
    const key = { "x-natter-key": server.appKey };
    const registered = await server.call(key, "accounts.register", { body });
    const cookie = (registered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await server.must(null, "users.deactivate", { params: { userId: "carol" } });
    expect((await server.call(key, "accounts.login", { body })).error?.code).toBe(
      "user.deactivated",
    );
    const wrong = { ...body, password: "wrong password" };
    expect((await server.call(key, "accounts.login", { body: wrong })).error?.code).toBe(
      "account.invalid_credentials",
    );
    expect((await server.call({ ...key, cookie }, "accounts.refresh")).error?.code).toBe(
      "account.session_ended",
    );
    await remove("carol", "keep");
    expect((await server.call(key, "accounts.login", { body })).error?.code).toBe(
      "account.invalid_credentials",
    );
  });

  it("of many is all or nothing, in the order given", async () => {
    const [one, two] = [await person(), await person()];
    const wrong = await server.call(null, "users.deactivateMany", {
      body: { userIds: [one, "nobody-here"] },
    });
    expect(wrong.error?.code).toBe("user.not_found");
    expect((await server.call(one, "me.get")).status).toBe(200);
    const { users } = await server.must(null, "users.deactivateMany", {
      body: { userIds: [two, one] },
    });
    expect(users.map((user) => user.id)).toEqual([two, one]);
    expect((await server.call(one, "me.get")).status).toBe(403);
  });

  it("keeps them from being added to a channel of a space they are in", async () => {
    const id = await person();
    const { space } = await server.must("eve", "spaces.create", { body: { name: "Shut" } });
    const inSpace = { params: { spaceId: space.id } };
    const { invite } = await server.must("eve", "spaces.createInvite", { ...inSpace, body: {} });
    await server.must(id, "invites.accept", { params: { code: invite.code } });
    const body = { name: "closed", visibility: "private" as const };
    const { channel } = await server.must("eve", "spaces.createChannel", { ...inSpace, body });
    await server.must(null, "users.deactivate", { params: { userId: id } });
    const add = { params: { cid: channel.cid }, body: { userIds: [id] } };
    expect((await server.call("eve", "members.add", add)).error?.code).toBe("user.deactivated");
  });

  it("keeps them out of what users find, and in the app's own list", async () => {
    const id = await person();
    await group("ada", id);
    const found = () => server.must("ada", "users.list", { query: { q: `Name of ${id}` } });
    expect((await found()).items).toHaveLength(1);
    await server.must(null, "users.deactivate", { params: { userId: id } });
    expect((await found()).items).toEqual([]);
    const all = await server.must(null, "users.list", { query: { q: `Name of ${id}` } });
    expect(all.items).toMatchObject([{ id, deactivatedAt: expect.any(String) }]);
  });
});

describe("changing a user [A2]", () => {
  it("leaves what is not named, tells who sees them, and makes nobody", async () => {
    const id = await person();
    const cid = await group("ada", id);
    const change = { params: { userId: id }, body: { name: "New name" } };
    const { user } = await server.must(null, "users.update", change);
    expect(user).toMatchObject({ name: "New name", custom: { secret: id } });
    const isTold = () =>
      server.recorded.some(
        (record) =>
          record.kind === "signal" &&
          record.stream === `ev:${server.appId}.${cid}` &&
          JSON.stringify(record.event).includes("New name"),
      );
    await waitFor(async () => isTold());
    const nobody = { params: { userId: "nobody-here" }, body: { name: "x" } };
    expect((await server.call(null, "users.update", nobody)).error?.code).toBe("user.not_found");
  });
});
