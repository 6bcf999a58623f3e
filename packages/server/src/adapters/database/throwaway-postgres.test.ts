import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { findPostgresProcess } from "./embedded-postgres-process.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

const fixture = fileURLToPath(new URL("throwaway-postgres.fixture.ts", import.meta.url));
const progress = (): void => undefined;

test("a stopped one leaves neither process nor folder", async () => {
  const { url, folder, stop } = await startThrowawayPostgres({ progress });
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("create table anything ()");
  await client.end();
  await stop({ keep: false });
  expect(await findServer(folder)).toBeNull();
  expect(await exists(folder)).toBe(false);
});

test("a kept one keeps its folder, without the process", async () => {
  const { folder, stop } = await startThrowawayPostgres({ progress });
  await stop({ keep: true });
  expect(await findServer(folder)).toBeNull();
  expect(await exists(join(folder, "postgres-18", "data"))).toBe(true);
  await rm(folder, { recursive: true });
});

test("it ends with the process that started it, even by kill -9, and the next run clears its folder", async () => {
  const child = spawn(process.execPath, [fixture], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const folder = String(line);
  expect(await findServer(folder)).not.toBeNull();
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  // Until it is reaped its process id counts as taken.
  await ended;
  await vi.waitUntil(async () => (await findServer(folder)) === null, { timeout: 20_000 });
  const next = await startThrowawayPostgres({ progress });
  expect(await exists(folder)).toBe(false);
  await next.stop({ keep: false });
});

function findServer(folder: string): ReturnType<typeof findPostgresProcess> {
  return findPostgresProcess(join(folder, "postgres-18", "data"));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
