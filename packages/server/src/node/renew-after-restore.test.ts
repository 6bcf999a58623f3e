import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@natter/testing/test-database";
import { startTestServer } from "@natter/testing/test-server";
import { afterAll, expect, test } from "vitest";
import { renewAfterRestore } from "./renew-after-restore.ts";

const db = await testDatabase(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "natter-restore-"));
const file = join(folder, "restored");

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.drop();
});

test("a database in another place than where it was made gets new epochs, once, in every app", async () => {
  // A test's database is a copy of a template: in another place.
  expect(await renewAfterRestore(db.url, file)).toBe(true);
  const servers = [
    await startTestServer({ databaseUrl: db.url }),
    await startTestServer({ databaseUrl: db.url }),
  ];
  const epochs = async () =>
    await Promise.all(
      servers.map(async ({ must }) => {
        const { items } = await must("ada", "channels.list", {});
        return items.map(({ position }) => position.epoch);
      }),
    );
  for (const { users, must } of servers) {
    await users("ada");
    await must("ada", "channels.create", { body: { name: "one" } });
    await must("ada", "channels.create", { body: { name: "two" } });
  }
  const before = await epochs();
  expect(await renewAfterRestore(db.url, file)).toBe(false);
  expect(await epochs()).toEqual(before);

  writeFileSync(file, ""); // as whoever restores in place does
  expect(await renewAfterRestore(db.url, file)).toBe(true);
  const after = await epochs();
  expect(after.flat()).toHaveLength(4);
  expect(after.flat().filter((epoch) => before.flat().includes(epoch))).toEqual([]);
  expect(await renewAfterRestore(db.url, file)).toBe(false);
  for (const server of servers) await server.stop();
});
