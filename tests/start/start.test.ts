import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { isAlive } from "../../packages/server/src/adapters/database/embedded-postgres-process.ts";
import { startThrowawayPostgres } from "../../packages/server/src/adapters/database/throwaway-postgres.ts";
import { makeCheckout } from "./support/checkout.ts";
import type { Checkout } from "./support/checkout.ts";
import { findDatabase } from "./support/database.ts";
import { npmStart } from "./support/npm-start.ts";
import type { NpmStart } from "./support/npm-start.ts";

let checkout: Checkout;
const started: NpmStart[] = [];

beforeAll(() => {
  checkout = makeCheckout({ user: undefined, installed: true });
});

afterEach(async () => {
  for (const one of started.splice(0)) {
    if (one.isAnythingLeft()) one.killAll();
    await one.exit;
  }
});

afterAll(() => checkout.remove());

test("it starts, serves, and Ctrl+C ends everything, the database too; then again within ten seconds", async () => {
  const first = await start();
  const address = await first.ready;
  expect(address).toBe(`http://localhost:${first.port}`);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  await endByControlC(first);

  const before = Date.now();
  const second = await start();
  await second.ready;
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(
    (await fetch(`${address.replace(String(first.port), String(second.port))}/healthz`)).status,
  ).toBe(200);
  await endByControlC(second);
});

test("a signal to npm alone ends everything too, and npm waits for it", async () => {
  const one = await start();
  await one.ready;
  one.signalNpm("SIGTERM");
  expect(await one.exit).toBe(0);
  expect(one.isAnythingLeft()).toBe(false);
  await expectNothingLeft(one);
});

test("kill -9 of npm alone ends the server and the database", async () => {
  const one = await start();
  await one.ready;
  one.signalNpm("SIGKILL");
  await expectNothingLeft(one);
});

test("Ctrl+C while it starts leaves nothing behind", async () => {
  const one = await start();
  await vi.waitUntil(async () => (await findDatabase(dataDir()))?.pid, {
    timeout: 60_000,
    interval: 5,
  });
  one.pressControlC();
  await one.exit;
  await expectNothingLeft(one);
});

test("after kill -9 of everything, the next start adopts the database", async () => {
  const killed = await start();
  await killed.ready;
  const orphan = await findDatabase(dataDir());
  killed.killAll();
  await killed.exit;
  expect(orphan?.pid && isAlive(orphan.pid)).toBe(true);

  const next = await start();
  const address = await next.ready;
  expect(await findDatabase(dataDir())).toEqual(orphan);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  await endByControlC(next);
});

test("a taken port is told in one sentence, and the database does not stay", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const one = await start({ PORT: String(port) });
  expect(await one.exit).toBe(1);
  expect(sentence(one)).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );
  await expectNothingLeft(one);
  other.close();
});

test("a second start on the same data folder is told so, and the first carries on", async () => {
  const first = await start();
  const address = await first.ready;
  const second = await start();
  expect(await second.exit).toBe(1);
  expect(sentence(second)).toMatch(/^Natter is already running on /);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  await endByControlC(first);
});

test("with DATABASE_URL it uses that database, makes none of its own and no demo", async () => {
  const operators = await startThrowawayPostgres({ progress: () => undefined });
  const other = join(checkout.folder, "elsewhere");
  const one = await start({ DATABASE_URL: operators.url, NATTER_DATA_DIR: "elsewhere" });
  const address = await one.ready;
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(await findDatabase(other)).toBeUndefined();
  expect(await (await fetch(`${address}/config.json`)).json()).toMatchObject({ demo: false });
  one.pressControlC();
  expect(await one.exit).toBe(0);
  await operators.stop({ keep: false });
});

test("an unreachable database is told in one sentence", async () => {
  const one = await start({ DATABASE_URL: "postgres://natter:hunter2@127.0.0.1:1/natter" });
  expect(await one.exit).toBe(1);
  expect(sentence(one)).toBe(
    "The database at 127.0.0.1:1 cannot be reached: nothing listens there. Start it, or correct DATABASE_URL.",
  );
});

test("wrong settings are told all at once", async () => {
  const one = await start({ PORT: "eighty", NATTER_LOG_LEVEL: "loud" });
  expect(await one.exit).toBe(1);
  expect(one.output()).toMatch(/2 settings are wrong:\n +- PORT: .*\n +- NATTER_LOG_LEVEL: /);
});

test("the secrets on disk are their owner's alone", async () => {
  const one = await start();
  await one.ready;
  expect(readFileSync(join(dataDir(), "secret"), "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
  expect(one.output()).not.toContain(readFileSync(join(dataDir(), "secret"), "utf8").trim());
  await endByControlC(one);
});

async function start(environment?: Record<string, string>): Promise<NpmStart> {
  const one = await npmStart(checkout, environment);
  started.push(one);
  return one;
}

function dataDir(): string {
  return join(checkout.folder, ".natter");
}

/** The last line that is Natter's own, without npm's. */
function sentence(one: NpmStart): string | undefined {
  return one
    .output()
    .trim()
    .split("\n")
    .findLast((line) => !line.startsWith("npm "));
}

async function endByControlC(one: NpmStart): Promise<void> {
  one.pressControlC();
  expect([0, 130]).toContain(await one.exit);
  await expectNothingLeft(one);
}

async function expectNothingLeft(one: NpmStart): Promise<void> {
  await vi.waitUntil(() => !one.isAnythingLeft(), { timeout: 15_000 });
  expect((await findDatabase(dataDir()))?.pid).toBeUndefined();
}
