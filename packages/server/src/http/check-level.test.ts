import { contractLevel } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const oldest = contractLevel + 2;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, oldestLevel: oldest });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

async function callAs(level: string) {
  const key = { authorization: `Bearer ${server.serverKey}` };
  const { status, error, headers } = await server.call(
    { ...key, "x-natter-level": level },
    "users.list",
  );
  return { status, error, said: headers.get("x-natter-level") };
}

test.each([1, oldest - 1])("a client of level %i is told that it is too old", async (level) => {
  const { status, error, said } = await callAs(String(level));
  expect(status).toBe(410);
  expect(error).toMatchObject({
    code: "client.too_old",
    details: { level, oldest, current: contractLevel },
  });
  expect(said).toBe(String(contractLevel));
});

test.each([oldest, oldest + 1, 999_999])("a client of level %i is served", async (level) => {
  expect(await callAs(String(level))).toMatchObject({ status: 200, said: String(contractLevel) });
});

test("whoever says no level is served", async () => {
  expect((await server.call(null, "users.list")).status).toBe(200);
});

test.each(["0", "-1", "1.5", "one", "1e3", "99999999", "", "1, 2"])(
  "a level of %j is refused with a clear error",
  async (level) => {
    expect(await callAs(level)).toMatchObject({ status: 400, error: { code: "request.invalid" } });
  },
);
