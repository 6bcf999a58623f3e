import { ChatEvent } from "@natter/contract";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let clock = Date.parse("2026-06-01T12:00:00Z");
let server: TestServer;
const crowd = Array.from({ length: 20 }, (_, index) => `crowd-${index}`);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, now: () => new Date(clock) });
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

async function newSpace(owner: string, ...others: string[]) {
  const { space } = await server.must(owner, "spaces.create", { body: { name: "Engines" } });
  const code = await inviteTo(owner, space.id);
  for (const userId of others) await server.must(userId, "invites.accept", { params: { code } });
  await server.chat.engine.relay.drained();
  server.recorded.length = 0;
  return { ...space, spaceId: space.id, defaultCid: space.defaultCid ?? "" };
}

async function inviteTo(owner: string, spaceId: string, body = {}): Promise<string> {
  const made = await server.must(owner, "spaces.createInvite", { params: { spaceId }, body });
  return made.invite.code;
}

async function newChannel(owner: string, spaceId: string, name: string, visibility = "space") {
  const body = { name, visibility: visibility as "space" | "private" };
  const { channel } = await server.must(owner, "spaces.createChannel", {
    params: { spaceId },
    body,
  });
  return channel;
}

/** What one user was told on their own line since the last clearing. */
async function toldTo(userId: string) {
  await server.chat.engine.relay.drained();
  return server.recorded.flatMap((record) =>
    record.kind === "publish" && record.stream === `user:${server.appId}.${userId}`
      ? [ChatEvent.parse(record.event)]
      : [],
  );
}

const typesOf = (events: readonly ChatEvent[]) => events.map((event) => event.type);

describe("a new space", () => {
  it("belongs to its creator, with a channel named general that the creator is in", async () => {
    const { space } = await server.must("ada", "spaces.create", { body: { name: " Engines " } });
    expect(space).toMatchObject({ name: "Engines", memberCount: 1, role: "owner" });
    const { items } = await server.must("ada", "spaces.listChannels", {
      params: { spaceId: space.id },
      query: {},
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      ...{ cid: space.defaultCid, name: "general", title: "general", kind: "space" },
      ...{ visibility: "space", memberCount: 1, membership: { role: "owner" } },
    });
    const told = await toldTo("ada");
    expect(typesOf(told)).toContain("notification.space_added");
    expect(typesOf(told)).toContain("notification.channel_added");
    expect(told.find((event) => event.type === "notification.space_added")).toMatchObject({
      space,
    });
  });

  it("is among its members' spaces, page by page, and among nobody else's", async () => {
    const made = [await newSpace("cy"), await newSpace("cy"), await newSpace("cy")];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: 2, ...(cursor ? { cursor } : {}) };
      const page = await server.must("cy", "spaces.list", { query });
      seen.push(...page.items.map((space) => space.id as string));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(made.map((space) => space.id));
    expect((await server.must("dan", "spaces.list", { query: {} })).items).toEqual([]);
  });
});

describe("a stranger", () => {
  it("gets the same answer for every route of a space as for one that does not exist", async () => {
    const { spaceId } = await newSpace("ada", "bob");
    const nowhere = "019f0000-0000-7000-8000-000000000000";
    const ask = async (id: string) => {
      const at = { params: { spaceId: id } };
      const of = { params: { spaceId: id, userId: "bob" } };
      const answers = [
        await server.call("dan", "spaces.get", at),
        await server.call("dan", "spaces.update", { ...at, body: { name: "Mine" } }),
        await server.call("dan", "spaces.delete", at),
        await server.call("dan", "spaces.listMembers", { ...at, query: {} }),
        await server.call("dan", "spaces.listChannels", { ...at, query: {} }),
        await server.call("dan", "spaces.createChannel", { ...at, body: { name: "x" } }),
        await server.call("dan", "spaces.createInvite", { ...at, body: {} }),
        await server.call("dan", "spaces.updateMember", { ...of, body: { role: "guest" } }),
        await server.call("dan", "spaces.removeMember", of),
      ];
      return answers.map(({ status, error }) => [status, error?.code, error?.message]);
    };
    const answers = await ask(spaceId);
    expect(answers).toEqual(await ask(nowhere));
    expect(new Set(answers.map(([, code]) => code))).toEqual(new Set(["space.not_found"]));
  });
});

