import { counterActions, counterChecks, runSeeds } from "@natter/testing/histories";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
const count = Number(process.env["SEEDS"] ?? 200);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

test(
  "[UNREAD-2] after any history of three devices every counter is a naive recount, and there is nothing to repair",
  { timeout: 300_000 },
  async () => {
    const plan = { actions: counterActions, checks: counterChecks };
    await expect(runSeeds(server, plan, { first: 1, count })).resolves.toBeUndefined();
  },
);
