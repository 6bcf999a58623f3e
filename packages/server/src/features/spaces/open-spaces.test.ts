import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const { call, must } = server;

beforeAll(() => server.users("ada", "bob", "cy", "dan"));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function newSpace(owner: string, joinPolicy: "open" | "invite" = "invite") {
  const body = { name: "Engines", joinPolicy };
  return (await must(owner, "spaces.create", { body })).space.id as string;
}

async function invite(as: string, spaceId: string, body = {}) {
  return (await must(as, "spaces.createInvite", { params: { spaceId }, body })).invite.code;
}

async function bring(spaceId: string, owner: string, ...people: string[]) {
  const code = await invite(owner, spaceId);
  for (const userId of people) await must(userId, "invites.accept", { params: { code } });
}

async function roles(as: string, spaceId: string): Promise<Record<string, string>> {
  const { items } = await must(as, "spaces.listMembers", { params: { spaceId }, query: {} });
  return Object.fromEntries(items.map(({ user, role }) => [user.id, role]));
}

const statusOf = async (
  answer: Promise<{ status: number; error?: { code: string } | undefined }>,
) => {
  const { status, error } = await answer;
  return error?.code ?? status;
};

describe("[B1] joining openly", () => {
  it("is for spaces that are open; any other answers like none", async () => {
    const closed = await newSpace("ada");
    const open = await newSpace("ada", "open");
    const join = (spaceId: string) => statusOf(call("bob", "spaces.join", { params: { spaceId } }));
    expect(await join(closed)).toBe("space.not_found");
    expect(await join("00000000-0000-4000-8000-000000000000")).toBe("space.not_found");
    expect(await join(open)).toBe(200);
    expect(await join(open)).toBe(200);
    const { space } = await must("bob", "spaces.get", { params: { spaceId: open } });
    expect(space).toMatchObject({ memberCount: 2, role: "member", joinPolicy: "open" });
    const { items } = await must("bob", "channels.list", { query: {} });
    expect(items.map((channel) => channel.cid)).toContain(space.defaultCid);
  });

  it("opens and closes with the space, by those who may change it", async () => {
    const spaceId = await newSpace("ada");
    await bring(spaceId, "ada", "bob");
    const at = { params: { spaceId } };
    const body = { joinPolicy: "open" as const };
    expect(await statusOf(call("bob", "spaces.update", { ...at, body }))).toBe("space.forbidden");
    const { space } = await must("ada", "spaces.update", { ...at, body });
    expect(space).toMatchObject({ name: "Engines", joinPolicy: "open" });
    const listed = async () => {
      const { items } = await must("cy", "spaces.listOpen", { query: { limit: 100 } });
      return items.find((item) => item.id === spaceId);
    };
    expect(await listed()).toEqual({ id: spaceId, name: "Engines", memberCount: 2, joined: false });
    await must("cy", "spaces.join", at);
    expect(await listed()).toMatchObject({ memberCount: 3, joined: true });
    await must("ada", "spaces.update", { ...at, body: { joinPolicy: "invite" } });
    expect(await listed()).toBe(undefined);
    expect(await statusOf(call("dan", "spaces.join", at))).toBe("space.not_found");
    expect(await statusOf(call("cy", "spaces.join", at))).toBe(200);
  });

  it("counts each person once when all come at once, and tells the members", async () => {
    const spaceId = await newSpace("ada", "open");
    const people = ["bob", "cy", "dan"];
    await Promise.all(
      [...people, ...people].map((userId) => must(userId, "spaces.join", { params: { spaceId } })),
    );
    const { space } = await must("ada", "spaces.get", { params: { spaceId } });
    expect(space.memberCount).toBe(4);
    expect(Object.keys(await roles("ada", spaceId))).toHaveLength(4);
    const hints = server.recorded.filter(
      (item) =>
        item.kind === "signal" &&
        item.stream === `user:${server.appId}.ada` &&
        (item.event as { spaceId?: string }).spaceId === spaceId,
    );
    expect(hints.length).toBeGreaterThan(0);
  });
});

