import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const { call, must } = server;

beforeAll(() => server.users("ada", "bob", "cy", "dan"));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function newGroup(): Promise<string> {
  return (await must("ada", "channels.create", { body: { members: ["bob", "cy"] } })).channel.cid;
}

async function roles(cid: string): Promise<Record<string, string>> {
  const { items } = await must(null, "members.list", { params: { cid }, query: {} }).catch(() =>
    must("cy", "members.list", { params: { cid }, query: {} }),
  );
  return Object.fromEntries(items.map(({ user, role }) => [user.id, role]));
}

const transfer = async (as: string, cid: string, userId: string) => {
  const answer = await call(as, "members.transfer", { params: { cid }, body: { userId } });
  return answer.error?.code ?? answer.status;
};

it("[B5] an owner hands a group over to another member and becomes an admin", async () => {
  const cid = await newGroup();
  expect(await transfer("bob", cid, "bob")).toBe("channel.forbidden");
  expect(await transfer("dan", cid, "bob")).toBe("channel.not_found");
  expect(await transfer("ada", cid, "dan")).toBe("member.not_found");
  expect(await transfer("ada", cid, "ada")).toBe(200);
  expect(await roles(cid)).toEqual({ ada: "owner", bob: "member", cy: "member" });
  expect(await transfer("ada", cid, "bob")).toBe(200);
  expect(await roles(cid)).toEqual({ ada: "admin", bob: "owner", cy: "member" });
  expect(await transfer("ada", cid, "ada")).toBe("channel.forbidden");
  const { channel } = await must("bob", "channels.get", { params: { cid } });
  expect(channel.capabilities).toContain("delete-channel");
});

it("[B5] a direct channel belongs to nobody", async () => {
  const { channel } = await must("ada", "channels.direct", { body: { userId: "bob" } });
  expect(await transfer("ada", channel.cid, "bob")).toBe("member.direct_is_fixed");
});

it("[B5] there is one owner after all, however many hand over and leave at once", async () => {
  for (let round = 0; round < 8; round += 1) {
    const cid = await newGroup();
    const leave = (userId: string) => call(userId, "members.remove", { params: { cid, userId } });
    const [toBob, toCy] = await Promise.all([
      transfer("ada", cid, "bob"),
      transfer("ada", cid, "cy"),
      leave("bob"),
    ]);
    const all = await roles(cid);
    expect(Object.values(all).filter((role) => role === "owner")).toHaveLength(1);
    expect([toBob, toCy].filter((status) => status === 200).length).toBeGreaterThan(0);
  }
});
