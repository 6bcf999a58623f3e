import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeCheckout } from "./support/checkout.ts";
import type { Checkout } from "./support/checkout.ts";
import { findDatabase } from "./support/database.ts";
import { npmStart } from "./support/npm-start.ts";

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ user: undefined, installed: true });
});
afterAll(() => checkout.remove());

test("npm run dev serves sources and API at one address, restarts on a change, and Ctrl+C ends it all", async () => {
  const dev = await npmStart(checkout, {}, "dev");
  const address = await dev.ready;
  expect(address).toBe(`http://localhost:${dev.port}`);
  const page = await fetch(address, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain("/@vite/client");
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  const source = join(checkout.folder, "packages", "server", "src", "config.ts");
  appendFileSync(source, 'console.log("the change has arrived");\n');
  await vi.waitUntil(() => dev.output().split("Natter is ready at").length > 2, {
    timeout: 60_000,
  });
  expect(dev.output()).toContain("the change has arrived");
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  dev.pressControlC();
  expect([0, 130]).toContain(await dev.exit);
  await vi.waitUntil(() => !dev.isAnythingLeft(), { timeout: 15_000 });
  expect((await findDatabase(join(checkout.folder, ".natter")))?.pid).toBeUndefined();
});
