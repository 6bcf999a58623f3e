import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await testDatabase(import.meta.url);
  server = await startTestServer({ databaseUrl: database.url });
  await server.users("ada", "bob", "cy", "dan");
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function newSpace(owner: string, ...others: string[]) {
  const { space } = await server.must(owner, "spaces.create", { body: { name: "Engines" } });
  for (const userId of others) await join(owner, space.id, userId);
  return space;
}

async function join(owner: string, spaceId: string, userId: string) {
  const { invite } = await server.must(owner, "spaces.createInvite", {
    params: { spaceId },
    body: {},
  });
  return await server.must(userId, "invites.accept", { params: { code: invite.code } });
}

describe("a space", () => {
  it("is made with its creator as owner and a channel named general that the creator is in", async () => {
    const space = await newSpace("ada");
    expect(space).toMatchObject({ name: "Engines", memberCount: 1, role: "owner" });
    const { items } = await server.must("ada", "spaces.listChannels", {
      params: { spaceId: space.id },
      query: {},
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      cid: space.defaultCid,
      name: "general",
      title: "general",
      kind: "space",
      visibility: "space",
      memberCount: 1,
      membership: { role: "owner" },
    });
  });
});