describe("an invite", () => {
  it("shows name and size, and lets whoever has it join the space and its first channel", async () => {
    const { spaceId, defaultCid } = await newSpace("ada");
    const code = await inviteTo("ada", spaceId);
    const preview = await server.must("bob", "invites.get", { params: { code } });
    const space = { id: spaceId, name: "Engines", memberCount: 1 };
    expect(preview).toEqual({ space, joined: false });
    const joined = await server.must("bob", "invites.accept", { params: { code } });
    expect(joined.space).toMatchObject({ memberCount: 2, role: "member", defaultCid });
    const channel = (await server.must("bob", "channels.get", { params: { cid: defaultCid } }))
      .channel;
    expect(channel).toMatchObject({ memberCount: 2, membership: { role: "member" } });
    const told = typesOf(await toldTo("bob"));
    expect(told.filter((type) => type.startsWith("notification."))).toEqual([
      "notification.space_added",
      "notification.channel_added",
    ]);
    expect(typesOf(await toldTo("ada"))).toContain("member.added");
    expect(server.recorded).toContainEqual({
      kind: "signal",
      stream: `user:${server.appId}.ada`,
      event: { type: "space.changed", spaceId, what: "members" },
    });
  });

  it("used again by a member changes nothing and uses nothing up", async () => {
    const { spaceId } = await newSpace("ada");
    const code = await inviteTo("ada", spaceId, { maxUses: 1 });
    for (let times = 0; times < 3; times += 1) {
      const { space } = await server.must("bob", "invites.accept", { params: { code } });
      expect(space.memberCount).toBe(2);
    }
    expect((await server.must("bob", "invites.get", { params: { code } })).joined).toBe(true);
    expect((await server.call("cy", "invites.accept", { params: { code } })).error?.code).toBe(
      "invite.expired",
    );
    expect((await server.call("cy", "invites.get", { params: { code } })).status).toBe(410);
  });

  it("lets in no more than it says, however many come at once", async () => {
    const { spaceId } = await newSpace("ada");
    const code = await inviteTo("ada", spaceId, { maxUses: 5 });
    const answers = await Promise.all(
      crowd.map((userId) => server.call(userId, "invites.accept", { params: { code } })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(5);
    expect(answers.filter((answer) => answer.error?.code === "invite.expired")).toHaveLength(15);
    const { space } = await server.must("ada", "spaces.get", { params: { spaceId } });
    const { items } = await server.must("ada", "spaces.listMembers", {
      params: { spaceId },
      query: {},
    });
    expect([space.memberCount, items.length]).toEqual([6, 6]);
  });

  it("ends when its time is over, and one for ever does not", async () => {
    const { spaceId } = await newSpace("ada");
    const short = await inviteTo("ada", spaceId, { expiresInSeconds: 60 });
    const endless = await inviteTo("ada", spaceId, { expiresInSeconds: null });
    clock += 61_000;
    expect(
      (await server.call("bob", "invites.accept", { params: { code: short } })).error?.code,
    ).toBe("invite.expired");
    expect((await server.call("bob", "invites.accept", { params: { code: endless } })).status).toBe(
      200,
    );
    const unknown = { params: { code: "not-an-invite-of-ours" } };
    expect((await server.call("bob", "invites.accept", unknown)).error?.code).toBe(
      "invite.not_found",
    );
  });

  it("is not made by a guest", async () => {
    const { spaceId } = await newSpace("ada", "bob");
    const params = { spaceId, userId: "bob" };
    await server.must("ada", "spaces.updateMember", { params, body: { role: "guest" } });
    const answer = await server.call("bob", "spaces.createInvite", {
      params: { spaceId },
      body: {},
    });
    expect(answer.error?.code).toBe("space.forbidden");
  });
});

describe("who is removed from a space", () => {
  it("is out of all its channels at once, hears nothing more, and others are told", async () => {
    const { spaceId, defaultCid } = await newSpace("ada", "bob", "cy");
    const talk = await newChannel("bob", spaceId, "talk");
    const secret = await newChannel("ada", spaceId, "secret", "private");
    // Bob may read this one without having joined, and so may be listening to it.
    const unjoined = await newChannel("ada", spaceId, "unjoined");
    await server.must("ada", "members.add", {
      params: { cid: secret.cid },
      body: { userIds: ["bob"] },
    });
    await server.must("cy", "channels.join", { params: { cid: talk.cid } });
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;

    await server.must("ada", "spaces.removeMember", { params: { spaceId, userId: "bob" } });

    const told = await toldTo("bob");
    const cids = told.flatMap((event) =>
      event.type === "notification.channel_removed" ? [event.cid] : [],
    );
    expect(cids.toSorted()).toEqual([defaultCid, talk.cid, secret.cid].toSorted());
    expect(told.at(-1)).toMatchObject({ type: "notification.space_removed", spaceId });
    const seen = await toldTo("cy");
    expect(seen.filter((event) => event.type === "member.removed")).toHaveLength(2);
    for (const cid of [defaultCid, talk.cid, secret.cid, unjoined.cid]) {
      expect((await server.call("bob", "channels.get", { params: { cid } })).status).toBe(404);
      for (const line of ["chat", "ev"]) {
        expect(server.recorded).toContainEqual({
          kind: "unsubscribe",
          user: `${server.appId}.bob`,
          stream: `${line}:${server.appId}.${cid}`,
        });
      }
    }
    const { space } = await server.must("ada", "spaces.get", { params: { spaceId } });
    expect(space.memberCount).toBe(2);
    expect((await server.call("bob", "spaces.get", { params: { spaceId } })).status).toBe(404);
    const again = { params: { spaceId, userId: "bob" } };
    expect((await server.call("ada", "spaces.removeMember", again)).error?.code).toBe(
      "member.not_found",
    );
  });

  it("may be oneself, unless one owns it", async () => {
    const { spaceId } = await newSpace("ada", "bob");
    const leave = (userId: string) =>
      server.call(userId, "spaces.removeMember", { params: { spaceId, userId } });
    expect((await leave("ada")).error?.code).toBe("space.owner_cannot_leave");
    expect((await leave("bob")).status).toBe(204);
    expect((await leave("bob")).error?.code).toBe("space.not_found");
  });

  it("is removed once, however many remove them at once", async () => {
    const { spaceId } = await newSpace("ada", "bob", "cy");
    await server.must("ada", "spaces.updateMember", {
      params: { spaceId, userId: "cy" },
      body: { role: "admin" },
    });
    const params = { spaceId, userId: "bob" };
    const answers = await Promise.all(
      ["ada", "cy", "ada", "cy"].map((by) => server.call(by, "spaces.removeMember", { params })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, 404, 404, 404]);
    const { space } = await server.must("ada", "spaces.get", { params: { spaceId } });
    expect(space.memberCount).toBe(2);
  });
});

describe("roles in a space", () => {
  it("are changed by whoever stands above, and others hear that members changed", async () => {
    const { spaceId } = await newSpace("ada", "bob", "cy");
    const change = (by: string, userId: string, role: "admin" | "member" | "guest") =>
      server.call(by, "spaces.updateMember", { params: { spaceId, userId }, body: { role } });
    expect((await change("bob", "cy", "guest")).error?.code).toBe("space.forbidden");
    expect((await change("ada", "bob", "admin")).body.member).toMatchObject({ role: "admin" });
    expect((await change("bob", "cy", "admin")).error?.code).toBe("space.forbidden");
    expect((await change("bob", "ada", "member")).error?.code).toBe("space.forbidden");
    expect((await change("bob", "cy", "guest")).status).toBe(200);
    expect((await change("bob", "dan", "guest")).error?.code).toBe("member.not_found");
    expect(
      (
        await server.call("cy", "spaces.createChannel", {
          params: { spaceId },
          body: { name: "mine" },
        })
      ).error?.code,
    ).toBe("space.forbidden");
    expect(server.recorded.filter((record) => record.kind === "signal")).toHaveLength(6);
  });
});

describe("a space", () => {
  it("is renamed, and all its members get a hint", async () => {
    const { spaceId } = await newSpace("ada", "bob");
    const body = { name: "Machines" };
    const renamed = await server.must("ada", "spaces.update", { params: { spaceId }, body });
    expect(renamed.space.name).toBe("Machines");
    expect(server.recorded.map((record) => ("event" in record ? record.event : null))).toEqual([
      { type: "space.changed", spaceId, what: "space" },
      { type: "space.changed", spaceId, what: "space" },
    ]);
    expect((await server.call("bob", "spaces.update", { params: { spaceId }, body })).status).toBe(
      403,
    );
  });

  it("is deleted with all that is in it, and everybody in it is told of each thing they lost", async () => {
    const { spaceId, defaultCid } = await newSpace("ada", "bob");
    const talk = await newChannel("bob", spaceId, "talk");
    const body = { clientId: "client-0001", text: "hello" };
    const { message } = await server.must("bob", "messages.send", {
      params: { cid: talk.cid },
      body,
    });
    await server.chat.engine.relay.drained();
    server.recorded.length = 0;
    expect((await server.call("bob", "spaces.delete", { params: { spaceId } })).status).toBe(403);
    await server.must("ada", "spaces.delete", { params: { spaceId } });
    const told = await toldTo("bob");
    expect(told).toMatchObject([
      { type: "notification.channel_removed" },
      { type: "notification.channel_removed" },
      { type: "notification.space_removed", spaceId },
    ]);
    for (const userId of ["ada", "bob"]) {
      expect((await server.call(userId, "spaces.get", { params: { spaceId } })).status).toBe(404);
      for (const cid of [defaultCid, talk.cid]) {
        expect((await server.call(userId, "channels.get", { params: { cid } })).status).toBe(404);
      }
      const params = { messageId: message.id };
      expect((await server.call(userId, "messages.get", { params })).status).toBe(404);
    }
  });

  it("lists its members page by page", async () => {
    const { spaceId } = await newSpace("ada", "bob", "cy");
    const first = await server.must("ada", "spaces.listMembers", {
      params: { spaceId },
      query: { limit: 2 },
    });
    expect(first.items.map((member) => [member.user.id, member.role])).toEqual([
      ["ada", "owner"],
      ["bob", "member"],
    ]);
    const query = { limit: 2, cursor: first.next ?? "" };
    const second = await server.must("ada", "spaces.listMembers", { params: { spaceId }, query });
    expect(second.items.map((member) => member.user.id)).toEqual(["cy"]);
    expect(second.next).toBeNull();
  });
});