describe("[B1] invites", () => {
  it("are listed to who made them, and all to who leads the space, newest first", async () => {
    const spaceId = await newSpace("ada");
    await bring(spaceId, "ada", "bob");
    const own = await invite("bob", spaceId, { maxUses: 2 });
    const list = async (as: string, query = {}) =>
      await must(as, "spaces.listInvites", { params: { spaceId }, query });
    expect((await list("bob")).items).toMatchObject([{ code: own, createdBy: "bob", uses: 0 }]);
    const all = (await list("ada")).items.map((item) => item.code);
    expect(all).toHaveLength(2);
    expect(all[0]).toBe(own);
    const first = await list("ada", { limit: 1 });
    const rest = await list("ada", { limit: 1, cursor: first.next ?? "" });
    expect([...first.items, ...rest.items].map((item) => item.code)).toEqual(all);
    expect(rest.next).toBe(null);
    const strange = call("cy", "spaces.listInvites", { params: { spaceId }, query: {} });
    expect(await statusOf(strange)).toBe("space.not_found");
  });

  it("end when they are revoked: by who made them or who leads the space, and nobody else", async () => {
    const spaceId = await newSpace("ada");
    await bring(spaceId, "ada", "bob", "cy");
    const code = await invite("bob", spaceId);
    const revoke = (as: string, id = spaceId) =>
      statusOf(call(as, "spaces.revokeInvite", { params: { spaceId: id, code } }));
    expect(await revoke("cy")).toBe("invite.not_found");
    expect(await revoke("dan")).toBe("space.not_found");
    expect(await revoke("ada", await newSpace("ada"))).toBe("invite.not_found");
    expect(await revoke("ada")).toBe(204);
    expect(await revoke("bob")).toBe("invite.not_found");
    const late = await statusOf(call("dan", "invites.accept", { params: { code } }));
    expect(late).toBe("invite.not_found");
  });

  it("let in no more people than they say, however many come at once", async () => {
    const spaceId = await newSpace("ada");
    const code = await invite("ada", spaceId, { maxUses: 1 });
    const answers = await Promise.all(
      ["bob", "cy", "dan"].map((userId) =>
        statusOf(call(userId, "invites.accept", { params: { code } })),
      ),
    );
    expect(answers.toSorted()).toEqual([200, "invite.expired", "invite.expired"]);
  });
});

describe("[B1] handing a space over", () => {
  it("makes another member the owner, and the owner an admin", async () => {
    const spaceId = await newSpace("ada");
    await bring(spaceId, "ada", "bob", "cy");
    const transfer = (as: string, userId: string) =>
      statusOf(call(as, "spaces.transfer", { params: { spaceId }, body: { userId } }));
    expect(await transfer("bob", "bob")).toBe("space.forbidden");
    expect(await transfer("ada", "dan")).toBe("member.not_found");
    expect(await transfer("ada", "ada")).toBe(200);
    expect(await transfer("ada", "bob")).toBe(200);
    expect(await roles("ada", spaceId)).toEqual({ ada: "admin", bob: "owner", cy: "member" });
    expect(await transfer("ada", "cy")).toBe("space.forbidden");
    const leave = { params: { spaceId, userId: "ada" } };
    expect(await statusOf(call("ada", "spaces.removeMember", leave))).toBe(204);
  });

  it("leaves one owner, however many hand over, leave and are promoted at once", async () => {
    for (let round = 0; round < 8; round += 1) {
      const spaceId = await newSpace("ada");
      await bring(spaceId, "ada", "bob", "cy");
      const transfer = (userId: string) =>
        statusOf(call("ada", "spaces.transfer", { params: { spaceId }, body: { userId } }));
      const leave = (userId: string) =>
        statusOf(call(userId, "spaces.removeMember", { params: { spaceId, userId } }));
      const [toBob, toCy, left] = await Promise.all([
        transfer("bob"),
        transfer("cy"),
        leave("bob"),
      ]);
      const bobWasFirst = toBob === 200;
      // Bob left before he could be owner, or was owner before he could leave.
      expect(left).toBe(bobWasFirst ? "space.owner_cannot_leave" : 204);
      const owners = Object.entries(await roles("cy", spaceId)).filter(
        ([, role]) => role === "owner",
      );
      expect(owners).toEqual([[bobWasFirst ? "bob" : "cy", "owner"]]);
      expect([toBob, toCy].filter((status) => status === 200)).toHaveLength(1);
    }
  });
});
