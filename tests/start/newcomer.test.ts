import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeCheckout, ordinaryUser, prepareNpm } from "./support/checkout.ts";
import type { Checkout } from "./support/checkout.ts";
import { findDatabase } from "./support/database.ts";
import { npmStart } from "./support/npm-start.ts";
import type { NpmStart } from "./support/npm-start.ts";

const isRoot = process.getuid?.() === 0;

let checkout: Checkout;
const started: NpmStart[] = [];

beforeAll(() => {
  checkout = makeCheckout({ user: isRoot ? ordinaryUser : undefined, installed: false });
  prepareNpm(checkout);
});

afterEach(async () => {
  for (const one of started.splice(0)) {
    if (one.isAnythingLeft()) one.killAll();
    await one.exit;
  }
});

afterAll(() => checkout.remove());

test("an ordinary user's first start on a fresh clone installs, builds, creates and serves", async () => {
  expect(existsSync(join(checkout.folder, "node_modules"))).toBe(false);
  const one = await start();
  const address = await one.ready;
  for (const step of ["Installing dependencies", "Building the web app", "Creating the database"]) {
    expect(one.output()).toContain(step);
  }
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  const page = await fetch(`${address}/demo`, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  const database = await findDatabase(join(checkout.folder, ".natter"));
  expect(database?.home).toBe(join(checkout.folder, ".natter"));
  one.pressControlC();
  expect(await one.exit).toBe(0);
  expect((await findDatabase(join(checkout.folder, ".natter")))?.pid).toBeUndefined();
});

test("the second start neither installs nor builds, and is ready within ten seconds", async () => {
  const before = Date.now();
  const one = await start();
  await one.ready;
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(one.output()).not.toMatch(/Installing|Building|Creating/);
  one.pressControlC();
  expect(await one.exit).toBe(0);
});

test("a start after an interrupted installation installs again", async () => {
  execFileSync("rm", ["-rf", join(checkout.folder, "node_modules", ".package-lock.json")]);
  const one = await start();
  await one.ready;
  expect(one.output()).toContain("Installing dependencies");
  one.pressControlC();
  expect(await one.exit).toBe(0);
});

test("a changed source is built again", async () => {
  writeFileSync(join(checkout.folder, "packages", "client", "src", "changed.ts"), "export {};\n");
  const one = await start();
  await one.ready;
  expect(one.output()).toContain("Building the web app");
  expect(one.output()).not.toContain("Installing");
  one.pressControlC();
  expect(await one.exit).toBe(0);
});

async function start(): Promise<NpmStart> {
  const one = await npmStart(checkout);
  started.push(one);
  return one;
}
