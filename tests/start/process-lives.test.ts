import { testDatabase } from "@natter/testing/test-database";
import { afterEach, expect, test, vi } from "vitest";
import { isAlive } from "../../packages/server/src/adapters/database/embedded-postgres-process.ts";
import { findDatabase } from "./support/database.ts";
import { startProcessGroup, type ProcessGroup } from "./support/process-group.ts";
import { callerOf } from "./support/process-users.ts";

const started: ProcessGroup[] = [];

afterEach(async () => {
  for (const group of started.splice(0).toReversed()) await group.end();
});

async function start(environment: Record<string, string>): Promise<ProcessGroup> {
  const group = await startProcessGroup({ NATTER_DATABASE_CONNECTIONS: "4", ...environment });
  started.push(group);
  return group;
}

test("limits hold over all processes together", async () => {
  const db = await testDatabase(import.meta.url);
  const group = await start({ DATABASE_URL: db.url, NATTER_PROCESSES: "2" });
  const call = callerOf(group);
  const lines = [...(await group.lines(2)).values()];
  await call(null, "POST", "/v1/users", { users: [{ id: "ada", name: "Ada" }] });
  const { cid } = (await call("ada", "POST", "/v1/channels", { name: "Alone" })).body.channel;

  const begun = Date.now();
  const statuses: number[] = [];
  for (let number = 0; number < 40; number += 1) {
    const body = { clientId: `client-id-${number}`, text: "again" };
    const line = lines[number % 2];
    statuses.push((await call("ada", "POST", `/v1/channels/${cid}/messages`, body, line)).status);
  }
  const seconds = (Date.now() - begun) / 1_000;
  expect(new Set(statuses)).toEqual(new Set([201, 429]));
  // A burst of ten and five a second, whichever process is asked.
  expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(10 + 5 * seconds);

  const wrong = { username: "bob", password: "not the password" };
  const attempts: number[] = [];
  for (let number = 0; number < 14; number += 1) {
    const line = lines[number % 2];
    const headers = { "x-natter-key": group.appKey };
    const answer = await line?.call("POST", "/v1/accounts/login", headers, wrong);
    attempts.push(answer?.status ?? 0);
  }
  expect(attempts.slice(0, 10)).not.toContain(429);
  expect(attempts.slice(10)).toEqual([429, 429, 429, 429]);
  await started.pop()?.end();
  await db.drop();
});

test("Ctrl+C ends all processes and the database", async () => {
  const group = await start({ NATTER_PROCESSES: "3" });
  expect(group.output().match(/Natter is ready/g)).toHaveLength(1);
  expect(group.workers()).toHaveLength(3);
  group.signalAll("SIGINT");
  expect(await group.exit).toBe(0);
  expect(group.isAnythingLeft()).toBe(false);
  expect((await findDatabase(group.dataDir))?.pid).toBeUndefined();
});

test("kill -9 of the primary ends the others; the next start adopts the database", async () => {
  const killed = await start({ NATTER_PROCESSES: "2" });
  const orphan = await findDatabase(killed.dataDir);
  process.kill(killed.pid, "SIGKILL");
  await vi.waitUntil(() => !killed.isAnythingLeft(), { timeout: 15_000 });
  expect(orphan?.pid && isAlive(orphan.pid)).toBe(true);

  const next = await start({ NATTER_PROCESSES: "2", NATTER_DATA_DIR: killed.dataDir });
  expect(await findDatabase(killed.dataDir)).toEqual(orphan);
  expect((await fetch(`${next.url}/healthz`)).status).toBe(200);
  next.signalAll("SIGTERM");
  expect(await next.exit).toBe(0);
  expect((await findDatabase(killed.dataDir))?.pid).toBeUndefined();
});

test("a taken port is told in one sentence, and nothing stays", async () => {
  const { createServer } = await import("node:net");
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = String(typeof address === "object" && address ? address.port : 0);
  await expect(start({ NATTER_PROCESSES: "2", PORT: port })).rejects.toThrow(
    `Port ${port} is taken by another program.`,
  );
  other.close();
});
